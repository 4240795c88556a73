import { ARRAY, OperandKind, operandsOf, sizeAt, type CutReason, type Trace } from '../../shared/trace.ts';
import { carryWays, firstSeen } from '../kernels/sweeps.ts';
import { primitiveNames, slopes } from '../primitives/index.ts';
import { groupsOf, isCopy } from './sparsity.ts';
import { isWhole, Way, waysOfGuards } from './ways.ts';

/** Where influence ends: by element id, how the number reaches the result and where it first stops being smooth. */
export interface Influence {
  /** Bits of `Way`; 0 where the number does not reach the result at all. */
  readonly ways: Uint8Array;
  readonly first: Firsts;
}

/** The first places, by element id: an index of an equation in steps, of a guard, of a cut; `never` where there is none. */
type Firsts = Readonly<Record<'step' | 'guard' | 'cut', Int32Array>>;
export const never = 0x7fffffff;

/** Cuts of a number that is used as a plain one: its value decides, and no slope is lost. */
const counting: ReadonlySet<CutReason> = new Set(['index', 'key', 'size']);

/**
 * How each number of a trace reaches the result, in one sweep from its end, linear in its elements. What follows a branch cannot be
 * told from the record, so a number that decides a branch counts as one that reaches the result.
 *
 * @param isLoopHead whether the comparison at a site decides if a loop goes on
 */
export function influenceOf(trace: Trace, isLoopHead: (site: number) => boolean): Influence {
  const sweep = new Sweep(trace);
  sweep.markOutputs();
  sweep.markGuards(isLoopHead);
  sweep.markCuts();
  sweep.carryAll();
  return sweep;
}

/** Whether influence cannot end in a trace: it has no function in steps, no branch and no cut. */
export function isSmooth({ equations: { op }, guards, cuts }: Trace): boolean {
  return guards.kind.length === 0 && cuts.length === 0 && !firstSeen(op).some(isFlat);
}

const isFlat = (code: number): boolean => flatCodes[code & ~ARRAY] === 1;

class Sweep implements Influence {
  ways: Uint8Array;
  first: Firsts;
  readonly #trace: Trace;

  constructor(trace: Trace) {
    this.#trace = trace;
    const { length } = trace.values;
    this.ways = new Uint8Array(length);
    const column = () => new Int32Array(length).fill(never);
    const step = column();
    // What the trace has none of is nowhere: one column says so of both.
    const none = trace.guards.kind.length === 0 || trace.cuts.length === 0 ? column() : step;
    this.first = {
      step,
      guard: trace.guards.kind.length === 0 ? none : column(),
      cut: trace.cuts.length === 0 ? none : column(),
    };
  }

  markOutputs(): void {
    for (const { refs } of this.#trace.outputs) {
      for (const ref of refs) if (ref > 0) this.ways[ref]! |= Way.smooth;
    }
  }

  markGuards(isLoopHead: (site: number) => boolean): void {
    const { lhs, rhs } = this.#trace.guards;
    const { ways, first } = this;
    const found = waysOfGuards(this.#trace, isLoopHead);
    const mark = (ref: number, i: number) => {
      if (ref <= 0) return;
      ways[ref]! |= found[i]!;
      first.guard[ref] = i;
    };
    // From the last to the first, whose place stays.
    for (let i = found.length - 1; i >= 0; i--) {
      if (found[i] === 0) continue;
      mark(lhs[i]!, i);
      mark(rhs[i]!, i);
    }
  }

  markCuts(): void {
    this.#trace.cuts.forEach(({ id, reason, further = [] }, i) => {
      const isLost = reason === 'opaque' || reason === 'uncovered';
      for (const ref of [id, ...further]) {
        const isWhole = Number.isInteger(this.#trace.values[ref]);
        const way =
          isWhole && counting.has(reason)
            ? Way.count
            : isWhole && reason === 'integer'
              ? Way.whole
              : Way.steps;
        this.ways[ref]! |= isLost ? Way.cut : way;
        this.first.cut[ref] = Math.min(this.first.cut[ref]!, i);
      }
    });
  }

  /** Adds to the operands of all equations the ways and first places of their results. */
  carryAll(): void {
    const { ways, first } = this;
    const isDone = carryWays(this.#trace, flatCodes, this, (lent, e) => {
      ({ ways: this.ways, first: this.first } = lent);
      this.#carryArray(e);
    });
    [this.ways, this.first] = [ways, first];
    if (!isDone) this.#carryInTurn();
  }

  #carryInTurn(): void {
    const { op, out, lhs, rhs } = this.#trace.equations;
    const { ways } = this;
    for (let e = op.length - 1; e >= 0; e--) {
      const code = op[e]!;
      const id = out[e]!;
      if (code & ARRAY) this.#carryArray(e);
      else if (ways[id] === 0) continue;
      else if (flatCodes[code] === 1 || ways[id]! & Way.count) this.#carryNumber(e);
      else {
        // Nearly all of a usual trace.
        if (lhs[e]! > 0) this.#pass(id, lhs[e]!);
        if (rhs[e]! > 0) this.#pass(id, rhs[e]!);
      }
    }
  }

  /** Adds to an operand what a number that has a slope says of its result. */
  #pass(id: number, ref: number): void {
    const { ways } = this;
    ways[ref]! |= ways[id]!;
    if (ways[id] === Way.smooth) return;
    const { step, guard, cut } = this.first;
    if (step[id]! < step[ref]!) step[ref] = step[id]!;
    if (guard[id]! < guard[ref]!) guard[ref] = guard[id]!;
    if (cut[id]! < cut[ref]!) cut[ref] = cut[id]!;
  }

  /** Adds to the operands of an equation of numbers the ways and first places of its result. */
  #carryNumber(e: number): void {
    const { out, lhs, rhs } = this.#trace.equations;
    const id = out[e]!;
    // A whole number times or divided by one that is not is whole by chance.
    const chance =
      (this.ways[id]! & Way.count) !== 0 && !(isWhole(this.#trace, lhs[e]!) && isWhole(this.#trace, rhs[e]!));
    if (chance) this.ways[id] = (this.ways[id]! & ~Way.count) | Way.steps;
    if (lhs[e]! > 0) this.#add(e, lhs[e]!, this, id);
    if (rhs[e]! > 0) this.#add(e, rhs[e]!, this, id);
  }

  /** The same for an equation of arrays. */
  #carryArray(e: number): void {
    const { op, out, rows, columns } = this.#trace.equations;
    const id = out[e]!;
    const size = sizeAt(rows[e]!, columns[e]!);
    const ways = this.ways.subarray(id, id + size);
    const isSmooth = ways.every((w) => w === Way.smooth) && flatCodes[op[e]! & ~ARRAY] === 0;
    if (isSmooth) this.#carrySmooth(e);
    else if (ways.some((w) => w !== 0)) this.#carryMixed(e, id, size);
  }

  /** What is smooth through and through, as nearly all of a usual trace, without an object an operand. */
  #carrySmooth(e: number): void {
    const { lhs, rhs, operands, gathers } = this.#trace.equations;
    for (let k = lhs[e]!; k < lhs[e]! + rhs[e]!; k++) {
      const [kind, rows, columns, reference] = operands.subarray(4 * k, 4 * k + 4) as unknown as number[];
      const end = reference! + sizeAt(rows!, columns!);
      if (kind === OperandKind.block) {
        for (let ref = reference!; ref < end; ref++) this.ways[ref]! |= Way.smooth;
      } else if (kind === OperandKind.gather) {
        for (let at = reference!; at < end; at++)
          if (gathers[at]! > 0) this.ways[gathers[at]!]! |= Way.smooth;
      }
    }
  }

  #carryMixed(e: number, id: number, size: number): void {
    const isUniform = this.#isUniform(id, size);
    operandsOf(this.#trace, e).forEach((operand, k) => {
      if (operand.static) return;
      const groups = isUniform ? undefined : groupsOf(this.#trace, e, operand, k);
      const joined = groups ? this.#joined(id, size, groups.count, groups.ofResult) : this;
      operand.refs.forEach((ref, i) => {
        if (ref > 0) this.#add(e, ref, joined, groups ? groups.ofOperand(i) : id);
      });
    });
  }

  /** Whether the elements of a result reach the output all alike. */
  #isUniform(id: number, size: number): boolean {
    const columns = [this.ways, this.first.step, this.first.guard, this.first.cut];
    return columns.every((column) => column.subarray(id, id + size).every((x) => x === column[id]));
  }

  /** The ways and first places of a result's elements, by group. */
  #joined(id: number, size: number, count: number, groupOf: (element: number) => number): Influence {
    const ways = new Uint8Array(count);
    const column = () => new Int32Array(count).fill(never);
    const first = { step: column(), guard: column(), cut: column() };
    for (let r = 0; r < size; r++) {
      const group = groupOf(r);
      ways[group]! |= this.ways[id + r]!;
      for (const place of ['step', 'guard', 'cut'] as const) {
        first[place][group] = Math.min(first[place][group]!, this.first[place][id + r]!);
      }
    }
    return { ways, first };
  }

  /** Adds to element `ref`, an operand of equation `e`, what entry `at` of `from` says of its result. */
  #add(e: number, ref: number, from: Influence, at: number): void {
    const op = this.#trace.equations.op[e]!;
    const code = op & ~ARRAY;
    const w = op & ARRAY && !isCopy(code) ? withoutCounts(from.ways[at]!) : from.ways[at]!;
    const flat = flatCodes[code] === 1;
    // Nearly all of a usual trace: smooth through and through.
    if (w === Way.smooth && !flat) {
      this.ways[ref]! |= w;
      return;
    }
    const ways = flat ? throughFlat(w, this.#trace.values[ref]!) : w;
    if (ways === 0) return;
    this.ways[ref]! |= ways;
    const { step, guard, cut } = this.first;
    const { first } = from;
    if (flat && ways & Way.steps && e < step[ref]!) step[ref] = e;
    if (first.step[at]! < step[ref]!) step[ref] = first.step[at]!;
    if (first.guard[at]! < guard[ref]!) guard[ref] = first.guard[at]!;
    if (first.cut[at]! < cut[ref]!) cut[ref] = first.cut[at]!;
  }
}

/** Whether an operation makes whole numbers of a matrix. */
function isWholeOfMatrix(code: number): boolean {
  return primitiveNames[code] === 'rank' || primitiveNames[code] === 'pivots';
}

/** By op code whether the derivative is 0 because the result is constant between steps. */
const flatCodes = Uint8Array.from(slopes, (slope, code) =>
  slope === 'steps' || slope === 'bits' || isWholeOfMatrix(code) ? 1 : 0,
);

/** What an operation on whole arrays makes counts of was no count: its rank, or a choice of pivots, is a branch. */
function withoutCounts(ways: number): number {
  const counts = Way.count | Way.bound | Way.choice | Way.whole;
  return ways & counts ? (ways & ~counts) | Way.branch : ways;
}

/** The ways of an operand of value `x` of an operation that is constant between steps, whose result has the ways `ways`. */
function throughFlat(ways: number, x: number): number {
  const isWhole = Number.isInteger(x);
  const kept = ways & (Way.branch | Way.cut | (isWhole ? Way.count | Way.bound | Way.whole | Way.choice : 0));
  return ways === kept ? kept : kept | Way.steps;
}
