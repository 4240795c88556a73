import { calleeMessage, reflected } from '../../shared/sites.ts';
import type { Span } from '../../shared/span.ts';
import type { CutReason } from '../../shared/trace.ts';
import { Box, onEscape } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Callers } from './callers.ts';
import { isObject } from './conversion.ts';
import { Lowered, type Knowledge } from './unboxed.ts';
import { isClass, isInstrumented, takesObject, toText } from './functionMarks.ts';

/** What happens instead of a plain call of a registered function. `args` may hold boxes and is the handler's own. */
export type Handler = (call: HandledCall) => unknown;
export interface HandledCall {
  readonly site: number;
  readonly self: unknown;
  readonly args: unknown[];
}
/** The same for `new`. */
export type ConstructHandler = (site: number, args: unknown[], newTarget: NewTarget) => unknown;
export type NewTarget = new (...args: unknown[]) => object;
type Callable = (...args: unknown[]) => unknown;

/**
 * Decides by the identity of the called function what a call means: a registered handler, instrumented code (called as
 * it is, boxes and all), or foreign code, which never sees a box.
 */
export class Dispatch implements Knowledge {
  readonly handlers = new Map<unknown, Handler>();
  readonly constructors = new Map<unknown, ConstructHandler>();
  /** Handlers of functions that come and go: bound ones, `resolve` of a promise. */
  readonly #adopted = new WeakMap<object, Handler>();
  /** What `new` of a bound function constructs, with the arguments that come before those given. */
  readonly #bound = new WeakMap<object, { readonly target: unknown; readonly args: readonly unknown[] }>();
  hidden: (object: object) => number = () => 0;
  readonly extended = new WeakSet<ArrayBufferView>();
  readonly proxyTargets = new WeakMap<object, object>();
  /** The call of code that is not traced that runs now; it makes boxes plain for that code. */
  foreignCall: Lowered | undefined;
  /** Site of the carrier called last: a box that it converts by itself is the length of an array-like. */
  carrierSite = -2;
  /** The instrumented function last called at a site: the next call of the same one asks nothing. See `learns`. */
  readonly known: unknown[] = [];
  /** What stand-ins of `#constructDerived` stand for. */
  readonly #bases = new WeakMap<object, object>();
  readonly #tracer: Tracer;
  readonly #callers: Callers;
  readonly #locates: boolean;

  /**
   * @param locates whether exceptions are looked at on their way, so that messages can name their place. Node shows an uncaught
   * exception at the line that threw it last, which would then be the tracer's.
   */
  constructor(tracer: Tracer, callers: Callers, locates = true) {
    this.#tracer = tracer;
    this.#callers = callers;
    this.#locates = locates;
    onEscape((box) =>
      tracer.lastSite === this.carrierSite
        ? tracer.unbox(box, 'size', 'length', tracer.lastSite)
        : tracer.unbox(box, 'opaque', 'code that is not traced', tracer.lastSite),
    );
  }

  /** Calls `f` as the expression at `site` would. */
  call(site: number, f: unknown, self: unknown, args: unknown[]): unknown {
    const tracer = this.#tracer;
    if (--tracer.fuel < 0) tracer.poll(site);
    if (Box.is(self) && takesObject(f)) self = this.call(site, Object, undefined, [self]);
    if (f !== undefined && this.known[site] === f) return this.#inScope(site, f as Callable, self, args);
    const handler = this.handlers.get(f);
    if (handler) {
      tracer.lastSite = site;
      if (!this.#locates) return handler({ site, self, args });
      try {
        return handler({ site, self, args });
      } catch (error) {
        tracer.threw(error, site);
        throw error;
      }
    }
    if (typeof f !== 'function') throw this.#not(site, f, 'a function');
    if (this.learns(site, f, self) || (isInstrumented(f) && !this.handlers.has(f)))
      return this.#inScope(site, f as Callable, self, args);
    const adopted = this.#adopted.get(f);
    if (adopted) return adopted({ site, self, args });
    if (isObject(args[0]) && this.#settles(f)) {
      tracer.lastSite = site;
      this.carrierSite = -2;
      return Reflect.apply(f as Callable, self, args);
    }
    return this.foreign(site, f as Callable, self, args);
  }

  /** Is `f` one of the functions that the language gives a thenable to settle a promise with? They carry what they are given. */
  #settles(f: object): boolean {
    if (this.#tracer.isOpaque(f)) return false;
    const { name, length } = f as Callable;
    return name === '' && length === 1 && Reflect.apply(toText, f, []) === 'function () { [native code] }';
  }

  /**
   * Is `f` instrumented, and does a call of it mean no more than that? If so, `known` has it from now on. A call on a number may
   * mean more.
   */
  learns(site: number, f: unknown, self: unknown): boolean {
    if (this.handlers.has(f) || !isInstrumented(f)) return false; // a twin of ml-matrix is both
    if (typeof self === 'number' || Box.is(self)) return false;
    this.known[site] = f;
    return true;
  }

  /** Gives one function object a handler. */
  adopt<F extends object>(f: F, handler: Handler): F {
    this.#adopted.set(f, handler);
    return f;
  }

  /** Makes a bound function mean what it is bound to, called or with `new`. */
  bind(bound: Callable, target: unknown, self: unknown, args: readonly unknown[]): unknown {
    this.#bound.set(bound, { target, args });
    return this.adopt(bound, (c) => this.call(c.site, target, self, [...args, ...c.args]));
  }

  /** Is a call of `f` more than a plain call of instrumented code? */
  handles(f: unknown): boolean {
    return this.handlers.has(f) || (typeof f === 'function' && this.#adopted.has(f));
  }

  /** Makes room for sites below `end`, so that `known` stays a dense array. */
  reserve(end: number): void {
    while (this.known.length < end) this.known.push(undefined);
  }

  #inScope(site: number, f: Callable, self: unknown, args: unknown[]): unknown {
    if (!this.#locates) return Reflect.apply(f, self, args);
    const { scopes } = this.#tracer.recorder;
    scopes.enter(site);
    try {
      return Reflect.apply(f, self, args);
    } catch (error) {
      this.#tracer.threw(error, site);
      throw error;
    } finally {
      scopes.leave();
    }
  }

  /** `new C(…args)`; remembers where errors are made. */
  construct(site: number, constructor: unknown, args: unknown[]): unknown {
    const made = this.#make(site, constructor, args);
    const isPlain = typeof made === 'object' && made !== null && !this.#tracer.isOpaque(made);
    if (isPlain && made instanceof Error) this.#tracer.threw(made, site);
    return made;
  }

  #make(site: number, constructor: unknown, args: unknown[]): unknown {
    const tracer = this.#tracer;
    if (--tracer.fuel < 0) tracer.poll(site);
    const handler = this.constructors.get(constructor);
    if (handler) {
      tracer.lastSite = site;
      return handler(site, args, constructor as NewTarget);
    }
    if (!isConstructor(constructor)) throw this.#not(site, constructor, 'a constructor');
    if (isInstrumented(constructor)) {
      const made = this.#constructDerived(site, constructor as NewTarget, args);
      // a function that does not say `this` may answer with a number: `new` has made an object, which nobody has seen
      return Box.is(made) ? Reflect.construct(Object, [], constructor as NewTarget) : made;
    }
    const bound = this.#bound.get(constructor as object);
    if (bound) return this.#make(site, bound.target, [...bound.args, ...args]);
    const make = this.#callers.make?.(constructor as object);
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
    const { scopes } = this.#tracer.recorder;
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

  /** The prototype of an object, as the program knows it: no stand-in. */
  baseOf(object: object): object | null {
    const found = Object.getPrototypeOf(object) as object | null;
    return found && (this.#bases.get(found) ?? found);
  }

  /** How a class that is not instrumented, nor registered, is constructed as a base: on plain numbers. */
  #nativeBase(base: unknown): ConstructHandler | undefined {
    if (base === Function.prototype || !isConstructor(base)) return undefined;
    return (site, args, newTarget) =>
      this.outside(site, base as object, undefined, args, 'opaque', (_, plain) =>
        Reflect.construct(base as NewTarget, plain, newTarget),
      );
  }

  /**
   * Calls code that is not instrumented: boxes in receiver and arguments, however deep, are numbers while it runs.
   * `reason` is the cut's; null where the callee only shows what it is given.
   */
  foreign(
    site: number,
    f: Callable,
    self: unknown,
    args: unknown[],
    reason: CutReason | null = 'opaque',
  ): unknown {
    const call = this.#callers.get(f);
    return this.outside(site, f, self, args, reason, (plainSelf, plain) =>
      call ? call(site, plainSelf, plain) : Reflect.apply(f, plainSelf, plain),
    );
  }

  /** What the language throws where something is called that cannot be. */
  #not(site: number, f: unknown, wanted: 'a function' | 'a constructor'): TypeError {
    const text = this.#tracer.places.text(site);
    const error = new TypeError(text === reflected ? refusal(f, wanted) : calleeMessage(text, wanted));
    if (this.#locates) this.#tracer.threw(error, site);
    return error;
  }

  /** `foreign` for anything that runs outside, `callee` or what has that name: `run` gets receiver and arguments without boxes. */
  outside(
    site: number,
    callee: object | string,
    self: unknown,
    args: unknown[],
    reason: CutReason | null,
    run: (self: unknown, args: unknown[]) => unknown,
  ): unknown {
    const tracer = this.#tracer;
    tracer.lastSite = site;
    this.carrierSite = -2;
    const lowered = new Lowered(tracer, this, site, callee, reason);
    const plainSelf = lowered.lower(self);
    const plainArgs = args.map((arg) => lowered.lower(arg));
    const { foreignCall } = this;
    this.foreignCall = lowered;
    try {
      // Thrown again, an exception nobody catches would be shown at the line that did.
      if (!this.#locates) return lowered.original(run(plainSelf, plainArgs));
      try {
        return lowered.original(run(plainSelf, plainArgs));
      } catch (error) {
        tracer.threw(error, site);
        if (isAccessDenied(error)) this.denied(String(error.permission), String(error.resource ?? ''));
        throw error;
      }
    } finally {
      this.foreignCall = foreignCall;
      lowered.restore();
    }
  }

  /**
   * A write, a child process or a worker that the sandbox denied: reported where it was asked for, even if user code swallows the
   * error; at `elsewhere` if nobody on the stack asked.
   */
  denied(permission: string, resource: string, elsewhere?: Span): void {
    const { places, diagnostics } = this.#tracer;
    const { site = -1, name } = this.foreignCall ?? {};
    const span = places.span(site) ?? elsewhere;
    const asked = name === undefined ? `access to ${resource}` : `${name}${resource && ` of ${resource}`}`;
    const what = `${asked} (${permission})`;
    const message = `The sandbox denied ${what}: a plain run would have done it, so this run may differ from it.`;
    if (!span || diagnostics.some((other) => other.message === message && other.span.join() === span.join()))
      return;
    diagnostics.push({ code: 'sandbox-denied', severity: 'warning', message, span, related: [] });
  }

  /** Runs something with `lower` at hand, which takes the boxes out of a value for the time. */
  lowering<T>(
    site: number,
    name: string,
    reason: CutReason,
    run: (lower: (value: unknown) => unknown) => T,
  ): T {
    const lowered = new Lowered(this.#tracer, this, site, name, reason);
    try {
      return run((value) => lowered.lower(value));
    } finally {
      lowered.restore();
    }
  }

  /**
   * A function handed to a native that will call it with what it carries: what is not instrumented is wrapped, so that it is
   * dispatched when called.
   */
  callback(site: number, f: unknown): unknown {
    if (typeof f !== 'function' || isInstrumented(f)) return f;
    const call = (self: unknown, args: unknown[]) => this.call(site, f, self, args);
    return function (this: unknown, ...args: unknown[]) {
      return call(this, args);
    };
  }
}

interface AccessDenied {
  readonly permission?: unknown;
  readonly resource?: unknown;
}

function isAccessDenied(error: unknown): error is AccessDenied {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_ACCESS_DENIED';
}

/** What `Reflect` says of a callee that is not `wanted`. */
function refusal(f: unknown, wanted: 'a function' | 'a constructor'): string {
  const callee = (Box.is(f) ? Box.value(f) : f) as never;
  try {
    return String(
      wanted === 'a function' ? Reflect.apply(callee, undefined, []) : Reflect.construct(callee, []),
    );
  } catch (error) {
    return (error as Error).message;
  }
}

/** Never asks its `new.target` anything: a derived constructor does so in `super()`. */
class Probe extends Object {
  // @ts-expect-error -- an object is returned instead of super()
  constructor() {
    return Object.prototype;
  }
}

/** Can `new` be applied to it? */
export function isConstructor(f: unknown): boolean {
  if (typeof f !== 'function') return false;
  try {
    Reflect.construct(Probe, [], f);
    return true;
  } catch {
    return false;
  }
}
