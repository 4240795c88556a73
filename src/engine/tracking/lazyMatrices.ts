import type { Recorder } from '../record/recorder.ts';
import type { Run, Stored } from './freshMatrices.ts';
import { Given } from './given.ts';

/** What a matrix without rows holds; static numbers stand in the constants. */
export interface Content extends Run {
  readonly rows: number;
}

/** Content in the matrix itself: no map of weak references has to be kept. */
class Held extends Given {
  readonly #owner: LazyMatrices;
  #content: Content | undefined;

  constructor(matrix: object, owner: LazyMatrices, content: Content) {
    super(matrix);
    this.#owner = owner;
    this.#content = content;
  }

  static find(object: object): Content | undefined {
    return #content in object ? object.#content : undefined;
  }

  static put(object: object, content: Content | undefined): void {
    if (#content in object) object.#content = content;
  }

  /** The rows of a matrix that was looked at, directly or as the prototype of an object. */
  static read(object: object): readonly Float64Array[] | undefined {
    if (#content in object && object.#content) return object.#owner.make(object, object.#content);
    const prototype = Object.getPrototypeOf(object) as object | null;
    return prototype ? Held.read(prototype) : undefined;
  }
}

let get: (this: Reading, i: number, j: number) => number | undefined;
const readers = new WeakMap<object, object>();

/** Numbers of the record in what reads them as a matrix. */
class Reading extends Given {
  readonly #numbers: Float64Array;
  readonly #first: number;
  readonly #columns: number;

  constructor(reader: object, numbers: Float64Array, { first, columns }: Content) {
    super(reader);
    this.#numbers = numbers;
    this.#first = first;
    this.#columns = columns;
  }

  /** The prototype of what reads for matrices with this prototype: one for all, so that V8 compiles its `get` in place. */
  static prototypeFor(prototype: object): object {
    let known = readers.get(prototype);
    if (!known) readers.set(prototype, (known = Object.create(prototype, { get: { value: get } }) as object));
    return known;
  }

  static {
    get = function (this: Reading, i, j) {
      return this.#numbers[this.#first + i * this.#columns + j];
    };
  }
}

/** Hears of the rows that a matrix is about to get, and what they hold. */
type OnMade = (matrix: Stored, first: number, isStatic: boolean, rows: readonly Float64Array[]) => void;

/** What `data` answers to a question of ours. */
const unmade = Symbol('unmade');
let asks = false;

/** The property `data` of a matrix that has no rows yet: one for all, since V8 has a shape of object for each accessor. */
export const lazyData: PropertyDescriptor = {
  get(this: object) {
    return asks ? unmade : Held.read(this);
  },
  set(this: object, value: unknown) {
    Held.put(this, undefined);
    own(this, value);
  },
  enumerable: true,
  configurable: true,
};

/**
 * Matrices whose rows are made when somebody looks at them: until then their numbers stand in the record alone, where equations read
 * them. `data` is an accessor of the matrix itself, which turns into the property that it stands for when it is read or written, by
 * whatever code. Only what asks for the descriptor of a property can tell, so natives that do `settle` a matrix first.
 */
export class LazyMatrices {
  /** Whether there ever was one. */
  any = false;
  /** Whether one held tracked numbers. */
  tracks = false;
  readonly #recorder: Recorder;
  readonly #onMade: OnMade;

  constructor(recorder: Recorder, onMade: OnMade) {
    this.#recorder = recorder;
    this.#onMade = onMade;
  }

  /** A matrix of the class with this prototype that holds numbers of the record. */
  of(prototype: object, content: Content): Stored {
    // the properties in the order in which ml-matrix makes them
    const matrix = Object.create(prototype) as { rows: number; columns: number } & Stored;
    Object.defineProperty(matrix, 'data', lazyData);
    matrix.rows = content.rows;
    matrix.columns = content.columns;
    this.hold(matrix, content);
    return matrix;
  }

  /** A matrix that was just made, with `lazyData`, holds numbers of the record. */
  hold(matrix: object, content: Content): void {
    this.any = true;
    if (!content.static) this.tracks = true;
    new Held(matrix, this, content);
  }

  /** What looks like a matrix that has no rows yet to a function that reads it by `get`. */
  reader(matrix: object, content: Content): object {
    const reader = this.of(Reading.prototypeFor(Object.getPrototypeOf(matrix) as object), content);
    new Reading(reader, this.#column(content), content);
    return reader;
  }

  /** Whether an object is a matrix that has no rows yet. */
  has(object: object): object is Stored {
    if (!Held.find(object)) return false;
    asks = true;
    try {
      if (Object.hasOwn(object, 'data') && (object as { data?: unknown }).data === unmade) return true;
    } finally {
      asks = false;
    }
    // the program deleted the property
    Held.put(object, undefined);
    return false;
  }

  /** What a matrix holds that has no rows yet, as `has` has just said. */
  find(matrix: object): Content | undefined {
    return Held.find(matrix);
  }

  /** A matrix that has no rows yet holds the elements from `first` on. */
  move(matrix: object, first: number): void {
    this.tracks = true;
    Held.put(matrix, { ...Held.find(matrix)!, first, static: false });
  }

  /** Makes the rows of a matrix that has none. Anything else is left as it is. */
  settle(value: unknown): void {
    if (typeof value === 'object' && value !== null && this.has(value)) this.make(value, Held.find(value)!);
  }

  /** Makes the rows of a matrix. */
  make(matrix: object, content: Content): readonly Float64Array[] {
    const { first, rows, columns } = content;
    const data = this.#column(content);
    const made: Float64Array[] = [];
    for (let at = first; made.length < rows; at += columns) made.push(data.slice(at, at + columns));
    // in this order: any of these calls may be the one too many for the stack, and the numbers stay tracked
    this.#onMade(matrix as Stored, first, content.static, made);
    own(matrix, made);
    Held.put(matrix, undefined);
    return made;
  }

  #column(content: Content): Float64Array {
    return (content.static ? this.#recorder.constants : this.#recorder.values).data;
  }
}

/** Gives an object `data` as an ordinary property. */
function own(object: object, value: unknown): void {
  Object.defineProperty(object, 'data', { value, writable: true, enumerable: true, configurable: true });
}
