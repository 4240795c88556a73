import {
  ARRAY,
  guardKinds,
  operandsOf,
  sizeAt,
  valueOf,
  type CutReason,
  type Trace,
  OperandKind,
} from '../../shared/trace.ts';
import { primitiveNames, slopes } from '../primitives/index.ts';
import { groupsOf, isCopy } from './sparsity.ts';

/** A way by which a number reaches the result, as bits. */
export const Way = {
  /** Through operations that have a slope. */
  smooth: 1,
  /** Through a function in steps, or as text, an integer or a word of bits. */
  steps: 2,
  /** Through a branch that it decided. */
  branch: 4,
  /** Through code that is not traced. */
  cut: 8,
  /** As a whole number that counts: rounds of a loop, an index, a size, the value of a `switch`. */
  count: 16,
  /** As a whole number that is compared with a whole constant, as to refuse what is too small. */
  bound: 32,
  /** As a whole number in an integer operator. */
  whole: 64,
  /** As a whole number that is tested for another one, as a label is. */
  choice: 128,
} as const;

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
  for (let e = trace.equations.op.length - 1; e >= 0; e--) sweep.carry(e);
  return sweep;
}

/**
 * Whether an element of value `x` and these ways is a count, which has no gradient and needs none. So is a whole constant of a module that
 * integer operators take, such as a seed or a mask.
 */
export function isCount(ways: number, x: number, isConstant: boolean): boolean {
  const counts = Way.count | (isConstant ? Way.whole : 0);
  return Number.isInteger(x) && (ways & counts) !== 0 && (ways & ~(counts | Way.bound | Way.choice)) === 0;
}

/** Whether an element of these ways may be a label: one of an array of them, all of which only choose. */
export function mayBeLabel(ways: number, x: number): boolean {
  return Number.isInteger(x) && (ways & ~(Way.choice | Way.bound | Way.count)) === 0;
}

const equalities: ReadonlySet<string> = new Set(['==', '!=', '===', '!==']);

/** What the comparisons at one place have in common: how often the tracked number was another one than before, and the constants. */
interface Tests {
  count: number;
  changes: number;
  last: number;
  readonly constants: Set<number>;
}

function testsOf(trace: Trace): ReadonlyMap<number, Tests> {
  const { lhs, rhs, site } = trace.guards;
  const found = new Map<number, Tests>();
  for (let i = 0; i < site.length; i++) {
    let tests = found.get(site[i]!);
    if (!tests) found.set(site[i]!, (tests = { count: 0, changes: 0, last: NaN, constants: new Set() }));
    const isLeft = lhs[i]! > 0;
    const value = valueOf(trace, isLeft ? lhs[i]! : rhs[i]!);
    if (tests.count++ > 0 && value !== tests.last) tests.changes++;
    tests.last = value;
    const other = isLeft ? rhs[i]! : lhs[i]!;
    if (other < 0 && tests.constants.size < 2) tests.constants.add(valueOf(trace, other));
  }
  return found;
}

/** A bound stays what it is from round to round; what changes in most rounds is computed in the loop. */
const isMoving = ({ count, changes }: Tests): boolean => count > 1 && 2 * changes > count;

class Sweep implements Influence {
  readonly ways: Uint8Array;
  readonly first: Firsts;
  readonly #trace: Trace;

  constructor(trace: Trace) {
    this.#trace = trace;
    const { length } = trace.values;
    this.ways = new Uint8Array(length);
    const column = () => new Int32Array(length).fill(never);
    this.first = { step: column(), guard: column(), cut: column() };
  }

  markOutputs(): void {
    for (const { refs } of this.#trace.outputs) {
      for (const ref of refs) if (ref > 0) this.ways[ref]! |= Way.smooth;
    }
  }

  markGuards(isLoopHead: (site: number) => boolean): void {
    const { kind, lhs, rhs, site } = this.#trace.guards;
    const tests = testsOf(this.#trace);
    const isWhole = (ref: number) => ref === 0 || Number.isInteger(valueOf(this.#trace, ref));
    for (let i = 0; i < kind.length; i++) {
      const name = guardKinds[kind[i]!]!;
      const a = lhs[i]!;
      const b = rhs[i]!;
      if (name === 'integer') continue; // the cut of the same number tells of the operator
      const isOneSided = a <= 0 || b <= 0;
      const test = tests.get(site[i]!)!;
      const isEquality = equalities.has(name);
      const counts =
        name === 'value' ||
        (isEquality && test.constants.size > 1) ||
        (!isMoving(test) && isLoopHead(site[i]!));
      const isDiscrete = isWhole(a) && isWhole(b) && (isOneSided || isEquality);
      const way = !isDiscrete
        ? Way.branch
        : counts && isOneSided
          ? Way.count
          : isEquality
            ? Way.choice
            : Way.bound;
      if (a > 0) this.#mark(a, way, 'guard', i);
      if (b > 0) this.#mark(b, way, 'guard', i);
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
        this.#mark(ref, isLost ? Way.cut : way, 'cut', i);
      }
    });
  }

  #mark(ref: number, way: number, place: keyof Firsts, at: number): void {
    this.ways[ref]! |= way;
    const column = this.first[place];
    column[ref] = Math.min(column[ref]!, at);
  }

  /** Adds to the operands of an equation the ways and first places of its result. */
  carry(e: number): void {
    const { op, out, lhs, rhs, rows, columns } = this.#trace.equations;
    const id = out[e]!;
    if (op[e]! & ARRAY) {
      const size = sizeAt(rows[e]!, columns[e]!);
      const ways = this.ways.subarray(id, id + size);
      const isSmooth = ways.every((w) => w === Way.smooth) && flatCodes[op[e]! & ~ARRAY] === 0;
      if (isSmooth) this.#carrySmooth(e);
      else if (ways.some((w) => w !== 0)) this.#carryArray(e, id, size);
    } else if (this.ways[id] !== 0) {
      // A whole number times or divided by one that is not is whole by chance.
      const chance = (this.ways[id]! & Way.count) !== 0 && !this.#isOfWholes(lhs[e]!, rhs[e]!);
      if (chance) this.ways[id] = (this.ways[id]! & ~Way.count) | Way.steps;
      if (lhs[e]! > 0) this.#add(e, lhs[e]!, this, id);
      if (rhs[e]! > 0) this.#add(e, rhs[e]!, this, id);
    }
  }

  #isOfWholes(lhs: number, rhs: number): boolean {
    return [lhs, rhs].every((ref) => ref === 0 || Number.isInteger(valueOf(this.#trace, ref)));
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

  #carryArray(e: number, id: number, size: number): void {
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
