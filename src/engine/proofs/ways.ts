import { guardKinds, valueOf, type Trace } from '../../shared/trace.ts';

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

/** By kind of guard whether it is a test for equality. */
const isEquality = guardKinds.map((kind) => /^[!=]==?$/.test(kind));
const integerKind = guardKinds.indexOf('integer');
const valueKind = guardKinds.indexOf('value');

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
  let tests: Tests | undefined;
  for (let i = 0; i < site.length; i++) {
    // Most comparisons stand where the one before did.
    if (i === 0 || site[i] !== site[i - 1]) tests = found.get(site[i]!);
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

/** By guard the way that its numbers take to the result; 0 where another entry of the record tells of it. */
export function waysOfGuards(trace: Trace, isLoopHead: (site: number) => boolean): Uint8Array {
  const { kind, lhs, rhs, site } = trace.guards;
  const tests = testsOf(trace);
  const ways = new Uint8Array(kind.length);
  let at = -1;
  let test: Tests | undefined;
  let isBound = false;
  for (let i = 0; i < kind.length; i++) {
    if (kind[i] === integerKind) continue; // the cut of the same number tells of the operator
    if (!test || site[i] !== at) {
      at = site[i]!;
      test = tests.get(at)!;
      isBound = !isMoving(test) && isLoopHead(at);
    }
    ways[i] = wayOf(trace, kind[i]!, lhs[i]!, rhs[i]!, isBound, test.constants.size);
  }
  return ways;
}

/**
 * The way through one comparison.
 *
 * @param isBound whether a loop goes on as long as it holds, and compares with what stays
 * @param constants the different ones at its place; two stand for more
 */
function wayOf(
  trace: Trace,
  kind: number,
  lhs: number,
  rhs: number,
  isBound: boolean,
  constants: number,
): number {
  if (!isWhole(trace, lhs) || !isWhole(trace, rhs)) return Way.branch;
  const isOneSided = lhs <= 0 || rhs <= 0;
  const isEqual = isEquality[kind]!;
  if (!isOneSided && !isEqual) return Way.branch;
  if (isOneSided && (isBound || kind === valueKind || (isEqual && constants > 1))) return Way.count;
  return isEqual ? Way.choice : Way.bound;
}

/** Whether a reference is to a whole number, or to none. */
export function isWhole(trace: Trace, ref: number): boolean {
  return ref === 0 || Number.isInteger(valueOf(trace, ref));
}
