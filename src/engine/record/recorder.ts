import {
  ARRAY,
  shapeOf,
  sizeAt,
  type CutReason,
  type GuardKind,
  type Leaf,
  type Output,
  type Params,
  type Trace,
} from '../../shared/trace.ts';
import { sizeOf, type Shape } from '../../shared/tensor.ts';
import { enlarged, Floats, Ints } from './columns.ts';
import { opCode, primitiveNames } from '../primitives/index.ts';
import { CutList, GuardColumns, IterationColumns, NameColumns, OverwriteColumns } from './marks.ts';
import { OperandColumns, type OperandRecord } from './operandColumns.ts';
import { Scopes } from './scopes.ts';
import { ShapeColumns } from './shapeColumns.ts';
import { StaticLeaves } from './staticLeaves.ts';
import type { PrimitiveName } from '../rules/names.ts';
import { lastNotAbove } from '../../shared/bisect.ts';

/** Numbers of a result, or what writes them among the record's values, from a place on. */
export type Numbers = ArrayLike<number> | ((values: Float64Array, at: number) => void);

/**
 * Writes a trace; nothing else appends to its columns. A program may catch the overflow of its stack and go on, and any call in here
 * may have been the one too many: a row counts when its last column is stored, and the next row overwrites what was left undone.
 */
export class Recorder {
  readonly values = new Floats(1 << 10);
  readonly constants = new Floats(256);
  readonly leaves: Leaf[] = [];
  readonly outputs: Output[] = [];
  /** The calls in progress. */
  readonly scopes: Scopes;
  /** Whether all numbers stay where they are recorded. */
  readonly keeps: boolean = true;
  // The columns of equations grow together, so that recording one is a handful of stores.
  #count = 0;
  #capacity = 1 << 10;
  #op = new Uint16Array(this.#capacity);
  #out = new Int32Array(this.#capacity);
  #lhs = new Int32Array(this.#capacity);
  #rhs = new Int32Array(this.#capacity);
  #site = new Int32Array(this.#capacity);
  #scope = new Int32Array(this.#capacity);
  readonly #shapes = new ShapeColumns();
  readonly #operands = new OperandColumns(this.constants);
  readonly #params = new Map<number, Params>();
  readonly #staticLeaves = new StaticLeaves();
  readonly #guards = new GuardColumns();
  readonly #iterations = new IterationColumns();
  readonly #names = new NameColumns();
  readonly #overwrites = new OverwriteColumns();
  readonly #cuts = new CutList();
  readonly #recentConstant = new Int32Array(256).fill(-1);
  readonly #limit: number;
  readonly #onLimit: (site: number) => void;

  /** `onLimit(site)` is called (and throws) when an equation would exceed `limit`. */
  constructor(limit: number, onLimit: (site: number) => void, scopes = new Scopes()) {
    this.#limit = limit;
    this.#onLimit = onLimit;
    this.scopes = scopes;
    this.values.push(NaN); // id 0 is no element
  }

  get equationCount(): number {
    return this.#count;
  }

  /** The shape of the variable of `size` elements that starts at element `id`, if one does. A scalar has rows −1, an array columns −1. */
  variableAt(id: number, size: number): { readonly rows: number; readonly columns: number } | undefined {
    const leaf = this.leaves.find(({ first }) => first === id);
    if (leaf) {
      const [rows = -1, columns = -1] = leaf.shape;
      return sizeOf(leaf.shape) === size && leaf.shape.length <= 2 ? { rows, columns } : undefined;
    }
    const e = this.#equationOf(id);
    if (e < 0 || this.#out[e] !== id) return undefined;
    const { rows, columns } = this.#shapes.of(e);
    return sizeOf(shapeOf(rows, columns)) === size ? { rows, columns } : undefined;
  }

  /** What computed element `id`, which is no leaf's: operation, shape and site of its equation. */
  defining(id: number): { readonly name: PrimitiveName; readonly shape: Shape; readonly site: number } {
    const e = this.#equationOf(id);
    const { rows, columns } = this.#shapes.of(e);
    return {
      name: primitiveNames[this.#op[e]! & ~ARRAY]!,
      shape: shapeOf(rows, columns),
      site: this.#site[e]!,
    };
  }

  /** The leaf that element `id` belongs to; undefined if it was computed. */
  leafOf(id: number): Leaf | undefined {
    return this.leaves.find(({ first, shape }) => first > 0 && id >= first && id < first + sizeOf(shape));
  }

  /** Was element `id` rounded to single precision, or read from a `Float32Array`? */
  isSingle(id: number): boolean {
    const leaf = this.leafOf(id);
    return leaf ? leaf.single === true : this.defining(id).name === 'fround';
  }

  /** The operand of the scalar equation that defines element `id`, if that is a `name` of an element; else 0. */
  operandOf(id: number, name: PrimitiveName): number {
    const e = this.#equationOf(id);
    return e >= 0 && this.#out[e] === id && primitiveNames[this.#op[e]!] === name
      ? Math.max(this.#lhs[e]!, 0)
      : 0;
  }

  #equationOf(id: number): number {
    return lastNotAbove(this.#out, id, this.#count);
  }

  /** A reference to a static number. */
  constant(value: number, site: number): number {
    const slot = site & 255;
    const recent = this.#recentConstant[slot]!;
    if (recent >= 0 && Object.is(this.constants.data[recent], value)) return -recent - 1;
    this.#recentConstant[slot] = this.constants.length;
    this.constants.push(value);
    return -this.constants.length;
  }

  /** A leaf that is not tracked: its numbers stand in the constants from `at` on. */
  staticLeaf(leaf: Omit<Leaf, 'first' | 'value'>, at: number): void {
    this.leaves.push(this.#staticLeaves.add({ ...leaf, first: 0 }, at));
  }

  /** New ids for numbers that no equation computed; returns the first. */
  define(data: ArrayLike<number>): number {
    return this.values.append(data);
  }

  /** One scalar equation; returns the id of its result. `rhs` is 0 for unary ones. */
  scalar(op: number, site: number, lhs: number, rhs: number, value: number): number {
    const e = this.#next(site);
    const scope = this.scopes.current();
    const id = this.values.length;
    this.values.push(value);
    this.#op[e] = op;
    this.#out[e] = id;
    this.#lhs[e] = lhs;
    this.#rhs[e] = rhs;
    this.#site[e] = site;
    this.#scope[e] = scope;
    this.#count = e + 1;
    return id;
  }

  /** One array equation whose result is `data` (row-major); returns the first id of the result. */
  array(
    op: PrimitiveName,
    site: number,
    operands: readonly OperandRecord[],
    rows: number,
    columns: number,
    data: Numbers,
    params?: Params,
  ): number {
    const e = this.#next(site);
    const scope = this.scopes.current();
    const code = opCode(op) | ARRAY;
    const first = this.#operands.push(operands);
    this.#shapes.push(e, rows, columns);
    const out = typeof data === 'function' ? this.values.extend(sizeAt(rows, columns)) : this.define(data);
    if (typeof data === 'function') data(this.values.data, out);
    if (params) this.#params.set(e, params);
    this.#op[e] = code;
    this.#out[e] = out;
    this.#lhs[e] = first;
    this.#rhs[e] = operands.length;
    this.#site[e] = site;
    this.#scope[e] = scope;
    this.#operands.count = first + operands.length;
    this.#shapes.count++;
    this.#count = e + 1;
    return out;
  }

  /** Index of the next equation, with room for it; it counts when its columns are stored. */
  #next(site: number): number {
    const e = this.#count;
    if (e >= this.#limit) this.#onLimit(site);
    if (e === this.#capacity) this.#grow();
    return e;
  }

  #grow(): void {
    const capacity = enlarged(this.#capacity);
    const op = new Uint16Array(capacity);
    op.set(this.#op);
    this.#op = op;
    this.#out = Ints.longer(this.#out, capacity);
    this.#lhs = Ints.longer(this.#lhs, capacity);
    this.#rhs = Ints.longer(this.#rhs, capacity);
    this.#site = Ints.longer(this.#site, capacity);
    this.#scope = Ints.longer(this.#scope, capacity);
    this.#capacity = capacity;
  }

  /** See `OperandColumns`. */
  operand(refs: ArrayLike<number>, data: ArrayLike<number>, rows: number, columns: number): OperandRecord {
    return this.#operands.gathered(refs, data, rows, columns);
  }

  /** See `OperandColumns`. */
  staticOperand(data: ArrayLike<number>, rows: number, columns: number): OperandRecord {
    return this.#operands.static(data, rows, columns);
  }

  /** A comparison, predicate or use as itself decided a branch; see `Guards`. */
  guard(kind: GuardKind, site: number, lhs: number, rhs: number, outcome: boolean): void {
    this.#guards.push(kind, site, lhs, rhs, outcome, this.#count + this.#iterations.count);
  }

  /** Element `id` left the trace; further ones for the same reason at the same place are counted. */
  cut(id: number, reason: CutReason, to: string, site: number): void {
    this.#cuts.push(id, reason, to, site, this.#count);
  }

  /** A name was bound to the value of `size` elements that starts with element `id`, in the matrix `holder` (0: in none). */
  name(id: number, site: number, size: number, holder = 0): void {
    this.#names.push(id, site, size, holder, this.#count + this.#iterations.count);
  }

  /** The call at `site` changed the matrix `holder`: to the last equation's result if that starts with element `id`, else in part. */
  overwrite(holder: number, id: number, size: number, site: number): void {
    const e = this.#count - 1;
    const { rows, columns } = this.#shapes.of(e);
    const isWhole = this.#out[e] === id && sizeAt(rows, columns) === size;
    this.#overwrites.push(holder, isWhole ? id : 0, site, this.#names.count, this.#count);
  }

  /** The loop at `site` starts another iteration. */
  iteration(site: number): void {
    this.#iterations.push(this.#count, site, this.scopes);
  }

  /** The trace as recorded so far. */
  finish(): Trace {
    const names = this.#names.finish();
    const iterations = this.#iterations.finish();
    const isChanged = this.#overwrites.count > 0;
    return {
      values: this.values.finish(),
      constants: this.constants.finish(),
      leaves: this.#staticLeaves.finish(this.leaves, this.constants),
      equations: {
        op: this.#op.subarray(0, this.#count),
        out: this.#out.subarray(0, this.#count),
        ...this.#shapes.finish(this.#count),
        lhs: this.#lhs.subarray(0, this.#count),
        rhs: this.#rhs.subarray(0, this.#count),
        site: this.#site.subarray(0, this.#count),
        scope: this.#scope.subarray(0, this.#count),
        ...this.#operands.finish(),
        params: this.#params,
      },
      scopes: this.scopes.finish(),
      iterations,
      guards: this.#guards.finish(iterations.equation),
      cuts: this.#cuts.finish(),
      names: isChanged ? { ...names, holder: this.#names.holders() } : names,
      ...(isChanged && { overwrites: this.#overwrites.finish() }),
      outputs: this.outputs,
    };
  }
}
