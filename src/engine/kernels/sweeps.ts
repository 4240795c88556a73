import { ARRAY, type Trace } from '../../shared/trace.ts';
import { sweepsModule } from './sweepsModule.ts';
import { instantiate } from './webAssembly.ts';

/** What sweeps.wat exports; parameters are numbers of rows and byte addresses. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  unproven(count: number, ...columns: number[]): number;
  firstSeen(count: number, column: number, seen: number, most: number, found: number): number;
  equationsOf(count: number, op: number, isOne: number, found: number): number;
  loopsOfMarks(count: number, ...columns: number[]): number;
  markRead(count: number, op: number, lhs: number, rhs: number, marks: number): void;
  largestProduct(count: number, x: number, y: number): number;
  carryWays(e: number, ...columns: number[]): number;
  follow(e: number, count: number, ...columns: number[]): number;
  descend(e: number, ...columns: number[]): number;
}

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;

// Made when this file is loaded, before a program can replace `WebAssembly` or functions of `Math`.
const kernel = instantiate<Kernel>(sweepsModule, { math: Math });
/** What does not fit is swept in JavaScript: of so long a loop V8 has compiled most of the rounds. */
const memory = kernel ? kernel.memory.buffer : new ArrayBuffer(0);
const bytes = new Uint8Array(memory);

/** Numbers below this `firstSeen` gives once. */
const FEW = 2 ** 16;

/** The operations that the kernel computes, in its order from 1 on. */
const known = (
  'add sub mul div neg sqrt abs maximum minimum floor ceil trunc pow atan2 ' +
  'sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp expm1 log log1p log2 log10 cbrt'
).split(' ');

/** By the number of an operation, what `unproven` takes for its kind. */
export function kindsOf(names: readonly string[]): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => known.indexOf(names[code] ?? '') + 1);
}

/**
 * The equations whose recorded numbers are still to be proven, in order: all but those of a single number that the kernel computes, and
 * gets the recorded bits of.
 */
export function unproven({ values, constants, equations }: Trace, kinds: Uint8Array): Int32Array {
  const { op, out, lhs, rhs } = equations;
  const found = new Int32Array(op.length);
  const at = placed(op, out, lhs, rhs, values, constants, kinds, found);
  return at ? taken(found, at.at(-1)!, kernel!.unproven(op.length, ...at)) : found.map((_, e) => e);
}

/** The numbers of a column, from 0 up, each when it first comes; those from 2¹⁶ up again and again. */
export function firstSeen(column: Int32Array | Uint16Array): Int32Array {
  const numbers = new Int32Array(column.length);
  numbers.set(column);
  const seen = new Uint8Array(FEW);
  const at = placed(numbers, seen);
  if (at)
    return taken(numbers, at[0]!, kernel!.firstSeen(numbers.length, at[0]!, at[1]!, seen.length, at[0]!));
  let count = 0;
  for (const number of column) {
    if (seen[number] === 1) continue;
    seen[number] = 1;
    numbers[count++] = number;
  }
  return numbers.subarray(0, count);
}

/** The equations of some operations, in order. @param isOne by the number of an operation 1 where it is one of them */
export function equationsIn({ equations: { op } }: Trace, isOne: Uint8Array): Int32Array {
  const found = new Int32Array(op.length);
  const at = placed(op, isOne, found);
  if (at) return taken(found, at[2]!, kernel!.equationsOf(op.length, at[0]!, at[1]!, at[2]!));
  let count = 0;
  for (let e = 0; e < op.length; e++) if (isOne[op[e]! & ~ARRAY] === 1) found[count++] = e;
  return found.subarray(0, count);
}

/** Marks of iterations, and loops in the order in which they began, in columns that have a place for each mark. */
export interface LoopColumns {
  /** By mark of an iteration the loop that it is of; −1 inside of a traced-through member of ml-matrix. */
  readonly ofMark: Int32Array;
  /** By mark the number of its round, from 0. */
  readonly round: Int32Array;
  /** By loop its site, and the loop around it in the same call; −1 where there is none. */
  readonly site: Int32Array;
  readonly around: Int32Array;
  /** By loop how many rounds it made. */
  readonly rounds: Int32Array;
  /** By loop the first equation after it, where the next round of a loop around it tells; else −1. */
  readonly end: Int32Array;
  /** By loop the marks of its first and of its last round. */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/**
 * Fills in which loop each mark is of, and gives the number of loops; undefined, and nothing is done, where the columns do not fit.
 *
 * @param members by scope a number from 0 on where its marks are left out
 */
export function loopsInKernel(
  { iterations: { equation, scope, site, skipped } }: Trace,
  members: Int32Array,
  columns: LoopColumns,
): number | undefined {
  const { ofMark, round, site: sites, around, rounds, end, first, last } = columns;
  const own = [ofMark, round, sites, around, rounds, end, first, last];
  const innermost = new Int32Array(members.length);
  const at = placed(equation, scope, site, skipped ?? none, members, innermost, ...own);
  if (!at) return undefined;
  if (!skipped) at[3] = 0;
  const count = kernel!.loopsOfMarks(equation.length, ...at);
  own.forEach((column, k) => taken(column, at[6 + k]!, k < 2 ? column.length : count));
  return count;
}

const none = new Int32Array(0);

/** By element id whether an equation of single numbers reads it. */
export function readByNumbers({ values, equations }: Trace): Uint8Array {
  const { op, lhs, rhs } = equations;
  const marks = new Uint8Array(values.length);
  const at = placed(op, lhs, rhs, marks);
  if (at) {
    kernel!.markRead(op.length, at[0]!, at[1]!, at[2]!, at[3]!);
    marks.set(new Uint8Array(memory, at[3]!, marks.length));
    return marks;
  }
  for (let e = 0; e < op.length; e++) {
    if (op[e]! & ARRAY) continue;
    if (lhs[e]! > 0) marks[lhs[e]!] = 1;
    if (rhs[e]! > 0) marks[rhs[e]!] = 1;
  }
  return marks;
}

/** Whether all numbers of a column from a place on are finite, by the language's own search: as fast as a kernel. */
export function areFinite(numbers: Float64Array, from = 0): boolean {
  return [NaN, Infinity, -Infinity].every((x) => !numbers.includes(x, from));
}

/** The largest |x · y| of two columns side by side, as far as the first goes; 0 where there is none. What is NaN does not count. */
export function largestProduct(x: Float64Array, y: Float64Array): number {
  const at = placed(x, y);
  if (at) return kernel!.largestProduct(x.length, at[0]!, at[1]!);
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    const product = Math.abs(x[i]! * y[i]!);
    if (product > most) most = product;
  }
  return most;
}

/** By element id: ways to the result as bits, and the first places where they are not smooth. */
export interface WayColumns {
  readonly ways: Uint8Array;
  readonly first: Readonly<Record<'step' | 'guard' | 'cut', Int32Array>>;
}

/**
 * Hands the ways of results on to their operands, from the last equation to the first. False, and nothing is done, where the columns do not
 * fit.
 *
 * @param flat by the number of an operation 1 where its derivative is 0 because it is constant between steps
 * @param takeArray does the same for an equation of arrays, on columns that are lent to it
 */
export function carryWays(
  { values, constants, equations }: Trace,
  flat: Uint8Array,
  { ways, first }: WayColumns,
  takeArray: (lent: WayColumns, e: number) => void,
): boolean {
  const { op, out, lhs, rhs } = equations;
  const own = [ways, first.step, first.guard, first.cut] as const;
  const at = placed(op, out, lhs, rhs, values, constants, flat, ...own);
  if (!at) return false;
  const [step, guard, cut] = [8, 9, 10].map((k) => new Int32Array(memory, at[k], ways.length));
  const lent = {
    ways: new Uint8Array(memory, at[7], ways.length),
    first: { step: step!, guard: guard!, cut: cut! },
  };
  for (let e = op.length; (e = kernel!.carryWays(e, ...at)) >= 0;) takeArray(lent, e);
  own.forEach((column, k) => column.set([lent.ways, step!, guard!, cut!][k]!));
  return true;
}

/** By element id: 0, 1 where a way ends, 2 where it goes on; and the element from which one was first come by. */
export interface ReachColumns {
  readonly reached: Uint8Array;
  readonly before: Int32Array;
}

/**
 * Goes on from elements that ways come by to all that is made of them, as long as that has no gradient. False, and nothing is done, where
 * the columns do not fit.
 *
 * @param take does the same for an equation of arrays, or one that ways end in, on columns that are lent to it
 */
export function follow(
  { equations }: Trace,
  cotangents: Float64Array,
  { reached, before }: ReachColumns,
  take: (lent: ReachColumns, e: number) => void,
): boolean {
  const { op, out, lhs, rhs } = equations;
  const at = placed(op, out, lhs, rhs, cotangents, reached, before);
  if (!at) return false;
  const lent = {
    reached: new Uint8Array(memory, at[5], reached.length),
    before: new Int32Array(memory, at[6], before.length),
  };
  for (let e = 0; (e = kernel!.follow(e, op.length, ...at)) < op.length; e++) take(lent, e);
  reached.set(lent.reached);
  before.set(lent.before);
  return true;
}

/**
 * Goes back from elements that are not finite to the operands that made them so. Gives the equations that made one of finite numbers, from
 * the last to the first; undefined, and nothing is done, where the columns do not fit.
 *
 * @param kinds of `kindsOf`
 * @param user by element id the equation, from 1, through which it is asked for; 0 of others
 * @param take does the same for an equation of arrays, or one of which is to be asked which operand it was, on a column that is lent to it
 */
export function descendInKernel(
  { values, constants, equations }: Trace,
  kinds: Uint8Array,
  user: Int32Array,
  take: (lent: Int32Array, e: number) => void,
): Int32Array | undefined {
  const { op, out, lhs, rhs } = equations;
  const made = new Int32Array(1 + op.length);
  const at = placed(op, out, lhs, rhs, values, constants, user, kinds, made);
  if (!at) return undefined;
  const lent = new Int32Array(memory, at[6], user.length);
  for (let e = op.length; (e = kernel!.descend(e, ...at)) >= 0;) take(lent, e);
  user.set(lent);
  const [count = 0] = taken(made, at[8]!, made.length);
  return made.subarray(1, 1 + count);
}

/** Copies columns into the kernel's memory, one behind the other; where they stand. Undefined where they cannot be there. */
function placed(...columns: readonly Column[]): number[] | undefined {
  const starts: number[] = [];
  // A reference of 0, which an operation of one operand has for its second, is read below the constants.
  let end = 8;
  for (const { byteLength } of columns) {
    starts.push(end);
    end += 8 * Math.ceil(byteLength / 8);
  }
  if (end > bytes.length) return undefined;
  columns.forEach(({ buffer, byteOffset, byteLength }, k) =>
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), starts[k]),
  );
  return starts;
}

/** Copies the first integers at a place of the kernel's memory into a column. */
function taken(column: Int32Array, at: number, count: number): Int32Array {
  column.set(new Int32Array(memory, at, count));
  return column.subarray(0, count);
}
