import { conversion } from '../language/conversion.ts';
import type { NewTarget } from '../language/construction.ts';
import type { Dispatch } from '../language/dispatch.ts';
import { nameOf } from '../language/unboxed.ts';
import type { Elements } from '../tracking/matrixLike.ts';
import type { Tracer } from '../tracking/tracer.ts';
import { ArgumentKinds } from './argumentKinds.ts';
import { exportsOf, functionsIn, type Callable } from './exports.ts';
import { leadBack } from './iterators.ts';
import { isKnownClass, knownMember, type KnownMember } from './knownTexts.ts';
import type { Member } from './member.ts';
import { noteDisagreement } from './shapes/disagreement.ts';
import { decline, type Rule } from './memberRule.ts';
import { memberOf } from './members.ts';
import { decompositions } from './rules/decompositions.ts';
import { convertedOnce, PrivateStorage } from './privateStorage.ts';
import { runUntraced, traceThrough } from './runs.ts';
import { MatrixStore } from './store.ts';
import { TracedCall, type CallParts, type Run } from './tracedCall.ts';
import { Twins, type Class, type Copy } from './twinLookup.ts';

/**
 * Registers copies of ml-matrix. The user's own copy computes every result; a member with a rule becomes one equation, a
 * member without one runs as its instrumented twin on the real receiver, so that it is traced through.
 */
export class MatrixModules {
  readonly store: MatrixStore;
  readonly #tracer: Tracer;
  readonly #dispatch: Dispatch;
  readonly #twins: Twins;
  readonly #private: PrivateStorage;
  readonly #kinds: ArgumentKinds;
  readonly #parts: CallParts;
  /** The receiver of the innermost member that is traced through: what changes it in there is a part of that. */
  #receiver: unknown;

  constructor(tracer: Tracer, dispatch: Dispatch) {
    this.#tracer = tracer;
    this.#dispatch = dispatch;
    this.store = new MatrixStore(tracer);
    this.#twins = new Twins(tracer, dispatch);
    this.#private = new PrivateStorage(tracer, dispatch);
    this.#kinds = new ArgumentKinds(tracer, dispatch, this.store, this.#private);
    this.#parts = { tracer, dispatch, store: this.store, kinds: this.#kinds };
    dispatch.hidden = (x) => this.#private.hidden(x);
  }

  /** Whether this is a class of ml-matrix. */
  has(constructor: unknown): boolean {
    return this.#kinds.classes.has(constructor);
  }

  /** Makes a SymmetricMatrix (or DistanceMatrix) hold the symmetric part of the leaf that starts at element `first`. */
  adopt(matrix: Elements, first: number): void {
    this.#private.adopt(matrix, first);
  }

  /** Whether the elements of this SymmetricMatrix are followed already. */
  isAdopted(matrix: object): boolean {
    return this.#private.has(matrix);
  }

  /** Announces one copy: its exports, and how to get those of its instrumented twin should a member need it. */
  add(real: object, loadTwin: () => object): void {
    const exported = exportsOf(real);
    const classOf = (wanted: string) =>
      exported.find(({ name }) => name === wanted)?.value as unknown as Class | undefined;
    const matrix = classOf('Matrix')!;
    const copy: Copy = {
      twin: this.#twins.of(real, loadTwin),
      symmetric: classOf('SymmetricMatrix'),
      matrix,
      isKnown: isKnownClass(matrix),
    };
    for (const { name, value, isClass } of exported) {
      if (!isClass) {
        this.#addMember(name, value, memberOf('functions', name), copy);
        continue;
      }
      const { prototype } = value as unknown as Class;
      this.#addClass(name, value as unknown as Class, copy);
      for (const { key, f } of functionsIn(value))
        this.#addMember(key, f, memberOf(name, key, nameOf(f)), copy);
      for (const { key, f } of functionsIn(prototype))
        this.#addMember(key, f, memberOf(`${name}.prototype`, key, nameOf(f)), copy);
      if (name === 'Matrix') {
        const { get, set } = prototype as { get?: unknown; set?: unknown };
        this.store.accessors.add(get).add(set);
      }
      leadBack(this.#tracer, this.#dispatch, prototype);
    }
  }

  #addMember(name: string, real: Callable, member: Member | undefined, copy: Copy): void {
    const { handlers } = this.#dispatch;
    if (handlers.has(real)) return;
    const tracer = this.#tracer;
    const rule = member?.rule;
    let known: KnownMember | null | undefined;
    const run: Run = (self, plain) => Reflect.apply(real, self, plain);
    const traced = (site: number, self: unknown, args: readonly unknown[]): unknown => {
      const before = tracer.recorder.equationCount;
      const applies = rule && !args.some((x) => this.#kinds.converts(x));
      const seen = applies && member.reads ? this.#densely(site, copy, self, args, rule, run) : decline;
      if (seen !== decline) return seen;
      if (copy.symmetric && this.#private.concerns(self))
        return this.#onPrivateStorage(site, name, real, self, args, copy, member?.writesPrivate === true);
      if (applies) {
        if (known === undefined) known = knownMember(name, real, copy.matrix);
        const result = rule(new TracedCall(this.#parts, copy, site, self, args, run, known));
        if (result !== decline) return this.#noted(site, self, result, before, true);
      }
      if (this.#kinds.isStatic(self) && args.every((x) => this.#kinds.isStatic(x)))
        return runUntraced(tracer, () => run(self, args));
      const outer = this.#receiver;
      let result: unknown;
      this.#receiver = self;
      try {
        result = traceThrough(tracer, site, name, () => Reflect.apply(copy.twin(real), self, args));
      } finally {
        this.#receiver = outer;
      }
      return this.#noted(site, self, result, before, member?.kind === 'structural');
    };
    handlers.set(real, ({ site, self: given, args }) => {
      const self = this.#twins.realOf(given);
      if (!tracer.active) return Reflect.apply(real, self, args);
      try {
        return traced(site, self, args);
      } catch (error) {
        noteDisagreement(tracer, this.store, error, { site, member: name, self, args });
        throw error;
      }
    });
  }

  /**
   * Notes that a member changed its receiver in place, as those do that return it, and returns its result.
   *
   * @param before number of equations then
   * @param moves the member may change the receiver without an equation
   */
  #noted(site: number, self: unknown, result: unknown, before: number, moves: boolean): unknown {
    if (result !== self || self === this.#receiver || typeof self !== 'object' || self === null)
      return result;
    const { holders, recorder } = this.#tracer;
    const holder = holders.find(self);
    const isComputed = recorder.equationCount > before;
    if (holder === 0 || !(isComputed || moves)) return result;
    const m = isComputed ? this.store.dense(self) : null;
    recorder.overwrite(holder, m ? this.store.firstId(m, site) : 0, m ? m.rows * m.columns : 0, site);
    return result;
  }

  #addClass(name: string, real: Class, copy: Copy): void {
    const { twin } = copy;
    const tracer = this.#tracer;
    const { rule, hasPrivateStorage = false } = memberOf(name, 'new') ?? {};
    const run: Run = (newTarget, plain) => Reflect.construct(real, plain, newTarget as NewTarget);
    this.#kinds.classes.add(real);
    if (hasPrivateStorage) this.#private.add(real.prototype, copy);
    this.#dispatch.constructors.set(real, (site, args, given) => {
      const newTarget = this.#twins.realOf(given) as NewTarget;
      const construct = (...plain: readonly unknown[]) => runUntraced(tracer, () => run(newTarget, plain));
      if (!tracer.active) return construct(...args);
      const result = rule?.(new TracedCall(this.#parts, copy, site, newTarget, args, run)) ?? decline;
      if (result !== decline) return result;
      if (args.every((x) => this.#kinds.isStatic(x))) return construct(...args);
      const twinClass = twin(real as unknown as Callable) as unknown as Class;
      if (hasPrivateStorage) {
        const { first, second } = this.#convertedOnce(args, site);
        const made = this.#dispatch.outside(site, name, undefined, [...first], null, (_, plain) =>
          construct(...plain),
        );
        traceThrough(tracer, site, name, () => this.#private.construct(made as object, twinClass, second));
        return made;
      }
      const made = traceThrough(tracer, site, name, () =>
        Reflect.construct(twinClass, args, newTarget),
      ) as object;
      const source = Object.hasOwn(decompositions, name) ? this.store.dense(args[0]) : null;
      if (source) {
        const { rows, columns } = source;
        this.store.decomposed.keep(made, { data: this.store.numbers(source), rows, columns, site });
      }
      return made;
    });
  }

  /** Calls a member of a matrix of private storage: its twin on the elements, and where it writes, itself on the numbers. */
  #onPrivateStorage(
    site: number,
    name: string,
    real: Callable,
    self: object,
    args: readonly unknown[],
    { symmetric, twin }: Copy,
    writes: boolean,
  ): unknown {
    this.#private.follow(self, symmetric!, twin);
    const { first, second } = writes ? this.#convertedOnce(args, site) : { first: args, second: args };
    // the object's own storage is plain: only what is given may hold boxes
    if (writes)
      this.#dispatch.outside(site, name, undefined, [...first], null, (_, plain) =>
        Reflect.apply(real, self, plain),
      );
    return traceThrough(this.#tracer, site, name, () => Reflect.apply(twin(real), self, second));
  }

  /**
   * A member that only reads, of a matrix that does not store its numbers as `Matrix` does, is the same of a dense copy. Only for
   * classes of ml-matrix: elements of others may be computed, and reading them may have effects.
   */
  #densely(site: number, copy: Copy, self: unknown, args: readonly unknown[], rule: Rule, run: Run): unknown {
    const kinds = this.#kinds;
    const all = [self, ...args];
    if (!all.some((x) => kinds.isView(x)) || !(kinds.isView(self) || this.store.dense(self))) return decline;
    const [dense, ...others] = all.map((x) =>
      kinds.isView(x) ? this.#dispatch.construct(site, copy.matrix, [x]) : x,
    );
    try {
      return rule(new TracedCall(this.#parts, copy, site, dense, others, run));
    } catch (error) {
      // The objects themselves end in the same error, and the message may show them.
      if (this.#tracer.stopped) throw error;
      return decline;
    }
  }

  #convertedOnce(args: readonly unknown[], site: number): ReturnType<typeof convertedOnce> {
    const ask = conversion((...call) => this.#dispatch.call(...call));
    return convertedOnce(
      args,
      (x) => this.#kinds.converts(x),
      (x, hint) => ask(x, hint, site),
    );
  }
}
