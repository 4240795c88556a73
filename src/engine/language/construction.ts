import { Box } from '../record/box.ts';
import { calleeMessage, reflected } from '../../shared/sites.ts';
import { ForeignCalls, type Callable } from './foreignCalls.ts';
import { isClass, isInstrumented } from './functionMarks.ts';

const { apply } = Reflect;
const NativeError = Error;
const { [Symbol.hasInstance]: hasInstance } = Function.prototype;
/** `instanceof Error` as the language defines it, whatever a program makes `Error` answer. */
const isError = (made: object) => apply(hasInstance, NativeError, [made]);

/** Handles `new` of a registered constructor. `args` may hold boxes and is the handler's own. */
export type ConstructHandler = (site: number, args: unknown[], newTarget: NewTarget) => unknown;
export type NewTarget = new (...args: unknown[]) => object;

/** `new` of anything: a registered constructor, an instrumented class or function, foreign code. */
export abstract class Construction extends ForeignCalls {
  readonly constructors = new Map<unknown, ConstructHandler>();
  /** The constructor that a bound function stands for, with its bound arguments. */
  readonly #bound = new WeakMap<object, { readonly target: unknown; readonly args: readonly unknown[] }>();
  /** The base that each stand-in of `#constructDerived` stands for. */
  readonly #bases = new WeakMap<object, object>();

  /** Makes `new` of a bound function construct what it is bound to. */
  protected bindConstructor(bound: Callable, target: unknown, args: readonly unknown[]): void {
    this.#bound.set(bound, { target, args });
  }

  /** `new C(…args)`; remembers where errors are made. */
  construct(site: number, constructor: unknown, args: unknown[]): unknown {
    const made = this.#make(site, constructor, args);
    const isPlain = typeof made === 'object' && made !== null && !this.tracer.isOpaque(made);
    if (isPlain && isError(made)) this.tracer.threw(made, site);
    return made;
  }

  #make(site: number, constructor: unknown, args: unknown[]): unknown {
    const { tracer } = this;
    if (--tracer.fuel < 0) tracer.poll(site);
    const handler = this.constructors.get(constructor);
    if (handler) {
      tracer.lastSite = site;
      return handler(site, args, constructor as NewTarget);
    }
    if (!isConstructor(constructor)) throw this.notCallable(site, constructor, 'a constructor');
    if (isInstrumented(constructor)) {
      const made = this.#constructDerived(site, constructor as NewTarget, args);
      // A function that does not say `this` may return a number: `new` then gives the object it made, which nobody has seen.
      return Box.is(made) ? Reflect.construct(Object, [], constructor as NewTarget) : made;
    }
    const bound = this.#bound.get(constructor as object);
    if (bound) return this.#make(site, bound.target, [...bound.args, ...args]);
    const make = this.callers.make?.(constructor as object);
    return this.outside(site, constructor as object, undefined, args, 'opaque', (_, plain) =>
      make ? make(site, plain) : Reflect.construct(constructor as NewTarget, plain),
    );
  }

  /**
   * An instrumented class may extend a registered one (`class V extends Matrix`). Its `super(…)` calls whatever its base
   * is at that moment; a stand-in put there for that moment receives the arguments with their boxes. Functions have no
   * `super(…)`: they call the base that they find.
   */
  #constructDerived(site: number, constructor: NewTarget, args: unknown[]): unknown {
    const { scopes } = this.tracer.recorder;
    let lowest: object = constructor;
    let base: unknown = this.baseOf(constructor);
    while (typeof base === 'function' && !this.constructors.has(base) && isInstrumented(base)) {
      lowest = base;
      base = this.baseOf(base);
    }
    const handler = isClass(lowest) ? (this.constructors.get(base) ?? this.#nativeBase(base)) : undefined;
    scopes.enter(site);
    try {
      if (!handler) return Reflect.construct(constructor, args);
      const before = Object.getPrototypeOf(lowest) as object; // a stand-in, where a constructor makes another before `super(…)`
      const restore = () => Object.setPrototypeOf(lowest, before);
      const standIn = function (...superArgs: unknown[]) {
        restore();
        return handler(site, superArgs, new.target as unknown as NewTarget);
      };
      this.#bases.set(standIn, base as object);
      // Until then, the static members of the base are those of the class.
      for (const key of ['name', 'length']) Reflect.deleteProperty(standIn, key);
      Object.setPrototypeOf(standIn, base as object);
      Object.setPrototypeOf(lowest, standIn);
      try {
        return Reflect.construct(constructor, args);
      } finally {
        if (Object.getPrototypeOf(lowest) === standIn) restore();
      }
    } finally {
      scopes.leave();
    }
  }

  /** The prototype of an object as the program knows it: never a stand-in. */
  baseOf(object: object): object | null {
    const found = Object.getPrototypeOf(object) as object | null;
    return found && (this.#bases.get(found) ?? found);
  }

  /** Constructs a base class that is neither instrumented nor registered, on plain numbers. */
  #nativeBase(base: unknown): ConstructHandler | undefined {
    if (base === Function.prototype || !isConstructor(base)) return undefined;
    return (site, args, newTarget) =>
      this.outside(site, base as object, undefined, args, 'opaque', (_, plain) =>
        Reflect.construct(base as NewTarget, plain, newTarget),
      );
  }

  /** The error that V8 throws where something that is not `wanted` is called. */
  protected notCallable(site: number, f: unknown, wanted: 'a function' | 'a constructor'): TypeError {
    const text = this.tracer.places.text(site);
    const error = new TypeError(
      text === reflected ? reflectedMessage(f, wanted) : calleeMessage(text, wanted),
    );
    if (this.locates) this.tracer.threw(error, site);
    return error;
  }
}

/** The message with which `Reflect` refuses a callee that is not `wanted`. */
function reflectedMessage(f: unknown, wanted: 'a function' | 'a constructor'): string {
  const callee = (Box.is(f) ? Box.value(f) : f) as never;
  try {
    return String(
      wanted === 'a function' ? Reflect.apply(callee, undefined, []) : Reflect.construct(callee, []),
    );
  } catch (error) {
    return (error as Error).message;
  }
}

/** Never reads a property of its `new.target`: a derived constructor does so in `super()`. */
class Probe extends Object {
  // @ts-expect-error -- an object is returned instead of super()
  constructor() {
    return Object.prototype;
  }
}

/** Whether `new` can be applied to a value. */
export function isConstructor(f: unknown): boolean {
  if (typeof f !== 'function') return false;
  try {
    Reflect.construct(Probe, [], f);
    return true;
  } catch {
    return false;
  }
}
