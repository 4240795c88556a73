import { Box } from '../record/box.ts';
import { conversionMethods } from '../language/conversion.ts';
import type { Dispatch } from '../language/dispatch.ts';
import { isSlots } from '../tracking/slots.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { DenseArgument } from './memberRule.ts';
import type { PrivateStorage } from './privateStorage.ts';
import type { MatrixStore } from './store.ts';
import type { Class } from './twinLookup.ts';

/** Tells receivers and arguments of members apart, without calling code of the user's. */
export class ArgumentKinds {
  /** The user's own classes of ml-matrix, of all copies. */
  readonly classes = new Set<unknown>();
  readonly #tracer: Tracer;
  readonly #dispatch: Dispatch;
  readonly #store: MatrixStore;
  readonly #private: PrivateStorage;

  constructor(tracer: Tracer, dispatch: Dispatch, store: MatrixStore, privateStorage: PrivateStorage) {
    this.#tracer = tracer;
    this.#dispatch = dispatch;
    this.#store = store;
    this.#private = privateStorage;
  }

  /** Whether it is a view, a wrapper, or a symmetric matrix of ml-matrix's own classes. */
  isView(x: unknown): boolean {
    if (typeof x !== 'object' || x === null || Array.isArray(x) || this.#tracer.isOpaque(x)) return false;
    if (!this.#isOwn(x) || this.#store.accessors.has((x as { get?: unknown }).get)) return false;
    if (Object.hasOwn(x, 'get')) return false;
    if (this.#private.concerns(x)) return true;
    const { matrix, data } = x as { matrix?: unknown; data?: unknown };
    if (matrix !== undefined) return this.#store.dense(matrix) !== null || this.isView(matrix);
    const isNumber = (slot: unknown) => typeof slot === 'number' || Box.is(slot);
    const isList = (list: unknown, isItem: (item: unknown) => boolean): boolean =>
      isSlots(list) || (Array.isArray(list) && !this.#tracer.isOpaque(list) && list.every(isItem));
    return isList(data, (row) => isNumber(row) || isList(row, isNumber));
  }

  /** Whether the program itself makes a primitive of the object: only the twin knows when, and what to do with the answer. */
  converts(x: unknown): boolean {
    if (typeof x !== 'object' || x === null || Box.is(x) || Array.isArray(x)) return false;
    if (this.#tracer.isOpaque(x) || this.#isOwn(x)) return false;
    return !conversionMethods(x, (y) => this.#tracer.isOpaque(y)).next().done;
  }

  /** Whether nothing tracked can be reached from here. Only what is cheap to know: anything else counts as tracked. */
  isStatic(x: unknown, within: readonly unknown[] = []): boolean {
    if (typeof x === 'function') return this.#dispatch.constructors.has(x);
    if (typeof x !== 'object' || x === null) return true;
    if (Box.is(x) || this.#tracer.isOpaque(x)) return false;
    if (isSlots(x)) return !this.#tracer.shadows.has(x);
    if (within.includes(x)) return true;
    if (Array.isArray(x)) {
      const inside = [...within, x];
      return x.every((slot) => this.isStatic(slot, inside));
    }
    const dense = this.#store.dense(x);
    if (dense) return !this.#store.isTracked(dense);
    if (Object.getPrototypeOf(x) !== Object.prototype) return false;
    // a getter is not to be asked
    return Reflect.ownKeys(x).every((key) => {
      const slot = Object.getOwnPropertyDescriptor(x, key)!;
      return 'value' in slot && this.isStatic(slot.value, [...within, x]);
    });
  }

  /** See `MemberCall.toDense`; `matrix` is the class of the copy made. */
  toDense(x: unknown, matrix: Class, site: number): DenseArgument | null {
    const dense = this.#store.dense(x);
    if (dense) return { matrix: dense, given: dense };
    if (typeof x !== 'object' || x === null || this.#tracer.isOpaque(x)) return null;
    const isRows = Array.isArray(x) && x.every((row) => Array.isArray(row) || ArrayBuffer.isView(row));
    if (!isRows && !this.#isOwn(x)) return null;
    const copy = this.#store.dense(this.#dispatch.construct(site, matrix, [x]));
    return copy && { matrix: copy, given: this.#private.concerns(x) ? x : copy };
  }

  /** Whether it is of one of ml-matrix's own classes itself, not of a subclass. */
  #isOwn(x: object): boolean {
    const prototype = Object.getPrototypeOf(x) as { constructor?: unknown } | null;
    return this.classes.has(prototype?.constructor);
  }
}
