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
} from '../shared/trace.ts';
import { sizeOf, type Shape } from '../shared/tensor.ts';
import { Floats, Ints } from './columns.ts';
import { opCode, primitiveNames, type PrimitiveName } from './primitives/index.ts';

/** An operand of an array equation before it is stored. Shapes as in `shapeOf`: rows −1 a scalar, columns −1 an array. */
export interface OperandRecord {
  readonly kind: number;
  readonly rows: number;
  readonly columns: number;
  readonly reference: number;
}

/** Writes a trace: the only code that appends to its columns. */
export class Recorder {
  readonly values = new Floats(4096);
  readonly constants = new Floats(256);
  readonly leaves: Leaf[] = [];
  readonly cuts: Cut[] = [];
  readonly outputs: Output[] = [];
  /** Ids of names bound, for `names`. */
  readonly nameId = new Ints();
  readonly nameSite = new Ints();
  readonly #op = new Ints(4096);
  readonly #out = new Ints(4096);
  readonly #rows = new Ints(4096);
  readonly #columns = new Ints(4096);
  readonly #lhs = new Ints(4096);
  readonly #rhs = new Ints(4096);
  readonly #site = new Ints(4096);
  readonly #scope = new Ints(4096);
  readonly #operands = new Ints();
  readonly #gathers = new Ints();
  readonly #params = new Map<number, Params>();
  readonly #scopeParent = new Ints();
  readonly #scopeSite = new Ints();
  readonly #members = new Map<number, string>();
  readonly #guard = { kind: new Ints(), lhs: new Ints(), rhs: new Ints(), outcome: new Ints(), site: new Ints(), equation: new Ints() };
  readonly #iteration = { equation: new Ints(), site: new Ints(), scope: new Ints() };
  readonly #cutAt = new Map<string, number>();
  readonly #recentConstant = new Int32Array(256).fill(-1);
  readonly #limit: number;
  readonly #onLimit: (site: number) => void;
  // The stack of calls in progress; a scope is made when an equation first needs it (0: not yet).
  readonly #stackSite = new Int32Array(STACK);
  readonly #stackScope = new Int32Array(STACK);
  readonly #stackMember: (string | undefined)[] = [];
  #depth = 0;

  /** `onLimit(site)` is called (and throws) when an equation would exceed `limit`. */
  constructor(limit: number, onLimit: (site: number) => void) {
    this.#limit = limit;
    this.#onLimit = onLimit;
    this.values.push(NaN); // id 0 is no element
    this.#scopeParent.push(-1);
    this.#scopeSite.push(-1);
    this.#stackScope[0] = 1; // scope 0, stored plus one
  }

  get equationCount(): number {
    return this.#op.length;
  }

  /** The shape of the variable of `size` elements that starts at element `id`, if one does. A scalar has rows −1, an array columns −1. */
  variableAt(id: number, size: number): { readonly rows: number; readonly columns: number } | undefined {
    const leaf = this.leaves.find(({ first }) => first === id);
    if (leaf) {
      const [rows = -1, columns = -1] = leaf.shape;
      return sizeOf(leaf.shape) === size && leaf.shape.length <= 2 ? { rows, columns } : undefined;
    }
    const e = this.#equationOf(id);
    if (e < 0 || this.#out.data[e] !== id) return undefined;
    const [rows, columns] = [this.#rows.data[e]!, this.#columns.data[e]!];
    return sizeOf(shapeOf(rows, columns)) === size ? { rows, columns } : undefined;
  }

  /** What computed element `id`, which is no leaf's: operation, shape and site of its equation. */
  defining(id: number): { readonly name: PrimitiveName; readonly shape: Shape; readonly site: number } {
    const e = this.#equationOf(id);
    return {
      name: primitiveNames[this.#op.data[e]! & ~ARRAY]!,
      shape: shapeOf(this.#rows.data[e]!, this.#columns.data[e]!),
      site: this.#site.data[e]!,
    };
  }

  #equationOf(id: number): number {
    let low = 0;
    let high = this.#out.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#out.data[middle]! <= id) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Enters a call; `leave` must follow. `member` names an ml-matrix member whose inside folds into one row. */
  enter(site: number, member?: string): void {
    const depth = ++this.#depth;
    if (depth >= STACK) return;
    this.#stackSite[depth] = site;
    this.#stackScope[depth] = 0;
    this.#stackMember[depth] = member;
  }

  leave(): void {
    this.#depth--;
  }

  /** The scope of the call in progress. */
  scope(): number {
    const depth = Math.min(this.#depth, STACK - 1);
    return (this.#stackScope[depth]! || this.#materialize(depth)) - 1;
  }

  #materialize(depth: number): number {
    const parent = this.#stackScope[depth - 1]! || this.#materialize(depth - 1);
    const member = this.#stackMember[depth];
    if (member !== undefined) this.#members.set(this.#scopeParent.length, member);
    this.#scopeParent.push(parent - 1);
    this.#scopeSite.push(this.#stackSite[depth]!);
    return (this.#stackScope[depth] = this.#scopeParent.length);
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
    const first = this.values.length;
    this.values.reserve(data.length);
    this.values.data.set(data, first);
    this.values.length += data.length;
    return first;
  }

  /** One scalar equation; returns the id of its result. `rhs` is 0 for unary ones. */
  scalar(op: number, site: number, lhs: number, rhs: number, value: number): number {
    const id = this.values.length;
    this.#equation(op, site, id, -1, -1, lhs, rhs);
    this.values.push(value);
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
    if (params) this.#params.set(this.#op.length, params);
    this.#equation(opCode(op) | ARRAY, site, this.values.length, rows, columns, this.#operands.length >> 2, operands.length);
    for (const { kind, rows: r, columns: c, reference } of operands) {
      this.#operands.push(kind);
      this.#operands.push(r);
      this.#operands.push(c);
      this.#operands.push(reference);
    }
    return this.define(data);
  }

  #equation(op: number, site: number, out: number, rows: number, columns: number, lhs: number, rhs: number): void {
    if (this.#op.length >= this.#limit) this.#onLimit(site);
    this.#op.push(op);
    this.#out.push(out);
    this.#rows.push(rows);
    this.#columns.push(columns);
    this.#lhs.push(lhs);
    this.#rhs.push(rhs);
    this.#site.push(site);
    this.#scope.push(this.scope());
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
    if (!tracked) return { kind: OperandKind.static, rows, columns, reference: this.#constants(data) };
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

  /** Stores numbers side by side in `constants`; the same numbers as the last time are not stored again. */
  #constants(data: ArrayLike<number>): number {
    const last = this.#lastStatic;
    if (last.length === data.length && last.every((value, i) => Object.is(value, data[i]))) return this.#lastStaticAt;
    const at = this.constants.length;
    this.constants.reserve(data.length);
    this.constants.data.set(data, at);
    this.constants.length += data.length;
    this.#lastStatic = Float64Array.from(data);
    this.#lastStaticAt = at;
    return at;
  }
  #lastStatic = new Float64Array(0);
  #lastStaticAt = 0;

  guard(kind: GuardKind, site: number, lhs: number, rhs: number, outcome: boolean): void {
    const guard = this.#guard;
    guard.kind.push(guardKinds.indexOf(kind));
    guard.lhs.push(lhs);
    guard.rhs.push(rhs);
    guard.outcome.push(outcome ? 1 : 0);
    guard.site.push(site);
    guard.equation.push(this.#op.length);
  }

  cut(id: number, reason: CutReason, to: string, site: number): void {
    const key = `${site} ${reason} ${to}`;
    const at = this.#cutAt.get(key);
    if (at === undefined) {
      this.#cutAt.set(key, this.cuts.length);
      this.cuts.push({ id, reason, to, site, equation: this.#op.length, repeats: 0 });
    } else {
      const cut = this.cuts[at]!;
      this.cuts[at] = { ...cut, repeats: cut.repeats + 1 };
    }
  }

  name(id: number, site: number): void {
    const { nameId, nameSite } = this;
    const last = nameId.length - 1;
    if (last >= 0 && nameId.data[last] === id && nameSite.data[last] === site) return;
    nameId.push(id);
    nameSite.push(site);
  }

  iteration(site: number): void {
    const { equation, site: sites, scope } = this.#iteration;
    const last = equation.length - 1;
    // an iteration without equations leaves no mark
    if (last >= 0 && equation.data[last] === this.#op.length && sites.data[last] === site) return;
    equation.push(this.#op.length);
    sites.push(site);
    scope.push(this.scope());
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
        op: Uint16Array.from(this.#op.finish()),
        out: this.#out.finish(),
        rows: this.#rows.finish(),
        columns: this.#columns.finish(),
        lhs: this.#lhs.finish(),
        rhs: this.#rhs.finish(),
        site: this.#site.finish(),
        scope: this.#scope.finish(),
        operands: this.#operands.finish(),
        gathers: this.#gathers.finish(),
        params: this.#params,
      },
      scopes: { parent: this.#scopeParent.finish(), site: this.#scopeSite.finish(), members: this.#members },
      iterations: {
        equation: iteration.equation.finish(),
        site: iteration.site.finish(),
        scope: iteration.scope.finish(),
      },
      guards: {
        kind: Uint8Array.from(guard.kind.finish()),
        lhs: guard.lhs.finish(),
        rhs: guard.rhs.finish(),
        outcome: Uint8Array.from(guard.outcome.finish()),
        site: guard.site.finish(),
        equation: guard.equation.finish(),
      },
      cuts: this.cuts,
      names: { id: this.nameId.finish(), site: this.nameSite.finish() },
      outputs: this.outputs,
    };
  }
}

/** Calls deeper than this share the scope of the last one that has its own. */
const STACK = 20_000;
