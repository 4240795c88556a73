import { OperandKind } from '../../shared/trace.ts';
import { Box } from '../record/box.ts';
import { convertedBy, type Hint } from '../language/conversion.ts';
import type { Dispatch } from '../language/dispatch.ts';
import { symmetrized } from '../primitives/movement.ts';
import type { Elements } from '../tracking/matrixLike.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Callable } from './exports.ts';
import { runUntraced, traceThrough } from './runs.ts';
import type { Class, Copy } from './twinLookup.ts';

/**
 * SymmetricMatrix and DistanceMatrix keep their numbers in a private field, and a twin cannot read that of the user's own
 * class. Such an object is given the twin's field beside its own: the user's field holds the numbers that code which is not
 * traced sees, the twin's holds the elements. Members that write are run on both.
 */
export class PrivateStorage {
  readonly #tracer: Tracer;
  readonly #dispatch: Dispatch;
  /** Prototypes of the user's own classes of this kind, each with its copy of ml-matrix. */
  readonly #copies = new Map<object, Copy>();
  /** Objects that have the twin's field. */
  readonly #followed = new WeakSet<object>();

  constructor(tracer: Tracer, dispatch: Dispatch) {
    this.#tracer = tracer;
    this.#dispatch = dispatch;
  }

  /** Announces a class. */
  add(prototype: object, copy: Copy): void {
    this.#copies.set(prototype, copy);
  }

  /** Whether this is an object of such a class. */
  concerns(x: unknown): x is object {
    return this.#copyOf(x) !== undefined;
  }

  /** Whether the object has the twin's field already. */
  has(x: object): boolean {
    return this.#followed.has(x);
  }

  /** Gives an object that was made untracked the twin's field, with the numbers it holds. */
  follow(object: object, symmetric: Class, twin: Copy['twin']): void {
    if (this.#followed.has(object)) return;
    const { get, set } = symmetric.prototype as { get: Callable; set: Callable };
    const tracer = this.#tracer;
    const size = runUntraced(tracer, () => {
      const { get: rows } = Object.getOwnPropertyDescriptor(symmetric.prototype, 'rows')!;
      return Reflect.apply(rows as Callable, object, []) as number;
    });
    traceThrough(tracer, tracer.lastSite, 'new', () => {
      this.construct(object, twin(symmetric as unknown as Callable) as unknown as Class, [size]);
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++)
          Reflect.apply(twin(set), object, [i, j, Reflect.apply(get, object, [i, j])]);
    });
  }

  /** Runs the constructor of a twin class on an object that exists: its private fields become the object's. */
  construct(object: object, twin: Class, args: readonly unknown[]): void {
    let lowest: object = twin;
    while (baseOf(baseOf(lowest)) !== Function.prototype) lowest = baseOf(lowest);
    const base = baseOf(lowest);
    const restore = () => Object.setPrototypeOf(lowest, base);
    const followed = this.#followed;
    // `super()` calls whatever the base is at that moment; fields are put on what it returns
    const standIn = function () {
      restore();
      followed.add(object);
      return object;
    };
    Object.setPrototypeOf(lowest, standIn);
    try {
      Reflect.construct(twin, args);
    } finally {
      restore();
    }
  }

  /** Makes a matrix hold the symmetric part of the leaf that starts at element `first`. */
  adopt(matrix: Elements, first: number): void {
    const tracer = this.#tracer;
    const { recorder, active } = tracer;
    const site = active ? tracer.lastSite : -1;
    const n = matrix.rows;
    const reference = { kind: OperandKind.block, rows: n, columns: n, reference: first };
    const numbers = recorder.values.data.slice(first, first + n * n);
    const { data } = symmetrized({ shape: [n, n], data: numbers });
    const id = recorder.array('symmetric', site, [reference], n, n, data);
    tracer.active = true;
    for (let i = 0; i < n; i++)
      for (let j = i; j < n; j++)
        this.#dispatch.call(site, matrix.set, matrix, [i, j, tracer.box(id + i * n + j)]);
    tracer.active = active;
  }

  /** See `Dispatch.hidden`: the first id in the twin's field of an object, 0 if there is none. */
  hidden(x: object): number {
    const copy = this.#copyOf(x);
    if (!copy || !this.#followed.has(x)) return 0;
    const { twin, symmetric } = copy;
    const { get } = symmetric!.prototype as { get: Callable };
    const { rows } = x as { rows: number };
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j <= i; j++) {
        const element = Reflect.apply(twin(get), x, [i, j]);
        if (Box.is(element)) return Box.id(element);
      }
    }
    return 0;
  }

  #copyOf(x: unknown): Copy | undefined {
    if (this.#copies.size === 0 || typeof x !== 'object' || x === null) return undefined;
    if (this.#tracer.isOpaque(x)) return undefined;
    for (let o: object | null = x; o; o = Object.getPrototypeOf(o) as object | null) {
      const copy = this.#copies.get(o);
      if (copy) return copy;
    }
    return undefined;
  }
}

/**
 * The arguments of a member that is run on both storages, for either run: objects that the program makes primitives of are asked
 * in the first one, whose answers the second one gets.
 */
export function convertedOnce(
  args: readonly unknown[],
  converts: (x: unknown) => boolean,
  ask: (x: unknown, hint: Hint) => unknown,
): { readonly first: readonly unknown[]; readonly second: readonly unknown[] } {
  const holds = (x: unknown, within: readonly unknown[] = []): boolean =>
    Array.isArray(x) ? !within.includes(x) && x.some((slot) => holds(slot, [...within, x])) : converts(x);
  if (!args.some((x) => holds(x))) return { first: args, second: args };
  const answers: unknown[] = [];
  const asked = (x: unknown) => (hint: Hint) => {
    const answer = ask(x, hint);
    answers.push(answer);
    return Box.is(answer) ? Box.value(answer) : answer;
  };
  const replaced = (x: unknown, convert: (x: unknown) => (hint: Hint) => unknown): unknown => {
    if (!holds(x)) return x;
    return Array.isArray(x) ? x.map((slot) => replaced(slot, convert)) : convertedBy(convert(x), x as object);
  };
  return {
    first: args.map((x) => replaced(x, asked)),
    second: args.map((x) => replaced(x, () => () => answers.shift())),
  };
}

function baseOf(x: object): object {
  return Object.getPrototypeOf(x) as object;
}
