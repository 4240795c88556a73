import { Box } from '../record/box.ts';
import { convertedBy, type Hint } from '../language/conversion.ts';

type Class = new (...args: unknown[]) => object;

/**
 * SymmetricMatrix and DistanceMatrix keep their numbers in a private field, and a twin cannot read that of the user's own
 * class. Such an object is given the twin's field beside its own: the user's field holds the numbers that code which is not
 * traced sees, the twin's holds the elements. Members that write are run on both.
 */
export class PrivateStorage {
  /** Prototypes of the user's own classes of this kind. */
  readonly #prototypes = new Set<object>();
  readonly #given = new WeakSet<object>();
  readonly #isOpaque: (x: object) => boolean;

  constructor(isOpaque: (x: object) => boolean) {
    this.#isOpaque = isOpaque;
  }

  /** Announces a class. */
  add(prototype: object): void {
    this.#prototypes.add(prototype);
  }

  /** Is this an object of such a class? */
  concerns(x: unknown): x is object {
    if (this.#prototypes.size === 0 || typeof x !== 'object' || x === null || this.#isOpaque(x)) return false;
    for (let o: object | null = x; o; o = Object.getPrototypeOf(o) as object | null)
      if (this.#prototypes.has(o)) return true;
    return false;
  }

  /** Has the object got the twin's field already? */
  has(x: object): boolean {
    return this.#given.has(x);
  }

  /** Runs the constructor of a twin class on an object that exists: its private fields become the object's. */
  construct(object: object, twin: Class, args: readonly unknown[]): void {
    let lowest = twin;
    while (baseOf(baseOf(lowest)) !== Function.prototype) lowest = baseOf(lowest) as Class;
    const base = baseOf(lowest);
    const restore = () => Object.setPrototypeOf(lowest, base);
    const doubled = this.#given;
    // `super()` calls whatever the base is at that moment; fields are put on what it returns
    const standIn = function () {
      restore();
      doubled.add(object);
      return object;
    };
    Object.setPrototypeOf(lowest, standIn);
    try {
      Reflect.construct(twin, args);
    } finally {
      restore();
    }
  }
}

/**
 * The arguments of a member that is run on both storages, for either run: objects that the program makes primitives of are asked
 * in the first one, whose answers the second one gets.
 */
export function answered(
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
