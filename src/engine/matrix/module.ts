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
/** The twin of one of the user's own functions. */
type Twin = (real: Callable) => Callable;

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
  readonly store: MatrixStore;
  readonly #tracer: Tracer;
  readonly #dispatch: Dispatch;
  /** The user's own functions and classes to their twins, and twin classes back; filled when a twin is first needed. */
  readonly #twinOf = new Map<unknown, Callable>();
  readonly #realOf = new Map<unknown, unknown>();
  readonly #opaquePrototypes = new Set<object>();

  constructor(tracer: Tracer, dispatch: Dispatch) {
    this.#tracer = tracer;
    this.#dispatch = dispatch;
    this.store = new MatrixStore(tracer);
  }

  /** Announces one copy: its exports, and how to get those of its instrumented twin should a member need it. */
  add(real: object, loadTwin: () => object): void {
    let loaded = false;
    const twin: Twin = (f) => {
      if (!loaded) {
        loaded = true;
        this.#load(real, loadTwin);
      }
      const found = this.#twinOf.get(f);
      if (!found) throw new Error(`ml-matrix has no twin of ${nameOf(f)}`);
      return found;
    };
    for (const { name, value, isClass } of exportsOf(real)) {
      if (!isClass) {
        this.#member(name, value, undefined, twin);
        continue;
      }
      const { prototype } = value as unknown as Class;
      this.#class(name, value as unknown as Class, twin);
      for (const { key, f } of functionsIn(value))
        this.#member(key, f, staticRules[nameOf(f)] ?? staticRules[key], twin);
      for (const { key, f, isGetter } of functionsIn(prototype)) {
        this.#member(key, f, isGetter ? undefined : (prototypeRules[nameOf(f)] ?? prototypeRules[key]), twin);
      }
      if (name === 'Matrix') {
        const { get, set } = prototype as { get?: unknown; set?: unknown };
        this.store.accessors.add(get).add(set);
      }
      if (privateStorage.includes(name)) this.#opaquePrototypes.add(prototype);
    }
  }

  /** Loads a twin and makes its functions mean what the user's own do. */
  #load(real: object, loadTwin: () => object): void {
    const tracer = this.#tracer;
    const { active, foreign } = tracer;
    tracer.active = false;
    const twins = exportsOf(loadTwin());
    tracer.active = active;
    tracer.foreign = foreign;
    const { handlers, constructors } = this.#dispatch;
    const pair = (f: Callable, twin: Callable | undefined) => {
      if (!twin) return;
      this.#twinOf.set(f, twin);
      const handler = handlers.get(f);
      if (handler) handlers.set(twin, handler);
      const constructor = constructors.get(f);
      if (constructor) constructors.set(twin, constructor);
    };
    for (const { name, value, isClass } of exportsOf(real)) {
      const twin = twins.find((other) => other.name === name)?.value;
      if (!twin) continue;
      pair(value, twin);
      if (!isClass) continue;
      this.#realOf.set(twin, value);
      for (const [a, b] of [
        [value, twin],
        [value.prototype as object, twin.prototype as object],
      ] as const) {
        const others = functionsIn(b);
        for (const { key, f, isGetter } of functionsIn(a)) {
          pair(f, others.find((other) => other.key === key && other.isGetter === isGetter)?.f);
        }
      }
    }
  }

  #member(name: string, real: Callable, rule: Rule | undefined, twin: Twin): void {
    const { handlers } = this.#dispatch;
    if (handlers.has(real)) return;
    const tracer = this.#tracer;
    const { store } = this;
    handlers.set(real, ({ site, self: given, args }) => {
      const self = this.#realOf.get(given) ?? given;
      if (!tracer.active) return Reflect.apply(real, self, args);
      const runReal = (...plain: readonly unknown[]) => this.#runReal(() => Reflect.apply(real, self, plain));
      if (this.#isOpaque(self)) return this.#dispatch.foreign(site, real, self, args, 'uncovered');
      if (rule) {
        const result = rule({ site, self, args, tracer, store, real: runReal });
        if (result !== decline) return result;
      }
      if (this.#isStatic(self) && args.every((x) => this.#isStatic(x))) return runReal(...args);
      return this.#traceThrough(site, name, () => Reflect.apply(twin(real), self, args));
    });
  }

  #class(name: string, real: Class, twin: Twin): void {
    const tracer = this.#tracer;
    this.#dispatch.constructors.set(real, (site, args, given) => {
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
        const result = newMatrix({ site, self: undefined, args, tracer, store: this.store, real: construct });
        if (result !== decline) return result;
      }
      if (args.every((x) => this.#isStatic(x))) return construct(...args);
      return this.#traceThrough(site, name, () =>
        Reflect.construct(twin(real as unknown as Callable), args, newTarget),
      );
    });
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
    const dense = this.store.dense(x);
    if (dense) return !this.store.isTracked(dense);
    return (
      Object.getPrototypeOf(x) === Object.prototype && Object.values(x).every((slot) => this.#isStatic(slot))
    );
  }
}

interface Exported {
  readonly name: string;
  readonly value: Callable;
  readonly isClass: boolean;
}

/** Functions and classes of a copy, each once, with the classes that are only reached as bases (that of the views). */
function exportsOf(module: object): Exported[] {
  const found = new Map<Callable, Exported>();
  const add = (name: string, value: unknown): void => {
    if (typeof value !== 'function' || value === Function.prototype || found.has(value as Callable)) return;
    const isClass = /^class\b/.test(Function.prototype.toString.call(value));
    found.set(value as Callable, { name, value: value as Callable, isClass });
    if (isClass) add(nameOf(Object.getPrototypeOf(value)), Object.getPrototypeOf(value));
  };
  for (const [name, value] of Object.entries(module)) if (name !== 'default') add(name, value);
  return [...found.values()];
}

/** Methods and getters of a class or a prototype. */
function functionsIn(
  holder: object,
): { readonly key: string; readonly f: Callable; readonly isGetter: boolean }[] {
  return Reflect.ownKeys(holder).flatMap((key) => {
    if (key === 'constructor' || key === 'prototype') return [];
    const { value, get } = Object.getOwnPropertyDescriptor(holder, key)!;
    const f = (value ?? get) as unknown;
    return typeof f === 'function'
      ? [{ key: String(key), f: f as Callable, isGetter: get !== undefined }]
      : [];
  });
}
