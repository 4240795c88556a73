import { sizeOf } from '../../shared/tensor.ts';
import { ARRAY, OperandKind, sizeAt, type OpInfo, type Trace } from '../../shared/trace.ts';
import type { Amplification } from './amplification.ts';

/** Half the distance from 1 to the next double: the relative error of one rounding. */
export const unit = 2 ** -53;

/** How far the roundings of a run, and errors of its inputs in the last digit, change what is asked about. */
export interface Errors {
  /** By all roundings together. */
  readonly ofRounding: number;
  /** By the inputs, each wrong by `unit`; constants that sums and differences take count where they are data. */
  readonly ofInputs: (isData: (equation: number) => boolean) => number;
  /** The equation whose own rounding does most. */
  readonly worst: number;
}

/**
 * Adds up the effect of every rounding of a run to first order, as squares, because roundings are independent. Those of + − · ÷ and
 * square roots are known exactly, by error-free transformations (Dekker 1971); others count as half a unit in the last place.
 *
 * A constant in a sum or difference may be data or, like the 1 of `1 − x`, exact by meaning: that is asked by `isData` once a site.
 */
export function errorsOf(trace: Trace, ops: readonly OpInfo[], { cotangents, scale }: Amplification): Errors {
  const { equations, values } = trace;
  const { op, out, rows, columns, lhs, rhs } = equations;
  const kinds = ops.map(({ name }) => kindOf(name));
  let sum = 0;
  let ofArrays = 0;
  const constants = new Map<number, { readonly equation: number; squares: number }>();
  let most = 0;
  let worst = -1;
  for (let e = 0; e < op.length; e++) {
    const kind = kinds[op[e]! & ~ARRAY]!;
    const isArray = (op[e]! & ARRAY) !== 0;
    const id = out[e]!;
    const isSum = kind === 'add' || kind === 'sub';
    let own = 0;
    if (!isArray) {
      const g = cotangents[id]!;
      if (g === 0) continue;
      const x = numberAt(trace, lhs[e]!);
      const y = numberAt(trace, rhs[e]!);
      own = (g * roundingOf(kind, x, y, values[id]!)) ** 2;
      const constant = lhs[e]! < 0 ? x : rhs[e]! < 0 ? y : 0;
      if (isSum && constant !== 0) addAt(constants, trace, e, (g * constant) ** 2);
    } else {
      const size = sizeAt(rows[e]!, columns[e]!);
      if (kind !== 'exact')
        for (let i = id; i < id + size; i++) own += (cotangents[i]! * rounded(values[i]!)) ** 2;
      if (isSum) ofArrays += ofStatic(trace, e, cotangents.subarray(id, id + size));
    }
    if (own > most) {
      most = own;
      worst = e;
    }
    sum += own;
  }
  const ofInputs: Errors['ofInputs'] = (isData) => {
    let inputs = ofArrays;
    for (const { first, shape, kind: of } of trace.leaves) {
      const end = first > 0 ? first + sizeOf(shape) : 0;
      for (let id = first; id < end; id++) {
        // A whole number that the program has written down is just that.
        if (of === 'captured' && Number.isInteger(values[id])) continue;
        inputs += (cotangents[id]! * values[id]!) ** 2;
      }
    }
    for (const { equation, squares } of constants.values()) if (isData(equation)) inputs += squares;
    return Math.sqrt(inputs) * scale * unit;
  };
  return { ofRounding: Math.sqrt(sum) * scale, ofInputs, worst };
}

function addAt(
  sums: Map<number, { readonly equation: number; squares: number }>,
  { equations }: Trace,
  equation: number,
  squares: number,
): void {
  const site = equations.site[equation]!;
  const found = sums.get(site);
  if (found) found.squares += squares;
  else sums.set(site, { equation, squares });
}

type Kind = 'exact' | 'add' | 'sub' | 'mul' | 'div' | 'sqrt' | 'power' | 'other';

/** Operations that only move, choose or negate numbers. */
const exact = new Set(
  (
    'neg abs sign floor ceil round trunc maximum minimum prefers equal chain highWord lowWord withLowWord max min maximumOf ' +
    'minimumOf transpose symmetric reshape broadcastTo take scatter rank pivots'
  ).split(' '),
);

/** Whether an operation makes no error of its own. */
export const isExact = (name: string): boolean => exact.has(name);

function kindOf(name: string): Kind {
  if (exact.has(name)) return 'exact';
  if (name === 'pow' || name === 'mod' || name === 'hypot' || name === 'cbrt') return 'power';
  return name === 'add' || name === 'sub' || name === 'mul' || name === 'div' || name === 'sqrt'
    ? name
    : 'other';
}

const numberAt = ({ values, constants }: Trace, ref: number): number =>
  ref > 0 ? values[ref]! : ref < 0 ? constants[-ref - 1]! : 0;

/** The error of a rounded number of which no more is known; whole numbers are exact as long as a double can tell them apart. */
const rounded = (z: number): number => (Number.isSafeInteger(z) ? 0 : unit * z);

/** The error that one operation on numbers made. */
function roundingOf(kind: Kind, x: number, y: number, z: number): number {
  const error = exactRounding(kind, x, y, z);
  return Number.isFinite(error) ? error : rounded(z);
}

function exactRounding(kind: Kind, x: number, y: number, z: number): number {
  switch (kind) {
    case 'exact':
      return 0;
    case 'add':
      return sumError(x, y, z);
    case 'sub':
      return sumError(x, -y, z);
    case 'mul':
      return productError(x, y, z);
    case 'div':
      return (x - z * y - productError(z, y, z * y)) / y;
    case 'sqrt':
      return z === 0 ? 0 : (x - z * z - productError(z, z, z * z)) / (2 * z);
    case 'power':
      return rounded(z);
    default:
      // A function like cos or exp is exact at 0 alone, even where it comes out as a whole number.
      return x === 0 ? 0 : unit * z;
  }
}

/** x + y − s, where s is their rounded sum. */
function sumError(x: number, y: number, s: number): number {
  const part = s - x;
  return x - (s - part) + (y - part);
}

/** x · y − p, where p is their rounded product. */
function productError(x: number, y: number, p: number): number {
  const a = upperHalf(x);
  const b = upperHalf(y);
  const c = x - a;
  const d = y - b;
  return c * d - (p - a * b - c * b - a * d);
}

/** The first 26 bits of a number. */
function upperHalf(x: number): number {
  const t = 134217729 * x;
  return t - (t - x);
}

/** The squared effect of a static operand of an array equation that adds or subtracts: data that the result is compared with. */
function ofStatic({ constants, equations }: Trace, e: number, cotangents: Float64Array): number {
  const { lhs, rhs, operands } = equations;
  let sum = 0;
  for (let k = lhs[e]!; k < lhs[e]! + rhs[e]!; k++) {
    const [kind, rows, columns, at] = operands.subarray(4 * k, 4 * k + 4) as unknown as number[];
    const size = sizeAt(rows!, columns!);
    if (kind !== OperandKind.static || size === 1) continue;
    for (let i = 0; i < cotangents.length; i++) sum += (cotangents[i]! * constants[at! + (i % size)]!) ** 2;
  }
  return sum;
}
