import type { Span } from '../../shared/span.ts';
import type { CutReason } from '../../shared/trace.ts';
import { onEscape } from '../record/box.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Callers } from './callers.ts';
import { Unboxing, type ObjectFacts } from './unboxed.ts';

export type Callable = (...args: unknown[]) => unknown;

/** Calls of foreign code, that is, code which is not instrumented: it never sees a box. */
export abstract class ForeignCalls implements ObjectFacts {
  abstract readonly constructors: ObjectFacts['constructors'];
  hidden: (object: object) => number = () => 0;
  readonly extended = new WeakSet<ArrayBufferView>();
  readonly proxyTargets = new WeakMap<object, object>();
  /** The foreign call that runs now; getters and proxies use it to unbox what they give to that code. */
  foreignCall: Unboxing | undefined;
  /** Site of the carrier called last: a box that the carrier converts by itself is the length of an array-like. */
  carrierSite = -2;
  protected readonly tracer: Tracer;
  protected readonly callers: Callers;
  protected readonly locates: boolean;

  /**
   * @param locates whether exceptions are caught and thrown again on their way, so that messages can name their place. Node shows
   * an uncaught exception at the line that threw it last, which would then be the tracer's.
   */
  constructor(tracer: Tracer, callers: Callers, locates = true) {
    this.tracer = tracer;
    this.callers = callers;
    this.locates = locates;
    onEscape((box) => {
      const { lastSite: site, places } = tracer;
      const isLength = site === this.carrierSite;
      const callee = places.callee(site) ?? 'code that is not traced';
      return isLength ? tracer.unbox(box, 'size', 'length', site) : tracer.unbox(box, 'opaque', callee, site);
    });
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
    const call = this.callers.get(f);
    return this.outside(site, f, self, args, reason, (plainSelf, plain) =>
      call ? call(site, plainSelf, plain) : Reflect.apply(f, plainSelf, plain),
    );
  }

  /**
   * `foreign` for anything that runs outside: `run` gets receiver and arguments without boxes. `callee` is what is called, or its
   * name for messages.
   */
  outside(
    site: number,
    callee: object | string,
    self: unknown,
    args: unknown[],
    reason: CutReason | null,
    run: (self: unknown, args: unknown[]) => unknown,
  ): unknown {
    const { tracer } = this;
    tracer.lastSite = site;
    this.carrierSite = -2;
    const unboxing = new Unboxing(tracer, this, site, callee, reason);
    const plainSelf = unboxing.unbox(self);
    const plainArgs = args.map((arg) => unboxing.unbox(arg));
    const { foreignCall } = this;
    this.foreignCall = unboxing;
    try {
      // Thrown again, an exception nobody catches would be shown at the line that did.
      if (!this.locates) return unboxing.original(run(plainSelf, plainArgs));
      try {
        return unboxing.original(run(plainSelf, plainArgs));
      } catch (error) {
        tracer.threw(error, site);
        this.#report(error);
        throw error;
      }
    } finally {
      this.foreignCall = foreignCall;
      unboxing.restore();
    }
  }

  /** Reports an exception of the sandbox; reads no property that is code of the program. */
  #report(error: unknown): void {
    if (typeof error !== 'object' || error === null || this.tracer.isOpaque(error)) return;
    const text = (key: string) => {
      const value: unknown = Object.getOwnPropertyDescriptor(error, key)?.value;
      return typeof value === 'string' ? value : '';
    };
    if (text('code') === 'ERR_ACCESS_DENIED') this.denied(text('permission'), text('resource'));
  }

  /** Runs something with `lower` at hand, which takes the boxes out of a value for the time. */
  lowering<T>(
    site: number,
    name: string,
    reason: CutReason,
    run: (lower: (value: unknown) => unknown) => T,
  ): T {
    const unboxing = new Unboxing(this.tracer, this, site, name, reason);
    try {
      return run((value) => unboxing.unbox(value));
    } finally {
      unboxing.restore();
    }
  }

  /**
   * Reports that the sandbox denied a write, a child process or a worker: at the foreign call that asked for it, even if user code
   * swallows the error; at `elsewhere` if no foreign call runs.
   */
  denied(permission: string, resource: string, elsewhere?: Span): void {
    const { places, diagnostics } = this.tracer;
    const { site = -1, name } = this.foreignCall ?? {};
    const span = places.span(site) ?? elsewhere;
    const asked = name === undefined ? `access to ${resource}` : `${name}${resource && ` of ${resource}`}`;
    const what = `${asked} (${permission})`;
    const message = `The sandbox denied ${what}: a plain run would have done it, so this run may differ from it.`;
    if (!span || diagnostics.some((other) => other.message === message && other.span.join() === span.join()))
      return;
    diagnostics.push({ code: 'sandbox-denied', severity: 'warning', message, span, related: [] });
  }
}
