import type { Code, Diagnostic, Severity, StopReason } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { countText, shapeText } from '../../shared/tensor.ts';
import type { CutReason } from '../../shared/trace.ts';
import { Box } from '../record/box.ts';
import { SitePlaces } from '../record/sitePlaces.ts';
import { evaluators, opCode } from '../primitives/index.ts';
import { Recorder } from '../record/recorder.ts';
import { Holders } from './holders.ts';
import { KeyIds } from './keyIds.ts';
import { Shadows } from './shadows.ts';

/** Thrown through user code that has to stop. A program that catches it is stopped again; only the session catches it for good. */
export class Stop extends Error {
  readonly reason: StopReason;
  readonly site: number;
  readonly #isStop = true;
  constructor(reason: StopReason, site: number) {
    super(reason.message);
    this.reason = reason;
    this.site = site;
  }

  /** Whether a thrown value is one; asks no proxy of the program. */
  static is(thrown: unknown): thrown is Stop {
    return typeof thrown === 'object' && thrown !== null && #isStop in thrown && thrown.#isStop;
  }
}

export interface TracerOptions {
  /** Where to record; a recorder with the limit if left out. */
  readonly recorder?: Recorder;
  readonly operationLimit: number;
  readonly poll: () => StopReason | undefined;
  readonly allocate: (bytes: number) => StopReason | undefined;
  /** Objects whose properties must not be looked at (proxies). */
  readonly isOpaque: (value: object) => boolean;
}

const frounds = opCode('fround');
const add = opCode('add');

/** The state that all parts of the runtime share: the record, the ids of storage, places, and the only way out of a box. */
export class Tracer {
  readonly places = new SitePlaces();
  readonly recorder: Recorder;
  readonly shadows: Shadows;
  readonly keys = new KeyIds((id) => this.box(id));
  readonly holders = new Holders();
  readonly diagnostics: Diagnostic[] = [];
  /** False while modules load and arguments are evaluated: nothing is recorded then. */
  active = false;
  /** Calls and iterations left until the next poll. */
  fuel = FUEL;
  /** Site of the last call or iteration; an escaped box is reported there. */
  lastSite = -1;
  /** More than zero while code that is not instrumented runs: storage then yields plain numbers. */
  foreign = 0;
  /** Hook: rewrites the message of an error that quotes instrumented code. */
  repair: (error: object) => void = () => undefined;
  #stop: Stop | undefined;
  readonly #throwSites = new WeakMap<object, number[]>();
  readonly #causes = new WeakMap<object, Diagnostic>();
  readonly #options: TracerOptions;

  constructor(options: TracerOptions) {
    this.#options = options;
    this.recorder =
      options.recorder ??
      new Recorder(options.operationLimit, (site) =>
        this.stop(
          {
            code: 'operation-limit',
            message: `More than ${countText(options.operationLimit)} operations were recorded. If no loop runs without end, give it fewer rounds or smaller inputs.`,
          },
          site,
        ),
      );
    this.shadows = new Shadows(this.recorder, (id, found, site) => this.#unexplained(id, found, site));
    this.shadows.onHidden = (id, site) => this.recorder.cut(id, 'opaque', 'numbers of another size', site);
  }

  /** The stop in progress, if any. */
  get stopped(): Stop | undefined {
    return this.#stop;
  }

  isOpaque(value: object): boolean {
    return this.#options.isOpaque(value);
  }

  /** Must be called before the program sees a caught exception. */
  caught(value: unknown): void {
    const isError = typeof value === 'object' && value !== null && !Box.is(value) && !this.isOpaque(value);
    if (isError) this.repair(value);
  }

  /** Ends the run here. */
  stop(reason: StopReason, site: number): never {
    this.#stop ??= new Stop(reason, site);
    this.fuel = 0;
    throw this.#stop;
  }

  /** Called when `fuel` runs out: asks whether a limit is reached or the run was cancelled. */
  poll(site: number): void {
    this.lastSite = site;
    if (this.#stop) {
      this.fuel = 0;
      throw this.#stop;
    }
    this.fuel = FUEL;
    const reason = this.#options.poll();
    if (reason) this.stop(reason, site);
  }

  /** Must be called before the program allocates so many bytes. Stops the run if the memory limit forbids it. */
  allocate(bytes: number, site: number): void {
    const reason = this.#options.allocate(bytes);
    if (reason) this.stop(reason, site);
  }

  /** A tracked number for element `id`. */
  box(id: number): Box {
    return new Box(id, this.recorder.values.data[id]!);
  }

  /** The plain number of `x`, which must be a box or a number. */
  number(x: unknown): number {
    return typeof x !== 'number' && Box.is(x) ? Box.value(x) : (x as number);
  }

  /** The reference of `x`, which must be a box or a number. */
  reference(x: unknown, site: number): number {
    return typeof x !== 'number' && Box.is(x) ? Box.id(x) : this.recorder.constant(x as number, site);
  }

  /**
   * Takes a number out of its box and records why it left the trace; returns anything else unchanged. The only way out of a box.
   */
  unbox(x: unknown, reason: CutReason, to: string, site: number): unknown {
    if (!Box.is(x)) return x;
    this.recorder.cut(Box.id(x), reason, to, site);
    if (this.#isUsedAsItself(x, reason)) this.recorder.guard('value', site, Box.id(x), 0, true);
    else if (reason === 'integer' && !this.#isWord(x))
      this.recorder.guard('integer', site, Box.id(x), 0, true);
    return Box.value(x);
  }

  /**
   * Whether the record holds for this value alone, so that a guard must say so: an index, a size or a key that is whole, and a
   * whole input in an integer operator (`n | 0`). A key that is not whole, as of a cache, gets none: what the cache holds depends on it.
   */
  #isUsedAsItself(x: Box, reason: CutReason): boolean {
    if (!Number.isInteger(Box.value(x))) return false;
    if (reason === 'index' || reason === 'key' || reason === 'size') return true;
    return reason === 'integer' && this.recorder.leafOf(Box.id(x)) !== undefined;
  }

  /** Whether this is one of the two words of a tracked double. */
  #isWord(x: Box): boolean {
    const { recorder } = this;
    return recorder.operandOf(Box.id(x), 'highWord') > 0 || recorder.operandOf(Box.id(x), 'lowWord') > 0;
  }

  /** Records a cut if the view's storage holds a tracked number. */
  cutStorage(view: ArrayBufferView, reason: CutReason, to: string, site: number): void {
    const id = this.shadows.within(view.buffer, view.byteOffset, view.byteOffset + view.byteLength);
    if (id > 0) this.recorder.cut(id, reason, to, site);
  }

  /** Records a cut if `bytes` bytes at `offset` of the view belong to a tracked number; they were read as something else. */
  cutBytes(view: ArrayBufferView, offset: number, bytes: number, to: string, site: number): void {
    const start = view.byteOffset + offset;
    const id = this.shadows.within(view.buffer, start, start + bytes);
    if (id > 0) this.recorder.cut(id, 'opaque', to, site);
  }

  /** Element `k` of a view of integers is written: what is left of a tracked number there is another number. */
  overwritten(view: ArrayBufferView, k: number, site: number): void {
    const lost = this.shadows.overwritten(view, k);
    if (lost > 0) this.recorder.cut(lost, 'integer', 'an integer array', site);
  }

  /** Records `op x`. */
  unary(op: number, site: number, x: Box, value = evaluators[op]!(Box.value(x), NaN)): Box {
    return new Box(this.recorder.scalar(op, site, Box.id(x), 0, value), value);
  }

  /** Records `x op y`, whose value is known; both are boxes or numbers, at least one a box. */
  record(op: number, site: number, x: unknown, y: unknown, value: number): Box {
    const lhs = typeof x === 'number' ? this.recorder.constant(x, site) : Box.id(x as Box);
    const rhs = typeof y === 'number' ? this.recorder.constant(y, site) : Box.id(y as Box);
    return new Box(this.recorder.scalar(op, site, lhs, rhs, value), value);
  }

  /** Records and computes `x op y`; both are boxes or numbers, at least one a box. */
  binary(op: number, site: number, x: unknown, y: unknown): Box {
    return this.record(op, site, x, y, evaluators[op]!(this.number(x), this.number(y)));
  }

  /** Element id of `x` once it is stored in single precision: its own if it was rounded before. */
  rounded(x: Box, site: number): number {
    return this.recorder.isSingle(Box.id(x)) ? Box.id(x) : Box.id(this.unary(frounds, site, x));
  }

  /** `x` as texts and keys of collections keep it: they have one zero, which is 0. */
  positive(x: Box, site: number): Box {
    return Object.is(Box.value(x), -0) ? this.binary(add, site, x, 0) : x;
  }

  /** Notes that an exception passed through the call at `site`. The innermost call must be noted first. */
  threw(error: unknown, site: number): void {
    if (typeof error !== 'object' || error === null) return;
    const seen = this.#throwSites.get(error);
    if (seen === undefined) this.#throwSites.set(error, [site]);
    else if (seen.length === 1 && this.places.isDependency(seen[0]!) && !this.places.isDependency(site))
      seen.push(site);
  }

  /**
   * Sites an exception came from: its `new Error(…)` or the innermost call it passed through, and if that lies in a dependency,
   * the innermost call in the user's own files.
   */
  throwSites(error: unknown): readonly number[] {
    return (typeof error === 'object' && error !== null && this.#throwSites.get(error)) || [];
  }

  /** Notes what an exception comes of; the first to say so knows best. */
  blame(error: object, cause: Diagnostic): void {
    if (!this.#causes.has(error)) this.#causes.set(error, cause);
  }

  /** What an exception comes of, where that is known. */
  causeOf(error: unknown): Diagnostic | undefined {
    return typeof error === 'object' && error !== null ? this.#causes.get(error) : undefined;
  }

  report(
    code: Code,
    severity: Severity,
    message: string,
    site: number,
    related: Diagnostic['related'] = [],
    more: Pick<Diagnostic, 'class'> = {},
  ): void {
    const span = this.places.span(site);
    if (span) this.diagnostics.push({ code, severity, message, span, related, ...more });
  }

  /** Source of element `id` for messages: its leaf's path, or the operation that computed it. */
  origin(id: number): { readonly message: string; readonly span?: Span } {
    const leaf = this.recorder.leafOf(id);
    if (leaf) return { message: `the input ${leaf.path}` };
    const { name, shape, site } = this.recorder.defining(id);
    const span = this.places.span(site);
    return { message: `${shapeText(shape)}, computed by ${name}`, ...(span && { span }) };
  }

  #unexplained(id: number, found: number, site: number): void {
    const expected = this.recorder.values.data[id]!;
    const { message, span } = this.origin(id);
    this.report(
      'unexplained-value',
      'error',
      `This reads ${found}, but the recorded operations gave ${expected}: the storage was changed by code that is not traced. ` +
        'Gradients through it are cut.',
      site,
      span ? [{ message, span }] : [],
    );
  }
}

/** Calls and iterations between two polls. */
const FUEL = 1000;
