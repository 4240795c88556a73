import { Box } from '../box.ts';
import { isSlots } from '../boundary/storage.ts';
import { nameOf, type Dispatch, type NewTarget } from '../runtime/dispatch.ts';
import type { Tracer } from '../tracer.ts';
import { access } from './access.ts';
import { construction, newMatrix } from './construction.ts';
import { inPlace, statics } from './elementwise.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { decline, type Rule } from './rule.ts';
import { MatrixStore } from './store.ts';

type Callable = (...args: unknown[]) => unknown;
type Class = NewTarget & { readonly prototype: object };

const prototypeRules: Readonly<Record<string, Rule>> = {
  __proto__: null as never,
  ...inPlace,
  ...reductions,
  ...products,
  ...access,
};
const staticRules: Readonly<Record<string, Rule>> = { __proto__: null as never, ...statics, ...construction };

/** Storage in private fields cannot be shared with a twin: these run as they are, and what is tracked is cut. */
const privateStorage = ['SymmetricMatrix', 'DistanceMatrix'];

/**
 * Registers copies of ml-matrix. The user's own copy computes every result; a member with a rule becomes one equation, a
 * member without one runs as its instrumented twin on the real receiver, so that it is traced through.
 */
export class MatrixModules {
  readonly #store: MatrixStore;
  readonly #tracer: Tracer;
  readonly #dispatch: Dispatch;
  /** Twin classes to the user's own. */
  readonly #realOf = new Map<unknown, unknown>();
  readonly #opaquePrototypes = new Set<object>();

  constructor(tracer: Tracer, dispatch: Dispatch) {
    this.#tracer = tracer;
    this.#dispatch = dispatch;
    this.#store = new MatrixStore(tracer);
  }

  get store(): MatrixStore {
    return this.#store;
  }

  /** Announces one copy: its exports and those of its instrumented twin. */
  add(real: object, twin: object): void {
    const seen = new Set<unknown>();
    for (const [name, value] of Object.entries(real)) {
      const other = (twin as Record<string, unknown>)[name];
      if (typeof value === 'function' && typeof other === 'function')
        this.#pair(name, value as Callable, other as Callable, seen);
    }
  }

  #pair(name: string, real: Callable, twin: Callable, seen: Set<unknown>): void {
    if (seen.has(real) || real === Function.prototype) return;
    seen.add(real);
    const prototype = real.prototype as object | undefined;
    if (!prototype) return;
    const isClass = /^class\b/.test(Function.prototype.toString.call(real));
    if (!isClass) {
      this.#member(name, real, twin, undefined);
      return;
    }
    this.#realOf.set(twin, real);
    this.#class(name, real as unknown as Class, twin as unknown as Class);
    const isMatrix = name === 'Matrix' || name === 'default';
    this.#members(real, twin, staticRules);
    this.#members(prototype, twin.prototype as object, prototypeRules);
    if (isMatrix)
      for (const accessor of ['get', 'set'])
        this.#store.accessors.add((prototype as Record<string, unknown>)[accessor]);
    if (privateStorage.includes(name)) this.#opaquePrototypes.add(prototype);
    // classes that are not exported (the base of views) are reached through the chain
    this.#pair(
      nameOf(Object.getPrototypeOf(real)),
      Object.getPrototypeOf(real) as Callable,
      Object.getPrototypeOf(twin) as Callable,
      seen,
    );
  }

  #members(real: object, twin: object, rules: Readonly<Record<string, Rule>>): void {
    for (const key of Reflect.ownKeys(real)) {
      if (key === 'constructor' || key === 'prototype') continue;
      const a = Object.getOwnPropertyDescriptor(real, key)!;
      const b = Object.getOwnPropertyDescriptor(twin, key);
      const name = String(key);
      if (typeof a.value === 'function' && typeof b?.value === 'function') {
        this.#member(name, a.value as Callable, b.value as Callable, rules[nameOf(a.value)] ?? rules[name]);
      } else if (a.get && b?.get) {
        this.#member(name, a.get, b.get, undefined);
      }
    }
  }

  #member(name: string, real: Callable, twin: Callable, rule: Rule | undefined): void {
    const { handlers } = this.#dispatch;
    if (handlers.has(real)) return;
    const tracer = this.#tracer;
    const store = this.#store;
    const handler = ({
      site,
      self: given,
      args,
    }: {
      site: number;
      self: unknown;
      args: unknown[];
    }): unknown => {
      const self = this.#realOf.get(given) ?? given;
      if (!tracer.active) return Reflect.apply(real, self, args);
      const runReal = (...plain: readonly unknown[]) => this.#runReal(() => Reflect.apply(real, self, plain));
      if (this.#isOpaque(self)) return this.#dispatch.foreign(site, real, self, args, 'uncovered');
      if (rule) {
        const result = rule({ site, self, args, tracer, store, real: runReal });
        if (result !== decline) return result;
      }
      if (this.#isStatic(self) && args.every((x) => this.#isStatic(x))) return runReal(...args);
      return this.#traceThrough(site, name, () => Reflect.apply(twin, self, args));
    };
    handlers.set(real, handler);
    handlers.set(twin, handler);
  }

  #class(name: string, real: Class, twin: Class): void {
    const tracer = this.#tracer;
    const handler = (site: number, args: unknown[], given: NewTarget): unknown => {
      const newTarget = (this.#realOf.get(given) ?? given) as NewTarget;
      const construct = (...plain: readonly unknown[]) =>
        this.#runReal(() => Reflect.construct(real, plain, newTarget));
      if (!tracer.active) return construct(...args);
      if (privateStorage.includes(name)) {
        return this.#dispatch.outside(site, name, undefined, args, 'uncovered', (_, plain) =>
          construct(...plain),
        );
      }
      if (name === 'Matrix') {
        const result = newMatrix({
          site,
          self: undefined,
          args,
          tracer,
          store: this.#store,
          real: construct,
        });
        if (result !== decline) return result;
      }
      if (args.every((x) => this.#isStatic(x))) return construct(...args);
      return this.#traceThrough(site, name, () => Reflect.construct(twin, args, newTarget));
    };
    this.#dispatch.constructors.set(real, handler);
    this.#dispatch.constructors.set(twin, handler);
  }

  #runReal<T>(run: () => T): T {
    const tracer = this.#tracer;
    tracer.foreign++;
    try {
      return run();
    } finally {
      tracer.foreign--;
    }
  }

  #traceThrough<T>(site: number, name: string, run: () => T): T {
    const { recorder } = this.#tracer;
    const foreign = this.#tracer.foreign;
    this.#tracer.foreign = 0;
    recorder.enter(site, name);
    try {
      return run();
    } finally {
      recorder.leave();
      this.#tracer.foreign = foreign;
    }
  }

  #isOpaque(self: unknown): boolean {
    if (
      typeof self !== 'object' ||
      self === null ||
      this.#opaquePrototypes.size === 0 ||
      this.#tracer.isOpaque(self)
    )
      return false;
    for (let o: object | null = self; o; o = Object.getPrototypeOf(o) as object | null) {
      if (this.#opaquePrototypes.has(o)) return true;
    }
    return false;
  }

  /** Can nothing tracked be reached from here? Only what is cheap to know: anything else counts as tracked. */
  #isStatic(x: unknown): boolean {
    if (typeof x === 'function') return this.#dispatch.constructors.has(x);
    if (typeof x !== 'object' || x === null) return true;
    if (Box.is(x) || this.#tracer.isOpaque(x)) return false;
    if (isSlots(x)) return !this.#tracer.shadows.has(x);
    if (Array.isArray(x)) return x.every((slot) => this.#isStatic(slot));
    const dense = this.#store.dense(x);
    if (dense) return !this.#store.isTracked(dense);
    return (
      Object.getPrototypeOf(x) === Object.prototype && Object.values(x).every((slot) => this.#isStatic(slot))
    );
  }
}
