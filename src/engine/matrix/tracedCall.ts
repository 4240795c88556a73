import type { Dispatch } from '../language/dispatch.ts';
import type { Tracer } from '../tracking/tracer.ts';
import type { ArgumentKinds } from './argumentKinds.ts';
import { isIntact, type KnownMember } from './knownTexts.ts';
import type { DenseArgument, MemberCall } from './memberRule.ts';
import { runUntraced } from './runs.ts';
import type { Dense, MatrixStore } from './store.ts';
import type { Copy } from './twinLookup.ts';

/** What the calls of all members have in common. */
export interface CallParts {
  readonly tracer: Tracer;
  readonly store: MatrixStore;
  readonly dispatch: Dispatch;
  readonly kinds: ArgumentKinds;
}

/** The user's own function, run on a receiver (of `new`: the class that it makes an object of) and plain arguments. */
export type Run = (self: unknown, plain: readonly unknown[]) => unknown;

/** A call of a member: one object, since small matrices are called by the ten thousands. */
export class TracedCall implements MemberCall {
  readonly site: number;
  readonly self: unknown;
  readonly args: readonly unknown[];
  readonly tracer: Tracer;
  readonly store: MatrixStore;
  readonly #parts: CallParts;
  readonly #copy: Copy;
  readonly #run: Run;
  readonly #known: KnownMember | null;

  constructor(
    parts: CallParts,
    copy: Copy,
    site: number,
    self: unknown,
    args: readonly unknown[],
    run: Run,
    known: KnownMember | null = null,
  ) {
    this.site = site;
    this.self = self;
    this.args = args;
    this.tracer = parts.tracer;
    this.store = parts.store;
    this.#parts = parts;
    this.#copy = copy;
    this.#run = run;
    this.#known = known;
  }

  real(...plain: readonly unknown[]): unknown {
    return runUntraced(this.tracer, () => this.#run(this.self, plain));
  }

  read(...plain: readonly unknown[]): unknown {
    const { self, store, tracer } = this;
    const reader = store.reader(self);
    return reader && this.isKnown() && this.isPlain(self as Dense)
      ? runUntraced(tracer, () => this.#run(reader, plain))
      : this.real(...plain);
  }

  invoke(f: unknown, object: unknown, ...given: readonly unknown[]): unknown {
    return this.#parts.dispatch.call(this.site, f, object, [...given]);
  }

  isKnown(): boolean {
    return this.#known !== null && isIntact(this.#known);
  }

  isPlain(x: Dense): boolean {
    return Object.getPrototypeOf(x) === this.#copy.matrix.prototype && Reflect.ownKeys(x).length === 3;
  }

  make(rows: number, columns: number, first: number): Dense {
    const { matrix, isKnown } = this.#copy;
    const { tracer, store } = this;
    if (isKnown && tracer.recorder.keeps)
      return tracer.shadows.lazy.of(matrix.prototype, { first, rows, columns, static: false }) as Dense;
    const made = runUntraced(tracer, () => new matrix(rows, columns)) as Dense;
    store.fill(made, first, true);
    return made;
  }

  plainly<T>(run: () => T): T {
    return runUntraced(this.tracer, run);
  }

  toDense(x: unknown): DenseArgument | null {
    return this.#parts.kinds.toDense(x, this.#copy.matrix, this.site);
  }
}
