import type { Node } from '../../instrument/syntax.ts';
import type { Ledger } from './ledger.ts';
import {
  either,
  nothing,
  type Arm,
  type Callable,
  type Scope,
  type Site,
  type Slot,
  type Value,
} from './model.ts';

/** Thrown when a run has taken as many steps as it may. */
export class Spent extends Error {}

/** A call in progress. */
export interface Frame {
  returned: Value;
}

/** What the parts of the run need of each other, and its branches. */
export abstract class Machine {
  abstract readonly ledger: Ledger;
  /** The call that the run is in. */
  frame: Frame = { returned: nothing };
  /** The call whose result nothing takes. */
  dropped: Node | undefined;
  #journal: Map<Slot, Value> | undefined;
  #steps: number;

  constructor(steps: number) {
    this.#steps = steps;
  }

  abstract evaluate(node: Node, scope: Scope): Value;
  /** Runs a statement; whether what follows it in its block is not reached. */
  abstract execute(node: Node, scope: Scope): boolean;
  abstract call(f: Callable, args: readonly Value[], self: Value | undefined, site: Site): Value;
  /** What a name of no scope is. */
  abstract global(name: string, scope: Scope): Value;

  /** Counts a step; throws `Spent` after the last. */
  step(): void {
    if (--this.#steps < 0) throw new Spent();
  }

  set(slot: Slot, value: Value): void {
    if (this.#journal && !this.#journal.has(slot)) this.#journal.set(slot, slot.value);
    slot.value = value;
  }

  /** Runs ways of which one is taken; whether none leads on. */
  branch(ways: readonly (() => boolean)[]): boolean {
    const { ledger } = this;
    const [outer, outside] = [ledger.arm, this.#journal];
    const branch = {};
    const ends = ways.map((run, way) => {
      this.#journal = new Map();
      ledger.arm = { branch, way, outer };
      const isEnd = run();
      const after = new Map([...this.#journal.keys()].map((slot) => [slot, slot.value]));
      for (const [slot, value] of this.#journal) slot.value = value;
      return { arm: { branch, way, outer } satisfies Arm, isEnd, after };
    });
    this.#journal = outside;
    const leading = ends.filter(({ isEnd }) => !isEnd);
    ledger.arm = leading.length === 1 ? leading[0]!.arm : outer;
    for (const slot of new Set(leading.flatMap(({ after }) => [...after.keys()]))) {
      const values = leading.map(({ after }) => after.get(slot) ?? slot.value);
      this.set(slot, values.reduce(either));
    }
    return leading.length === 0;
  }

  /** Runs something of which the branches end with it. */
  apart<T>(run: () => T): T {
    const { arm } = this.ledger;
    const result = run();
    this.ledger.arm = arm;
    return result;
  }

  /** Runs the body of a loop twice: what the first pass writes, the second reads. */
  loop(pass: (k: number) => void): void {
    const { ledger } = this;
    const outer = ledger.iteration;
    this.twice((k) => {
      ledger.iteration = outer ?? k;
      pass(k);
    });
    ledger.iteration = outer;
  }

  /** Runs what is called for each element, for two of them. */
  twice(pass: (k: number) => void): void {
    for (let k = 0; k < 2; k++) this.apart(() => pass(k));
  }
}
