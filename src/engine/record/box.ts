/** The key of what `util.inspect` shows instead of an object. */
export const inspected = Symbol.for('nodejs.util.inspect.custom');

/**
 * A tracked number: an element id of the trace with its value. Only instrumented code ever holds one.
 *
 * The fields are private, so nothing a program can ask of a box tells it from a number object, and the prototype
 * inherits `Number.prototype`, so that members of numbers are found. Should a box reach a native operator in spite of
 * the boundary, its conversion gives the right number and reports the escape: never a wrong value, never silent.
 */
export class Box {
  readonly #id: number;
  readonly #value: number;

  constructor(id: number, value: number) {
    this.#id = id;
    this.#value = value;
  }

  /** Is this a tracked number? Safe on anything, proxies too. */
  static is(x: unknown): x is Box {
    return typeof x === 'object' && x !== null && #id in x;
  }

  /**
   * The same, for operands of operators. V8 keeps what it has seen an expression meet for each expression, and where that is
   * boxes alone, it compiles the question in place; `is` meets everything a program has.
   */
  static isOperand(x: unknown): x is Box {
    return typeof x === 'object' && x !== null && #id in x;
  }

  static id(box: Box): number {
    return box.#id;
  }

  static value(box: Box): number {
    return box.#value;
  }

  /** What Node shows of a tracked number inside something that is only shown: a promise, a proxy. */
  [inspected](_depth: number, { stylize }: { stylize(text: string, style: string): string }): string {
    return stylize(Object.is(this.#value, -0) ? '-0' : String(this.#value), 'number');
  }

  /** Asked by the engine itself, where it takes apart what it is given: V8 would say of a box what it says of objects. */
  get [Symbol.iterator](): unknown {
    iterates(this);
    return (Number.prototype as Partial<Iterable<unknown>>)[Symbol.iterator];
  }

  [Symbol.toPrimitive](hint: string): number | string {
    escaped(this);
    return hint === 'string' ? String(this.#value) : this.#value;
  }
}

// A number takes no properties: the write fails at the proxy, silently outside strict mode.
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

/** The box that the engine asked for an iterator since the last call, if any. */
export function takeIterated(): Box | undefined {
  const last = iterated;
  iterated = undefined;
  return last;
}

/** A property that could not be written to a box. */
export interface Refused {
  readonly key: PropertyKey;
  readonly box: Box;
}
let refused: Refused | undefined;

/** The last write to a box since the last call, if any: outside strict mode it was no error. */
export function takeRefused(): Refused | undefined {
  const last = refused;
  refused = undefined;
  return last;
}

let escaped: (box: Box) => void = () => {};

/** Says who hears of a box that native code converted by itself; a tracer records a cut there. */
export function onEscape(listener: (box: Box) => void): void {
  escaped = listener;
}
