import { Box } from '../record/box.ts';
import { isSlots } from '../tracking/slots.ts';
import { isIntact, knownMember, type KnownMember } from './knownTexts.ts';
import { conversion, conversionMethods } from '../language/conversion.ts';
import type { Dispatch, NewTarget } from '../language/dispatch.ts';
import { nameOf } from '../language/unboxed.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { Elements } from '../tracking/matrixLike.ts';
import { symmetrized } from '../primitives/movement.ts';
import { OperandKind } from '../../shared/trace.ts';
import { answered, PrivateStorage } from './privateStorage.ts';
import { exportsOf, functionsIn, type Callable } from './exports.ts';
import { leadBack } from './iterators.ts';
import { decline, type MemberCall, type Rule } from './memberRule.ts';
import { ruleOf } from './rules/index.ts';
import { MatrixStore, type Dense } from './store.ts';

type Class = NewTarget & { readonly prototype: object };
/** The twin of one of the user's own functions. */
type Twin = (real: Callable) => Callable;

/** One copy of ml-matrix: how to get at twins, and the classes that all of it leans on. */
interface Copy {
  readonly twin: Twin;
  readonly matrix: Class;
  readonly symmetric: Class | undefined;
}

/** Classes whose numbers stand in private fields, and the members of the first that write there. */
const privateStorage = ['SymmetricMatrix', 'DistanceMatrix'];
const privateWrites = ['set', 'removeCross', 'addCross'];

/** Members with rules that read the matrix and make something new. */
const readers: ReadonlySet<string> = new Set(
  (
    'sum mean product max min norm trace dot mmul transpose gram transposeMultiply mmulByTranspose kroneckerProduct ' +
    'variance maxRow minRow maxColumn minColumn scaleRows scaleColumns'
  ).split(' '),
);

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
  readonly #classes = new Set<unknown>();
  readonly #private: PrivateStorage;
  readonly #copies: Copy[] = [];

  constructor(tracer: Tracer, dispatch: Dispatch) {
    this.#tracer = tracer;
    this.#dispatch = dispatch;
    this.store = new MatrixStore(tracer);
    this.#private = new PrivateStorage((x) => tracer.isOpaque(x));
    dispatch.hidden = (x) => this.#hidden(x);
  }

  /** Is this a class of ml-matrix? */
  has(constructor: unknown): boolean {
    return this.#classes.has(constructor);
  }

  /** Makes a SymmetricMatrix (or DistanceMatrix) hold the symmetric part of the leaf that starts at element `first`. */
  adopt(matrix: Elements, first: number): void {
    const tracer = this.#tracer;
    const { recorder, active } = tracer;
    const site = active ? tracer.lastSite : -1;
    const n = matrix.rows;
    const reference = { kind: OperandKind.block, rows: n, columns: n, reference: first };
    const numbers = recorder.values.data.slice(first, first + n * n);
    const { data } = symmetrized({ shape: [n, n], data: numbers });
    const id = recorder.array('symmetric', site, [reference], n, n, data);
    tracer.active = true;
    for (let i = 0; i < n; i++)
      for (let j = i; j < n; j++)
        this.#dispatch.call(site, matrix.set, matrix, [i, j, tracer.box(id + i * n + j)]);
    tracer.active = active;
  }

  /** Are the elements of this SymmetricMatrix followed already? */
  isAdopted(matrix: object): boolean {
    return this.#private.has(matrix);
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
    const exported = exportsOf(real);
    const classOf = (wanted: string) =>
      exported.find(({ name }) => name === wanted)?.value as unknown as Class | undefined;
    const symmetric = classOf('SymmetricMatrix');
    const matrix = classOf('Matrix')!;
    const copy: Copy = { twin, symmetric, matrix };
    this.#copies.push(copy);
    for (const { name, value, isClass } of exported) {
      if (!isClass) {
        this.#member(name, value, ruleOf('functions', name), copy);
        continue;
      }
      const { prototype } = value as unknown as Class;
      if (privateStorage.includes(name)) this.#private.add(prototype);
      this.#class(name, value as unknown as Class, copy);
      for (const { key, f } of functionsIn(value)) this.#member(key, f, ruleOf(name, key, nameOf(f)), copy);
      for (const { key, f } of functionsIn(prototype)) {
        const rule = ruleOf(`${name}.prototype`, key, nameOf(f));
        const writes = (value as unknown) === symmetric && privateWrites.includes(key);
        this.#member(key, f, rule, copy, writes);
      }
      if (name === 'Matrix') {
        const { get, set } = prototype as { get?: unknown; set?: unknown };
        this.store.accessors.add(get).add(set);
      }
      leadBack(this.#tracer, this.#dispatch, prototype);
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

  #member(name: string, real: Callable, rule: Rule | undefined, copy: Copy, writes = false): void {
    const { handlers } = this.#dispatch;
    const { twin, symmetric } = copy;
    if (handlers.has(real)) return;
    const tracer = this.#tracer;
    const isReader = readers.has(name);
    let known: KnownMember | null | undefined;
    handlers.set(real, ({ site, self: given, args }) => {
      const self = this.#realOf.get(given) ?? given;
      if (!tracer.active) return Reflect.apply(real, self, args);
      const runReal = (...plain: readonly unknown[]) => this.#runReal(() => Reflect.apply(real, self, plain));
      const applies = rule && !args.some((x) => this.#converts(x));
      const seen = applies && isReader ? this.#densely(site, copy, self, args, rule, real) : decline;
      if (seen !== decline) return seen;
      if (symmetric && this.#private.concerns(self)) {
        this.#double(self, symmetric, twin);
        const { first, second } = writes ? this.#answered(args, site) : { first: args, second: args };
        // the object's own storage is plain: only what is given may hold boxes
        if (writes)
          this.#dispatch.outside(site, name, undefined, [...first], null, (_, plain) =>
            Reflect.apply(real, self, plain),
          );
        return this.#traceThrough(site, name, () => Reflect.apply(twin(real), self, second));
      }
      if (applies) {
        if (known === undefined) known = knownMember(name, real, copy.matrix);
        const result = rule(this.#call(copy, site, self, args, runReal, known));
        if (result !== decline) return result;
      }
      if (this.#isStatic(self) && args.every((x) => this.#isStatic(x))) return runReal(...args);
      return this.#traceThrough(site, name, () => Reflect.apply(twin(real), self, args));
    });
  }

  /**
   * A member that only reads, of a matrix that does not store its numbers as `Matrix` does, is the same of a dense copy. Only for
   * classes of ml-matrix: elements of others may be computed, and reading them may have effects.
   */
  #densely(
    site: number,
    copy: Copy,
    self: unknown,
    args: readonly unknown[],
    rule: Rule,
    real: Callable,
  ): unknown {
    const { store } = this;
    const all = [self, ...args];
    if (!all.some((x) => this.#isView(x)) || !(this.#isView(self) || store.dense(self))) return decline;
    const [dense, ...others] = all.map((x) =>
      this.#isView(x) ? this.#dispatch.construct(site, copy.matrix, [x]) : x,
    );
    const runReal = (...plain: readonly unknown[]) => this.#runReal(() => Reflect.apply(real, dense, plain));
    try {
      return rule(this.#call(copy, site, dense, others, runReal));
    } catch (error) {
      // What the copies end in, the very objects do: they are what the message may show.
      if (this.#tracer.stopped) throw error;
      return decline;
    }
  }

  /** A view, a wrapper, or a symmetric matrix of ml-matrix's own classes. */
  #isView(x: unknown): boolean {
    if (typeof x !== 'object' || x === null || Array.isArray(x) || this.#tracer.isOpaque(x)) return false;
    const prototype = Object.getPrototypeOf(x) as { constructor?: unknown } | null;
    if (!this.#classes.has(prototype?.constructor) || this.store.accessors.has((x as { get?: unknown }).get))
      return false;
    if (Object.hasOwn(x, 'get')) return false;
    if (this.#private.concerns(x)) return true;
    const { matrix, data } = x as { matrix?: unknown; data?: unknown };
    if (matrix !== undefined) return this.store.dense(matrix) !== null || this.#isView(matrix);
    const isNumber = (slot: unknown) => typeof slot === 'number' || Box.is(slot);
    const isList = (list: unknown, isItem: (item: unknown) => boolean): boolean =>
      isSlots(list) || (Array.isArray(list) && !this.#tracer.isOpaque(list) && list.every(isItem));
    return isList(data, (row) => isNumber(row) || isList(row, isNumber));
  }

  #class(name: string, real: Class, copy: Copy): void {
    const { twin } = copy;
    this.#classes.add(real);
    const tracer = this.#tracer;
    const rule = ruleOf(name, 'new');
    const isPrivate = privateStorage.includes(name);
    this.#dispatch.constructors.set(real, (site, args, given) => {
      const newTarget = (this.#realOf.get(given) ?? given) as NewTarget;
      const construct = (...plain: readonly unknown[]) =>
        this.#runReal(() => Reflect.construct(real, plain, newTarget));
      if (!tracer.active) return construct(...args);
      const result = rule?.(this.#call(copy, site, newTarget, args, construct)) ?? decline;
      if (result !== decline) return result;
      if (args.every((x) => this.#isStatic(x))) return construct(...args);
      const twinClass = twin(real as unknown as Callable);
      if (isPrivate) {
        const { first, second } = this.#answered(args, site);
        const made = this.#dispatch.outside(site, name, undefined, [...first], null, (_, plain) =>
          construct(...plain),
        );
        this.#traceThrough(site, name, () =>
          this.#private.construct(made as object, twinClass as unknown as Class, second),
        );
        return made;
      }
      return this.#traceThrough(site, name, () => Reflect.construct(twinClass, args, newTarget));
    });
  }

  #call(
    { matrix }: Copy,
    site: number,
    self: unknown,
    args: readonly unknown[],
    real: MemberCall['real'],
    known: KnownMember | null = null,
  ): MemberCall {
    const { store } = this;
    const dispatch = this.#dispatch;
    return {
      site,
      self,
      args,
      real,
      store,
      tracer: this.#tracer,
      invoke: (f, object, ...given) => dispatch.call(site, f, object, [...given]),
      isKnown: () => known !== null && isIntact(known),
      isPlain: (x) => Object.getPrototypeOf(x) === matrix.prototype && Reflect.ownKeys(x).length === 3,
      blank: (rows, columns) => this.#runReal(() => new matrix(rows, columns)) as Dense,
      plainly: (run) => this.#runReal(run),
      toDense: (x) => {
        const dense = store.dense(x);
        if (dense) return { matrix: dense, given: dense };
        if (typeof x !== 'object' || x === null || this.#tracer.isOpaque(x)) return null;
        const isRows = Array.isArray(x) && x.every((row) => Array.isArray(row) || ArrayBuffer.isView(row));
        if (!isRows && !this.has((Object.getPrototypeOf(x) as object | null)?.constructor)) return null;
        const copy = store.dense(dispatch.construct(site, matrix, [x]));
        return copy && { matrix: copy, given: this.#private.concerns(x) ? x : copy };
      },
    };
  }

  /** See `Dispatch.hidden`: the twin's storage of an object holds the ids. */
  #hidden(x: object): number {
    if (!this.#private.concerns(x) || !this.#private.has(x)) return 0;
    const { twin, symmetric } = this.#copies.find((copy) => copy.symmetric && x instanceof copy.symmetric)!;
    const { get } = symmetric!.prototype as { get: Callable };
    const { rows } = x as { rows: number };
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j <= i; j++) {
        const element = Reflect.apply(twin(get), x, [i, j]);
        if (Box.is(element)) return Box.id(element);
      }
    }
    return 0;
  }

  /** Gives an object that was made untracked the twin's storage, with the numbers it holds. */
  #double(object: object, symmetric: Class, twin: Twin): void {
    if (this.#private.has(object)) return;
    const { get, set } = symmetric.prototype as { get: Callable; set: Callable };
    const size = this.#runReal(() => {
      const { get: rows } = Object.getOwnPropertyDescriptor(symmetric.prototype, 'rows')!;
      return Reflect.apply(rows as Callable, object, []) as number;
    });
    this.#traceThrough(this.#tracer.lastSite, 'new', () => {
      this.#private.construct(object, twin(symmetric as unknown as Callable) as unknown as Class, [size]);
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++)
          Reflect.apply(twin(set), object, [i, j, Reflect.apply(get, object, [i, j])]);
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
    const { scopes } = this.#tracer.recorder;
    const foreign = this.#tracer.foreign;
    this.#tracer.foreign = 0;
    scopes.enter(site, name);
    try {
      return run();
    } finally {
      scopes.leave();
      this.#tracer.foreign = foreign;
    }
  }

  /** An object that the program itself makes a primitive of: only the twin knows when, and what to do with the answer. */
  #converts(x: unknown): boolean {
    if (typeof x !== 'object' || x === null || Box.is(x) || Array.isArray(x)) return false;
    if (this.#tracer.isOpaque(x)) return false;
    const prototype = Object.getPrototypeOf(x) as { constructor?: unknown } | null;
    if (this.#classes.has(prototype?.constructor)) return false;
    return !conversionMethods(x, (y) => this.#tracer.isOpaque(y)).next().done;
  }

  #answered(args: readonly unknown[], site: number): ReturnType<typeof answered> {
    const ask = conversion((...call) => this.#dispatch.call(...call));
    return answered(
      args,
      (x) => this.#converts(x),
      (x, hint) => ask(x, hint, site),
    );
  }

  /** Can nothing tracked be reached from here? Only what is cheap to know: anything else counts as tracked. */
  #isStatic(x: unknown, within: readonly unknown[] = []): boolean {
    if (typeof x === 'function') return this.#dispatch.constructors.has(x);
    if (typeof x !== 'object' || x === null) return true;
    if (Box.is(x) || this.#tracer.isOpaque(x)) return false;
    if (isSlots(x)) return !this.#tracer.shadows.has(x);
    if (within.includes(x)) return true;
    if (Array.isArray(x)) {
      const inside = [...within, x];
      return x.every((slot) => this.#isStatic(slot, inside));
    }
    const dense = this.store.dense(x);
    if (dense) return !this.store.isTracked(dense);
    if (Object.getPrototypeOf(x) !== Object.prototype) return false;
    // a getter is not to be asked
    return Reflect.ownKeys(x).every((key) => {
      const slot = Object.getOwnPropertyDescriptor(x, key)!;
      return 'value' in slot && this.#isStatic(slot.value, [...within, x]);
    });
  }
}
