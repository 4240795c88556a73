import type { Trace } from '../../../shared/trace.ts';

/** A place where ways of numbers to the result end, though the result depends on what comes after: an operation without a slope here. */
export interface FlatStep {
  /** The first time that ways end there. */
  readonly equation: number;
  /** The operand, and of its elements, of all times together, those that ways come by. */
  readonly operand: number;
  readonly refs: readonly number[];
  /** How many ways end there. */
  readonly times: number;
}

/** Puts the ends of ways together by their sites, in the order in which they are come by: a way through a loop ends a million times. */
export class FlatSteps {
  readonly #equations: Trace['equations'];
  readonly #bySite = new Map<
    number,
    { equation: number; operand: number; refs: Set<number>; times: number }
  >();

  constructor({ equations }: Trace) {
    this.#equations = equations;
  }

  /** Ways of some elements of an operand end at an equation. */
  add(equation: number, operand: number, refs: Iterable<number>): void {
    const site = this.#equations.site[equation]!;
    const known = this.#bySite.get(site);
    if (!known) this.#bySite.set(site, { equation, operand, refs: new Set(refs), times: 1 });
    else {
      known.times++;
      for (const ref of refs) known.refs.add(ref);
    }
  }

  all(): FlatStep[] {
    return [...this.#bySite.values()].map((step) => ({ ...step, refs: [...step.refs] }));
  }
}
