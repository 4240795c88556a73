import type { Diagnostic } from '../../src/shared/errors.ts';
import type { Span } from '../../src/shared/span.ts';
import { sizeOf, type Shape } from '../../src/shared/tensor.ts';
import {
  ARRAY,
  guardKinds,
  OperandKind,
  type Cut,
  type CutReason,
  type GuardKind,
  type Leaf,
  type OpInfo,
  type Output,
  type Params,
  type TraceResult,
} from '../../src/shared/trace.ts';

/** A value of the trace under construction: consecutive element ids. */
export interface Handle {
  readonly first: number;
  readonly shape: Shape;
}
/** A value, an element of one, a static number, a static array, a gathering of elements and numbers. */
export type OperandLike =
  Handle | number | { values: number[]; shape: Shape } | { gather: (Handle | number)[]; shape: Shape };

interface LeafOptions {
  readonly kind?: Leaf['kind'];
  readonly container?: Leaf['container'];
  readonly gradient?: number[];
}
interface EquationRow {
  readonly op: number;
  readonly out: Handle;
  readonly lhs: number;
  readonly rhs: number;
  readonly site: number;
  readonly scope: number;
}
interface EquationOptions {
  readonly gradient?: number[];
  readonly names?: string[];
  readonly params?: Params;
  readonly scope?: number;
  /** Line and column of the source range, 8 columns long. */
  readonly at?: readonly [line: number, column: number];
}

const ops: OpInfo[] = [
  ['add', 'x + y', 'x̄ += z̄;  ȳ += z̄'],
  ['sub', 'x − y', 'x̄ += z̄;  ȳ += −z̄'],
  ['mul', 'x ∘ y', 'x̄ += z̄ ∘ y;  ȳ += z̄ ∘ x'],
  ['mmul', 'A · B', 'Ā += Z̄ · Bᵀ;  B̄ += Aᵀ · Z̄'],
  ['sin', 'sin x', 'x̄ += z̄ ∘ cos x'],
  ['log', 'log x', 'x̄ += z̄ / x'],
  ['floor', '⌊x⌋', 'x̄ += 0'],
  ['sum', 'Σ x', 'x̄ += z̄ at every element'],
  ['reshape', 'x reshaped', ''],
].map(([name, formula, rule]) => ({
  name: name!,
  formula: formula!,
  rule: rule!,
  doc: '',
  ...(name === 'floor' && { slope: 'steps' as const }),
}));

/** Writes the columns of a trace by hand, so that what is printed of it can be checked without an engine. */
export class TraceBuilder {
  readonly #values: number[] = [NaN];
  readonly #cotangents: number[] = [0];
  readonly #constants: number[] = [];
  readonly #leaves: Leaf[] = [];
  readonly #rows: EquationRow[] = [];
  readonly #operands: number[] = [];
  readonly #gathers: number[] = [];
  readonly #params = new Map<number, Params>();
  readonly #names: [id: number, site: number, size: number][] = [];
  readonly #guards: {
    kind: number;
    lhs: number;
    rhs: number;
    outcome: number;
    site: number;
    equation: number;
  }[] = [];
  readonly #cuts: Cut[] = [];
  readonly #outputs: Output[] = [];
  readonly #scopes: { parent: number; site: number }[] = [{ parent: -1, site: 0 }];
  readonly #members = new Map<number, string>();
  readonly #spans = new Map<number, Span>([[0, [0, 1, 0, 1, 8]]]);
  readonly #texts = new Map<number, string>();

  leaf(path: string, shape: Shape, values: number[], options: LeafOptions = {}): Handle {
    const { kind = 'argument', gradient = values.map(() => 0) } = options;
    const container =
      options.container ?? (shape.length === 0 ? 'number' : shape.length === 1 ? 'array' : 'matrix');
    const handle = this.#define(shape, values, gradient);
    this.#leaves.push({ path, kind, static: false, shape, first: handle.first, container });
    return handle;
  }

  staticLeaf(path: string, shape: Shape, values: number[]): void {
    const value = Float64Array.from(values);
    this.#leaves.push({ path, kind: 'argument', static: true, shape, first: 0, value, container: 'matrix' });
  }

  equation(
    name: string,
    operands: OperandLike[],
    shape: Shape,
    values: number[],
    options: EquationOptions = {},
  ): Handle {
    const { gradient = values.map(() => 0), names = [], params, scope = 0, at = [1, 0] } = options;
    const index = this.#rows.length;
    if (params) this.#params.set(index, params);
    const scalar = operands.length <= 2 && operands.every((o) => typeof o === 'number' || isScalarHandle(o));
    const start = this.#operands.length / 4;
    const refs = scalar
      ? operands.map((o) => this.#reference(o as Handle | number))
      : [start, operands.length];
    if (!scalar) for (const operand of operands) this.#operand(operand);
    const op = ops.findIndex((info) => info.name === name) + (scalar ? 0 : ARRAY);
    const out = this.#define(shape, values, gradient);
    this.#rows.push({ op, out, lhs: refs[0] ?? 0, rhs: refs[1] ?? 0, site: this.#site(...at), scope });
    for (const text of names) this.name(out, text);
    return out;
  }

  /** A call below another; `member`: an ml-matrix member that was traced through. */
  scope(parent: number, at: readonly [line: number, column: number], member?: string): number {
    const scope = this.#scopes.push({ parent, site: this.#site(...at) }) - 1;
    if (member !== undefined) this.#members.set(scope, member);
    return scope;
  }

  name({ first, shape }: Handle, text: string): void {
    const site = this.#site(1, 0);
    this.#texts.set(site, text);
    this.#names.push([first, site, sizeOf(shape)]);
  }

  /** A name bound at a place of its own. */
  nameAt({ first, shape }: Handle, text: string, span: Span): void {
    const site = this.#spans.size;
    this.#spans.set(site, span);
    this.#texts.set(site, text);
    this.#names.push([first, site, sizeOf(shape)]);
  }

  guard(
    kind: GuardKind,
    lhs: Handle | number,
    rhs: Handle | number | null,
    outcome: boolean,
    line: number,
  ): void {
    this.#guards.push({
      kind: guardKinds.indexOf(kind),
      lhs: this.#reference(lhs),
      rhs: rhs === null ? 0 : this.#reference(rhs),
      outcome: outcome ? 1 : 0,
      site: this.#site(line, 6),
      equation: this.#rows.length,
    });
  }

  /** The same guard again at the same place. */
  repeatGuard(times: number): void {
    for (let i = 0; i < times; i++) this.#guards.push(this.#guards.at(-1)!);
  }

  cut({ first }: Handle, reason: CutReason, to: string, line: number, repeats = 0): void {
    const equation = this.#rows.length;
    this.#cuts.push({ id: first, reason, to, site: this.#site(line, 6), equation, repeats });
  }

  output(path: string, shape: Shape, elements: Handle | (Handle | number)[]): void {
    const refs = Array.isArray(elements)
      ? elements.map((element) => this.#reference(element))
      : Array.from({ length: sizeOf(shape) }, (_, i) => elements.first + i);
    this.#outputs.push({ path, shape, refs: Int32Array.from(refs) });
  }

  result(rest: Partial<TraceResult> = {}): TraceResult {
    const column = (pick: (row: EquationRow) => number) => Int32Array.from(this.#rows, pick);
    return {
      version: 2,
      files: ['src/loss.ts'],
      function: { name: 'f', span: [0, 1, 0, 1, 8] },
      case: '',
      status: 'ok',
      ops,
      trace: {
        values: Float64Array.from(this.#values),
        constants: Float64Array.from(this.#constants),
        leaves: this.#leaves,
        equations: {
          op: Uint16Array.from(this.#rows, ({ op }) => op),
          out: column(({ out }) => out.first),
          rows: column(({ out }) => out.shape[0] ?? -1),
          columns: column(({ out }) => out.shape[1] ?? -1),
          lhs: column(({ lhs }) => lhs),
          rhs: column(({ rhs }) => rhs),
          site: column(({ site }) => site),
          scope: column(({ scope }) => scope),
          operands: Int32Array.from(this.#operands),
          gathers: Int32Array.from(this.#gathers),
          params: this.#params,
        },
        scopes: {
          parent: Int32Array.from(this.#scopes, ({ parent }) => parent),
          site: Int32Array.from(this.#scopes, ({ site }) => site),
          members: this.#members,
        },
        iterations: { equation: new Int32Array(), site: new Int32Array(), scope: new Int32Array() },
        guards: {
          kind: Uint8Array.from(this.#guards, ({ kind }) => kind),
          lhs: Int32Array.from(this.#guards, ({ lhs }) => lhs),
          rhs: Int32Array.from(this.#guards, ({ rhs }) => rhs),
          outcome: Uint8Array.from(this.#guards, ({ outcome }) => outcome),
          site: Int32Array.from(this.#guards, ({ site }) => site),
          equation: Int32Array.from(this.#guards, ({ equation }) => equation),
        },
        cuts: this.#cuts,
        names: {
          id: Int32Array.from(this.#names, ([id]) => id),
          site: Int32Array.from(this.#names, ([, site]) => site),
          size: Int32Array.from(this.#names, ([, , size]) => size),
        },
        outputs: this.#outputs,
      },
      spans: this.#spans,
      texts: this.#texts,
      cotangents: Float64Array.from(this.#cotangents),
      diagnostics: [],
      check: {
        state: 'ok',
        method: 'rerun',
        maxRelativeError: 3.2e-10,
        directions: 1,
        runs: 5,
        notChecked: [],
      },
      timing: { start: 40, load: 21, instrument: 6, run: 1.84, gradient: 0.5, proof: 0.2, check: 12 },
      ...rest,
    };
  }

  #define(shape: Shape, values: number[], gradient: number[]): Handle {
    if (values.length !== sizeOf(shape) || gradient.length !== values.length) throw new Error('sizes differ');
    const first = this.#values.length;
    this.#values.push(...values);
    this.#cotangents.push(...gradient);
    return { first, shape };
  }

  #reference(operand: Handle | number): number {
    return typeof operand === 'number' ? -this.#constants.push(operand) : operand.first;
  }

  #operand(operand: OperandLike): void {
    const shape = typeof operand === 'number' ? [] : operand.shape;
    const dimensions = [shape[0] ?? -1, shape[1] ?? -1];
    if (typeof operand === 'number' || 'values' in operand) {
      const values = typeof operand === 'number' ? [operand] : operand.values;
      this.#operands.push(OperandKind.static, ...dimensions, this.#constants.length);
      this.#constants.push(...values);
    } else if ('gather' in operand) {
      this.#operands.push(OperandKind.gather, ...dimensions, this.#gathers.length);
      this.#gathers.push(...operand.gather.map((element) => this.#reference(element)));
    } else {
      this.#operands.push(OperandKind.block, ...dimensions, operand.first);
    }
  }

  #site(line: number, column: number): number {
    const site = this.#spans.size;
    this.#spans.set(site, [0, line, column, line, column + 8]);
    return site;
  }
}

/** Element `index` (row by row) of a value, as a number of its own. */
export function element({ first }: Handle, index: number): Handle {
  return { first: first + index, shape: [] };
}

/** A finding at a line. */
export function finding(
  code: Diagnostic['code'],
  severity: Diagnostic['severity'],
  message: string,
  span: Span,
  related: Diagnostic['related'] = [],
): Diagnostic {
  return { code, severity, message, span, related };
}

function isScalarHandle(operand: OperandLike): operand is Handle {
  return typeof operand === 'object' && 'first' in operand && operand.shape.length === 0;
}
