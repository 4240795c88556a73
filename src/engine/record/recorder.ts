import {
  ARRAY,
  guardKinds,
  OperandKind,
  shapeOf,
  type Cut,
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
import { Scopes } from './scopes.ts';
import type { PrimitiveName } from '../rules/names.ts';
import { lastNotAbove } from '../../shared/bisect.ts';

/** An operand of an array equation before it is stored. Shapes as in `shapeOf`: rows −1 a scalar, columns −1 an array. */
export interface OperandRecord {
  readonly kind: number;
  readonly rows: number;
  readonly columns: number;
  readonly reference: number;
}

/**
 * Writes a trace: the only code that appends to its columns. A program may go on after its stack was full, and any call in here may
 * have been the one too many: so a row counts when its last part is stored, and the next one takes the place of what was left undone.
 */
export class Recorder {
  readonly values = new Floats(1 << 10);
  readonly constants = new Floats(256);
  readonly leaves: Leaf[] = [];
  readonly cuts: Cut[] = [];
  readonly outputs: Output[] = [];
  /** The calls in progress. */
  readonly scopes: Scopes;
  /** Ids of names bound, for `names`. */
  readonly nameId = new Ints();
  readonly nameSite = new Ints();
  readonly nameSize = new Ints();
  // Columns of equations grow together: recording one is a handful of stores. Rows and columns of a scalar are preset.
  #count = 0;
  #capacity = 1 << 10;
  #op = new Uint16Array(this.#capacity);
  #out = new Int32Array(this.#capacity);
  #rows = new Int32Array(this.#capacity).fill(-1);
  #columns = new Int32Array(this.#capacity).fill(-1);
  #lhs = new Int32Array(this.#capacity);
  #rhs = new Int32Array(this.#capacity);
  #site = new Int32Array(this.#capacity);
  #scope = new Int32Array(this.#capacity);
  readonly #operands = new Ints();
  #operandCount = 0;
  readonly #gathers = new Ints();
  readonly #params = new Map<number, Params>();
  readonly #guard = {
    kind: new Ints(),
    lhs: new Ints(),
    rhs: new Ints(),
    outcome: new Ints(),
    site: new Ints(),
    equation: new Ints(),
  };
  readonly #iteration = { equation: new Ints(), site: new Ints(), scope: new Ints() };
  readonly #cutAt = new Map<string, number>();
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
    const [rows, columns] = [this.#rows[e]!, this.#columns[e]!];
    return sizeOf(shapeOf(rows, columns)) === size ? { rows, columns } : undefined;
  }

  /** What computed element `id`, which is no leaf's: operation, shape and site of its equation. */
  defining(id: number): { readonly name: PrimitiveName; readonly shape: Shape; readonly site: number } {
    const e = this.#equationOf(id);
    return {
      name: primitiveNames[this.#op[e]! & ~ARRAY]!,
      shape: shapeOf(this.#rows[e]!, this.#columns[e]!),
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

  /** New ids for a leaf's numbers; returns the first. */
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
    data: ArrayLike<number>,
    params?: Params,
  ): number {
    const e = this.#next(site);
    const scope = this.scopes.current();
    const code = opCode(op) | ARRAY;
    const first = this.#operandCount;
    this.#operands.length = first << 2;
    for (const { kind, rows: r, columns: c, reference } of operands) {
      this.#operands.push(kind);
      this.#operands.push(r);
      this.#operands.push(c);
      this.#operands.push(reference);
    }
    const out = this.define(data);
    if (params) this.#params.set(e, params);
    this.#op[e] = code;
    this.#out[e] = out;
    this.#rows[e] = rows;
    this.#columns[e] = columns;
    this.#lhs[e] = first;
    this.#rhs[e] = operands.length;
    this.#site[e] = site;
    this.#scope[e] = scope;
    this.#operandCount = first + operands.length;
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
    const longer = (column: Int32Array<ArrayBuffer>, rest = 0) => {
      const grown = new Int32Array(capacity);
      grown.set(column);
      if (rest !== 0) grown.fill(rest, column.length);
      return grown;
    };
    const op = new Uint16Array(capacity);
    op.set(this.#op);
    this.#op = op;
    this.#out = longer(this.#out);
    this.#rows = longer(this.#rows, -1);
    this.#columns = longer(this.#columns, -1);
    this.#lhs = longer(this.#lhs);
    this.#rhs = longer(this.#rhs);
    this.#site = longer(this.#site);
    this.#scope = longer(this.#scope);
    this.#capacity = capacity;
  }

  /**
   * The operand that `refs` are (0: a static number, found in `data`): a block if they are consecutive ids, static if
   * none is tracked, else a gather.
   */
  operand(refs: ArrayLike<number>, data: ArrayLike<number>, rows: number, columns: number): OperandRecord {
    const n = data.length;
    const first = n > 0 ? refs[0]! : 0;
    let run = first > 0;
    let tracked = run;
    for (let i = 1; i < n; i++) {
      const ref = refs[i]!;
      if (ref !== first + i) run = false;
      if (ref > 0) tracked = true;
    }
    if (run) return { kind: OperandKind.block, rows, columns, reference: first };
    if (!tracked) return this.staticOperand(data, rows, columns);
    const reference = this.#gathers.length;
    this.#gathers.reserve(n);
    for (let i = 0; i < n; i++) {
      const ref = refs[i]!;
      this.#gathers.push(ref > 0 ? ref : this.#newConstant(data[i]!));
    }
    return { kind: OperandKind.gather, rows, columns, reference };
  }

  #newConstant(value: number): number {
    this.constants.push(value);
    return -this.constants.length;
  }

  /** Numbers of which none is tracked; the same ones as the last time are not stored again. */
  staticOperand(data: ArrayLike<number>, rows: number, columns: number): OperandRecord {
    const last = this.#lastStatic;
    let same = data.length === this.#lastLength;
    for (let i = 0; same && i < data.length; i++) same = Object.is(this.constants.data[last + i], data[i]);
    const reference = same ? last : this.constants.append(data);
    this.#lastStatic = reference;
    this.#lastLength = data.length;
    return { kind: OperandKind.static, rows, columns, reference };
  }
  #lastStatic = 0;
  #lastLength = -1;

  guard(kind: GuardKind, site: number, lhs: number, rhs: number, outcome: boolean): void {
    const guard = this.#guard;
    const count = guard.equation.length;
    guard.kind.length =
      guard.lhs.length =
      guard.rhs.length =
      guard.outcome.length =
      guard.site.length =
        count;
    guard.kind.push(guardKinds.indexOf(kind));
    guard.lhs.push(lhs);
    guard.rhs.push(rhs);
    guard.outcome.push(outcome ? 1 : 0);
    guard.site.push(site);
    guard.equation.push(this.#count);
  }

  cut(id: number, reason: CutReason, to: string, site: number): void {
    const key = `${site} ${reason} ${to}`;
    const at = this.#cutAt.get(key);
    if (at === undefined) {
      const count = this.cuts.push({ id, reason, to, site, equation: this.#count, repeats: 0 });
      this.#cutAt.set(key, count - 1);
    } else {
      const cut = this.cuts[at]!;
      this.cuts[at] = { ...cut, repeats: cut.repeats + 1 };
    }
  }

  name(id: number, site: number, size: number): void {
    const { nameId, nameSite, nameSize } = this;
    const last = nameSize.length - 1;
    if (last >= 0 && nameId.data[last] === id && nameSite.data[last] === site && nameSize.data[last] === size)
      return;
    nameId.length = nameSite.length = nameSize.length;
    nameId.push(id);
    nameSite.push(site);
    nameSize.push(size);
  }

  iteration(site: number): void {
    const { equation, site: sites, scope } = this.#iteration;
    const last = scope.length - 1;
    // an iteration without equations leaves no mark
    if (last >= 0 && equation.data[last] === this.#count && sites.data[last] === site) return;
    const current = this.scopes.current();
    equation.length = sites.length = scope.length;
    equation.push(this.#count);
    sites.push(site);
    scope.push(current);
  }

  /** The trace as recorded so far. */
  finish(): Trace {
    const guard = this.#guard;
    const iteration = this.#iteration;
    return {
      values: this.values.finish(),
      constants: this.constants.finish(),
      leaves: this.leaves,
      equations: {
        op: this.#op.subarray(0, this.#count),
        out: this.#out.subarray(0, this.#count),
        rows: this.#rows.subarray(0, this.#count),
        columns: this.#columns.subarray(0, this.#count),
        lhs: this.#lhs.subarray(0, this.#count),
        rhs: this.#rhs.subarray(0, this.#count),
        site: this.#site.subarray(0, this.#count),
        scope: this.#scope.subarray(0, this.#count),
        operands: this.#operands.finish(),
        gathers: this.#gathers.finish(),
        params: this.#params,
      },
      scopes: this.scopes.finish(),
      iterations: {
        equation: iteration.equation.finish(),
        site: iteration.site.finish(),
        scope: iteration.scope.finish(),
      },
      guards: {
        kind: new Uint8Array(guard.kind.finish()),
        lhs: guard.lhs.finish(),
        rhs: guard.rhs.finish(),
        outcome: new Uint8Array(guard.outcome.finish()),
        site: guard.site.finish(),
        equation: guard.equation.finish(),
      },
      cuts: this.cuts,
      names: { id: this.nameId.finish(), site: this.nameSite.finish(), size: this.nameSize.finish() },
      outputs: this.outputs,
    };
  }
}
