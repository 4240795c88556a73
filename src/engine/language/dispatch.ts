import { Box } from '../record/box.ts';
import { Construction } from './construction.ts';
import { isObject } from './conversion.ts';
import type { Callable } from './foreignCalls.ts';
import { isInstrumented, takesObject, toText } from './functionMarks.ts';

/** Handles a call of a registered function. `args` may hold boxes and is the handler's own. */
export type Handler = (call: HandledCall) => unknown;
export interface HandledCall {
  readonly site: number;
  readonly self: unknown;
  readonly args: unknown[];
}

/**
 * Decides by the identity of the called function what a call means: a registered handler, instrumented code (called as
 * it is, boxes and all), or foreign code, which never sees a box.
 */
export class Dispatch extends Construction {
  readonly handlers = new Map<unknown, Handler>();
  /** Handlers of functions that come and go: bound ones, `resolve` of a promise. */
  readonly #adopted = new WeakMap<object, Handler>();
  /** The function last called at a site, where that was no more than a call: the next call of the same one needs no look-up. See `learns`. */
  readonly known: unknown[] = [];
  /** Natives a call of which is no more than that as long as nothing is tracked. */
  readonly bare = new Set<unknown>();
  /** Whether nothing is tracked before `endIdle`: most calls of natives are made by modules while they are loaded. */
  isIdle = false;

  /** Calls `f` as the expression at `site` would. */
  call(site: number, f: unknown, self: unknown, args: unknown[]): unknown {
    const { tracer } = this;
    if (--tracer.fuel < 0) tracer.poll(site);
    if (Box.is(self) && takesObject(f)) self = this.call(site, Object, undefined, [self]);
    if (f !== undefined && this.known[site] === f) return this.#inScope(site, f as Callable, self, args);
    const handler = this.handlers.get(f);
    if (handler) {
      tracer.lastSite = site;
      if (!this.locates) return handler({ site, self, args });
      try {
        return handler({ site, self, args });
      } catch (error) {
        tracer.threw(error, site);
        throw error;
      }
    }
    if (typeof f !== 'function') throw this.notCallable(site, f, 'a function');
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

  #inScope(site: number, f: Callable, self: unknown, args: unknown[]): unknown {
    if (!this.locates) return Reflect.apply(f, self, args);
    const { scopes } = this.tracer.recorder;
    scopes.enter(site);
    try {
      return Reflect.apply(f, self, args);
    } catch (error) {
      this.tracer.threw(error, site);
      throw error;
    } finally {
      scopes.leave();
    }
  }

  /** Whether `f` is a native `resolve` or `reject` that was passed to a thenable's `then`. They carry what they are given. */
  #settles(f: object): boolean {
    if (this.tracer.isOpaque(f)) return false;
    const { name, length } = f as Callable;
    return name === '' && length === 1 && Reflect.apply(toText, f, []) === 'function () { [native code] }';
  }

  /** From now on numbers may be tracked: a call of a native means what its handler says. */
  endIdle(): void {
    this.isIdle = false;
    this.known.fill(undefined);
  }

  /**
   * Whether `f` is instrumented, or a native, and a call of it means no more than that; if so, `known` has it from now on. A call on a
   * number may mean more.
   */
  learns(site: number, f: unknown, self: unknown): boolean {
    // a twin of ml-matrix is instrumented and has a handler
    const isBare = this.handlers.has(f) ? this.isIdle && this.bare.has(f) : isInstrumented(f);
    if (!isBare) return false;
    if (typeof self === 'number' || Box.is(self)) return false;
    this.known[site] = f;
    return true;
  }

  /** Makes room for sites below `end`, so that `known` stays a dense array. */
  reserve(end: number): void {
    while (this.known.length < end) this.known.push(undefined);
  }

  /** Gives one function object a handler. */
  adopt<F extends object>(f: F, handler: Handler): F {
    this.#adopted.set(f, handler);
    return f;
  }

  /** Makes a bound function mean what it is bound to, called or with `new`. */
  bind(bound: Callable, target: unknown, self: unknown, args: readonly unknown[]): unknown {
    this.bindConstructor(bound, target, args);
    return this.adopt(bound, (c) => this.call(c.site, target, self, [...args, ...c.args]));
  }

  /** Whether a call of `f` is more than a plain call of instrumented code. */
  handles(f: unknown): boolean {
    return this.handlers.has(f) || (typeof f === 'function' && this.#adopted.has(f));
  }

  /**
   * A function handed to a native that will call it with what it carries: a function that is not instrumented is wrapped, so that
   * it is dispatched when called.
   */
  callback(site: number, f: unknown): unknown {
    if (typeof f !== 'function' || isInstrumented(f)) return f;
    const call = (self: unknown, args: unknown[]) => this.call(site, f, self, args);
    return function (this: unknown, ...args: unknown[]) {
      return call(this, args);
    };
  }
}
