/** Key of the method that `util.inspect` calls for the text of an object. */
export const inspected = Symbol.for('nodejs.util.inspect.custom');

/**
 * A tracked number: an element id of the trace with its value. Only instrumented code ever holds one.
 *
 * The fields are private, so no question of a program tells a box from a number object. The prototype inherits
 * `Number.prototype`, so that members of numbers are found. If a box reaches a native operator in spite of the boundary,
 * its conversion gives the right number and reports the escape.
 */
export class Box {
  readonly #id: number;
  readonly #value: number;

  constructor(id: number, value: number) {
    this.#id = id;
    this.#value = value;
  }

  /** Tells a tracked number from anything else; runs no code of the program, not even a proxy's. */
  static is(x: unknown): x is Box {
    return typeof x === 'object' && x !== null && #id in x;
  }

  /**
   * `is` for operands of operators. V8 collects type feedback for each expression: this one meets boxes almost alone and is
   * compiled in place, while the one in `is` meets every type of the program.
   */
  static isOperand(x: unknown): x is Box {
    return typeof x === 'object' && x !== null && #id in x;
  }

  /** `is` for values that get a name, for the same reason. */
  static isNamed(x: object): x is Box {
    return #id in x;
  }

  /** `is` for the first element of a list that gets a name, for the same reason. */
  static isFirst(x: unknown): x is Box {
    return typeof x === 'object' && x !== null && #id in x;
  }

  static id(box: Box): number {
    return box.#id;
  }

  static value(box: Box): number {
    return box.#value;
  }

  /** The number itself, where Node shows a box inside a promise or a proxy. */
  [inspected](_depth: number, { stylize }: { stylize(text: string, style: string): string }): string {
    return stylize(Object.is(this.#value, -0) ? '-0' : String(this.#value), 'number');
  }

  /** Read by V8 when it iterates a box. Remembers the box, because V8's message would call it an object; see `takeIterated`. */
  get [Symbol.iterator](): unknown {
    iterates(this);
    return (Number.prototype as Partial<Iterable<unknown>>)[Symbol.iterator];
  }

  [Symbol.toPrimitive](hint: string): number | string {
    escaped(this);
    return hint === 'string' ? String(this.#value) : this.#value;
  }
}

// A number takes no properties: a write to a box fails at this proxy, silently outside strict mode.
const sealed = new Proxy(Number.prototype, {
  set(_target, key, _value, box) {
    refused = { key, box: box as Box };
    return false;
  },
});
Object.setPrototypeOf(Box.prototype, sealed);
delete (Box.prototype as { constructor?: unknown }).constructor;
Object.defineProperty(Box.prototype, '__proto__', { get: () => Number.prototype, set: () => undefined });

let iterated: Box | undefined;

const iterates = (box: Box): void => {
  iterated = box;
};

/** The box that V8 last tried to iterate; asking forgets it. */
export function takeIterated(): Box | undefined {
  const last = iterated;
  iterated = undefined;
  return last;
}

/** A refused write of property `key` to a box. */
export interface Refused {
  readonly key: PropertyKey;
  readonly box: Box;
}
let refused: Refused | undefined;

/** The last refused write to a box; asking forgets it. Outside strict mode the program saw no error. */
export function takeRefused(): Refused | undefined {
  const last = refused;
  refused = undefined;
  return last;
}

let escaped: (box: Box) => void = () => {};

/** Sets who is told of a box that native code converted by itself; the tracer records a cut there. */
export function onEscape(listener: (box: Box) => void): void {
  escaped = listener;
}
