import { ARRAY, OperandKind, sizeAt, type OpInfo, type Trace } from '../../shared/trace.ts';
import { makerOf } from '../evidence/makers.ts';
import { eachTracked } from '../evidence/reach.ts';
import type { Amplification } from './amplification.ts';
import { isExact, unit } from './rounding.ts';

/** An operation that makes a small relative error of an operand a large one. */
export interface LossyStep {
  readonly equation: number;
  readonly op: string;
  /** Its operands and its result, where most is lost. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** The operand that carries the error: 0 or 1. */
  readonly carrier: 0 | 1;
  /** How the rounding of that operand changes what is asked about, relatively. */
  readonly effect: number;
}

/** An operation that multiplies a relative error by less is not where digits are lost. */
const leastLoss = 1e3;

/**
 * The operation by which roundings change most what is asked about: where a computed operand with an error in its last digit
 * gives a result of which much more is wrong. Undefined where no single operation does it.
 */
export function lossiestStep(
  trace: Trace,
  ops: readonly OpInfo[],
  amplification: Amplification,
): LossyStep | undefined {
  const { op, out, lhs, rhs } = trace.equations;
  const lossy = ops.map(({ name }) => lossyOperations[name]);
  const { cotangents, scale } = amplification;
  let most = 0;
  let found: Omit<LossyStep, 'op'> | undefined;
  const look = (e: number, id: number, a: number, b: number) => {
    const g = Math.abs(cotangents[id]!) * scale;
    if (g === 0) return;
    const x = numberAt(trace, a);
    const y = numberAt(trace, b);
    const z = trace.values[id]!;
    const moves = lossy[op[e]! & ~ARRAY]!;
    for (const carrier of carriers) {
      const ref = carrier === 0 ? a : b;
      if (ref <= 0) continue;
      const change = Math.abs(moves[carrier](x, y, z));
      const effect = Math.min(g * change * unit, Number.MAX_VALUE);
      if (!(change >= leastLoss * Math.abs(z)) || !(effect > most) || !isRounded(trace, ops, ref)) continue;
      most = effect;
      found = { equation: e, x, y, z, carrier, effect };
    }
  };
  const isSum = ops.map(({ name }) => name === 'add' || name === 'sub');
  for (let e = 0; e < op.length; e++) {
    const code = op[e]!;
    if (code & ARRAY) {
      if (lossy[code & ~ARRAY]) eachElement(trace, e, (id, a, b) => look(e, id, a, b));
      continue;
    }
    if (!lossy[code] || cotangents[out[e]!] === 0) continue;
    if (isSum[code]) {
      // Most of all: a sum that is not far smaller than its terms.
      const least = leastLoss * Math.abs(trace.values[out[e]!]!);
      if (Math.abs(numberAt(trace, lhs[e]!)) < least && Math.abs(numberAt(trace, rhs[e]!)) < least) continue;
    }
    look(e, out[e]!, lhs[e]!, rhs[e]!);
  }
  return found && { ...found, op: ops[op[found.equation]! & ~ARRAY]!.name };
}

const carriers = [0, 1] as const;

/** The sum or difference of numbers whose rounding has the largest effect; undefined where there is none. */
export function largestDetour(
  trace: Trace,
  ops: readonly OpInfo[],
  { cotangents, scale }: Amplification,
): LossyStep | undefined {
  const { op, out, lhs, rhs } = trace.equations;
  const isSum = ops.map(({ name }) => name === 'add' || name === 'sub');
  let most = 0;
  let at = -1;
  for (let e = 0; e < op.length; e++) {
    if (op[e]! & ARRAY || !isSum[op[e]!]) continue;
    const effect = Math.abs(cotangents[out[e]!]! * trace.values[out[e]!]!);
    if (effect > most) [most, at] = [effect, e];
  }
  if (at < 0) return undefined;
  const [x, y] = [numberAt(trace, lhs[at]!), numberAt(trace, rhs[at]!)];
  return {
    equation: at,
    op: ops[op[at]!]!.name,
    x,
    y,
    z: trace.values[out[at]!]!,
    carrier: 0,
    effect: most * scale * unit,
  };
}

/** How far a relative error of an operand moves a result. */
type Move = (x: number, y: number, z: number) => number;

const not: Move = () => 0;

/** By operation that can lose digits, ∂z/∂x · x and ∂z/∂y · y. */
const lossyOperations: Readonly<Record<string, readonly [Move, Move] | undefined>> = {
  add: [(x) => x, (_, y) => y],
  sub: [(x) => x, (_, y) => y],
  mod: [(x) => x, (x, y) => y * Math.trunc(x / y)],
  log: [() => 1, not],
  log2: [() => Math.LOG2E, not],
  log10: [() => Math.LOG10E, not],
  acos: [(x) => x / Math.sqrt(1 - x * x), not],
  asin: [(x) => x / Math.sqrt(1 - x * x), not],
  acosh: [(x) => x / Math.sqrt(x * x - 1), not],
  atanh: [(x) => x / (1 - x * x), not],
  pow: [(_, y, z) => y * z, (x, y, z) => y * Math.log(Math.abs(x)) * z],
  exp: [(x, _, z) => x * z, not],
  sin: [(x) => x * Math.cos(x), not],
  cos: [(x) => x * Math.sin(x), not],
  tan: [(x) => x / Math.cos(x) ** 2, not],
};

/** Whether a number carries a rounding: it is computed, and not just chosen or negated from numbers that carry none. */
function isRounded(trace: Trace, ops: readonly OpInfo[], ref: number): boolean {
  const { op, lhs, rhs } = trace.equations;
  const seen = new Set<number>();
  const see = (id: number) => {
    const maker = id > 0 ? makerOf(trace, id) : -1;
    if (maker >= 0) seen.add(maker);
  };
  see(ref);
  for (const e of seen) {
    if (!isExact(ops[op[e]! & ~ARRAY]!.name)) return true;
    if (op[e]! & ARRAY) eachTracked(trace.equations, e, see);
    else {
      see(lhs[e]!);
      see(rhs[e]!);
    }
  }
  return false;
}

const numberAt = ({ values, constants }: Trace, ref: number): number =>
  ref > 0 ? values[ref]! : ref < 0 ? constants[-ref - 1]! : 0;

/** Visits the elements of an elementwise result that is an array, each with the references of its operands (0 where there is none). */
function eachElement(trace: Trace, e: number, visit: (id: number, a: number, b: number) => void): void {
  const { out, rows, columns, lhs, rhs } = trace.equations;
  const size = sizeAt(rows[e]!, columns[e]!);
  const [a, b] = [0, 1].map((k) => (k < rhs[e]! ? referencesOf(trace, lhs[e]! + k, columns[e]!) : () => 0));
  for (let i = 0; i < size; i++) visit(out[e]! + i, a!(i), b!(i));
}

/** The reference that an operand, spread over a result of so many columns, has at an element of it. */
function referencesOf({ equations }: Trace, k: number, width: number): (element: number) => number {
  const { operands, gathers } = equations;
  const [kind, rows, columns, at] = operands.subarray(4 * k, 4 * k + 4) as unknown as number[];
  const size = sizeAt(rows!, columns!);
  const isColumn = columns === 1 && rows! > 1 && width > 1;
  const place = (i: number) => at! + (isColumn ? Math.floor(i / width) : i % size);
  if (kind === OperandKind.block) return place;
  return kind === OperandKind.gather ? (i) => gathers[place(i)]! : (i) => -place(i) - 1;
}
