import type { NewTarget } from '../language/construction.ts';
import type { Dispatch } from '../language/dispatch.ts';
import { nameOf } from '../language/unboxed.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { exportsOf, functionsIn, type Callable } from './exports.ts';

export type Class = NewTarget & { readonly prototype: object };

/** One copy of ml-matrix: how to get the twin of one of its functions, and the classes that all of it leans on. */
export interface Copy {
  readonly twin: (real: Callable) => Callable;
  readonly matrix: Class;
  /** Whether the class makes matrices of three properties and nothing else; see `isKnownClass`. */
  readonly isKnown: boolean;
  readonly symmetric: Class | undefined;
}

/** The instrumented twins of the functions and classes of ml-matrix. A copy's twins are loaded when the first is needed. */
export class Twins {
  readonly #tracer: Tracer;
  readonly #dispatch: Dispatch;
  readonly #twinOf = new Map<unknown, Callable>();
  readonly #realOf = new Map<unknown, unknown>();

  constructor(tracer: Tracer, dispatch: Dispatch) {
    this.#tracer = tracer;
    this.#dispatch = dispatch;
  }

  /** The user's own class in place of its twin; anything else stays. */
  realOf(x: unknown): unknown {
    return this.#realOf.get(x) ?? x;
  }

  /** Finds the twins of a copy, given its exports and how to get those of its instrumented twin. */
  of(real: object, loadTwin: () => object): Copy['twin'] {
    let loaded = false;
    return (f) => {
      if (!loaded) {
        loaded = true;
        this.#load(real, loadTwin);
      }
      const found = this.#twinOf.get(f);
      if (!found) throw new Error(`ml-matrix has no twin of ${nameOf(f)}`);
      return found;
    };
  }

  /** Loads a twin and gives its functions the handlers of the user's own. */
  #load(real: object, loadTwin: () => object): void {
    const tracer = this.#tracer;
    const { active, foreign } = tracer;
    tracer.active = false;
    const twins = exportsOf(loadTwin());
    tracer.active = active;
    tracer.foreign = foreign;
    for (const { name, value, isClass } of exportsOf(real)) {
      const twin = twins.find((other) => other.name === name)?.value;
      if (!twin) continue;
      this.#pair(value, twin);
      if (!isClass) continue;
      this.#realOf.set(twin, value);
      this.#pairAll(value, twin);
      this.#pairAll(value.prototype as object, twin.prototype as object);
    }
  }

  #pairAll(real: object, twin: object): void {
    const others = functionsIn(twin);
    for (const { key, f, isGetter } of functionsIn(real)) {
      const other = others.find((each) => each.key === key && each.isGetter === isGetter);
      if (other) this.#pair(f, other.f);
    }
  }

  #pair(f: Callable, twin: Callable): void {
    const { handlers, constructors } = this.#dispatch;
    this.#twinOf.set(f, twin);
    const handler = handlers.get(f);
    if (handler) handlers.set(twin, handler);
    const constructor = constructors.get(f);
    if (constructor) constructors.set(twin, constructor);
  }
}
