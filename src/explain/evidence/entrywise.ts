import { countText } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, valueOf, type Operand, type Trace } from '../../shared/trace.ts';
import type { Evidence } from './evidence.ts';
import { makerOf } from './makers.ts';
import { matrixEquationsOf } from './operations.ts';

/** Two square matrices that are multiplied entry by entry though they are maps, which are joined by the matrix product. */
export interface Entrywise {
  /** The multiplication; of those of one place the first. */
  readonly equation: number;
  /** What it loses, as a clause. */
  readonly clause: string;
  /** Whether both keep areas and volumes, as rotations, shears and ray matrices do: the entries of such a one mean nothing alone. */
  readonly isSure: boolean;
}

/** A determinant is ±1 but for this. */
const rounding = 1e-9;

const known = new WeakMap<Evidence, readonly Entrywise[]>();

/** Those of a record, one a place. */
export function entrywiseProducts(evidence: Evidence): readonly Entrywise[] {
  let found = known.get(evidence);
  if (!found) known.set(evidence, (found = search(evidence)));
  return found;
}

function search(evidence: Evidence): Entrywise[] {
  const { trace } = evidence;
  const bySite = new Map<number, Entrywise>();
  const firstAt = new Map<number, number>();
  if (matrixEquationsOf(evidence, new Set(['mmul'])).length === 0) return [];
  for (const e of matrixEquationsOf(evidence, new Set(['mul']))) {
    const site = trace.equations.site[e]!;
    const pair = bySite.has(site) ? undefined : squares(trace, e);
    if (!pair) continue;
    if (!firstAt.has(site)) firstAt.set(site, e);
    const maps = [pair, ...chained(evidence, e, pair)].find((two) => areMaps(trace, two));
    if (!maps || !isInProduct(evidence, e)) continue;
    const equation = firstAt.get(site)!;
    const clause = clauseOf(evidence, equation);
    if (clause) bySite.set(site, { equation, clause, isSure: maps.every((one) => keepsAreas(trace, one)) });
  }
  return [...bySite.values()];
}

type Pair = readonly [Operand, Operand];

/** The operands of an equation that are square matrices of one size. */
function squares(trace: Trace, e: number): Pair | undefined {
  const { op, rows, columns, rhs } = trace.equations;
  const size = rows[e]!;
  if (!(op[e]! & ARRAY) || size < 2 || columns[e] !== size || rhs[e] !== 2) return undefined;
  const [a, b] = operandsOf(trace, e);
  const isSquare = ({ shape }: Operand) => shape[0] === size && shape[1] === size;
  return a && b && isSquare(a) && isSquare(b) ? [a, b] : undefined;
}

/** In a chain of such products at one place, what is multiplied here with what was one round before: a chain may begin with the identity. */
function chained({ trace }: Evidence, e: number, [a, b]: Pair): Pair[] {
  const { site } = trace.equations;
  return (
    [
      [a, b],
      [b, a],
    ] as const
  ).flatMap(([chain, here]): Pair[] => {
    const made = chain.block > 0 ? makerOf(trace, chain.block) : -1;
    const before = made >= 0 && site[made] === site[e] ? squares(trace, made) : undefined;
    return before ? before.map((one): Pair => [one, here]) : [];
  });
}

/**
 * Whether two matrices are maps that lose by being multiplied entry by entry: each has a number where the other one has none. A mask holds
 * one number only, a taper is symmetric, and what is no map has no 1 on its diagonal and changes areas.
 */
function areMaps(trace: Trace, [a, b]: Pair): boolean {
  const [left, right] = [numbersOf(trace, a), numbersOf(trace, b)];
  const loses = (one: readonly number[], other: readonly number[]) =>
    one.some((value, k) => value !== 0 && other[k] === 0);
  return loses(left, right) && loses(right, left) && [left, right].every(isMap);
}

function isMap(numbers: readonly number[]): boolean {
  const size = Math.sqrt(numbers.length);
  const diagonal = Array.from({ length: size }, (_, i) => numbers[i * (size + 1)]!);
  const isSymmetric = numbers.every(
    (value, k) => value === numbers[(k % size) * size + Math.floor(k / size)],
  );
  const isMask = new Set(numbers.filter((value) => value !== 0)).size < 2;
  if (isSymmetric || isMask || diagonal.includes(0) || !numbers.every(Number.isFinite)) return false;
  return diagonal.includes(1) || isOfOne(determinant(numbers, size));
}

function keepsAreas(trace: Trace, operand: Operand): boolean {
  const numbers = numbersOf(trace, operand);
  return isOfOne(determinant(numbers, Math.sqrt(numbers.length)));
}

const isOfOne = (value: number) => Math.abs(Math.abs(value) - 1) <= rounding;

const numbersOf = (trace: Trace, { refs }: Operand): number[] =>
  Array.from(refs, (ref) => valueOf(trace, ref));

/** By elimination with the largest pivot of each column. */
function determinant(numbers: readonly number[], size: number): number {
  const rows = Array.from({ length: size }, (_, i) => numbers.slice(i * size, (i + 1) * size));
  let product = 1;
  for (let k = 0; k < size; k++) {
    let most = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[most]![k]!)) most = i;
    if (most !== k) {
      [rows[k], rows[most]] = [rows[most]!, rows[k]!];
      product = -product;
    }
    const pivot = rows[k]![k]!;
    if (pivot === 0) return 0;
    product *= pivot;
    for (let i = k + 1; i < size; i++) {
      const factor = rows[i]![k]! / pivot;
      for (let j = k; j < size; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  return product;
}

/** Whether a matrix is computed from a matrix product, or goes into one, by nothing but copies, transposes and products entry by entry. */
function isInProduct(evidence: Evidence, e: number): boolean {
  return productFrom(evidence, e) !== undefined || productInto(evidence, e);
}

const goesAlong = /^(mul|neg|transpose)$/;

/** The first matrix product that takes what an equation made. */
export function productFrom(evidence: Evidence, e: number): number | undefined {
  const { start, readers } = evidence.consumers;
  const seen = new Set([e]);
  for (const at of seen)
    for (let k = start[at]!; k < start[at + 1]!; k++) {
      const reader = readers[k]!;
      const name = operationOf(evidence, reader);
      if (name === 'mmul') return reader;
      if (goesAlong.test(name)) seen.add(reader);
    }
  return undefined;
}

function productInto(evidence: Evidence, e: number): boolean {
  const { trace } = evidence;
  const seen = new Set([e]);
  for (const at of seen)
    for (const { block } of operandsOf(trace, at)) {
      const made = block > 0 ? makerOf(trace, block) : -1;
      const name = made < 0 ? '' : operationOf(evidence, made);
      if (name === 'mmul') return true;
      if (goesAlong.test(name)) seen.add(made);
    }
  return false;
}

function operationOf({ result, trace }: Evidence, e: number): string {
  const op = trace.equations.op[e]!;
  return op & ARRAY ? (result.ops[op & ~ARRAY]?.name ?? '') : '';
}

/** How many entries are 0 because one of the two is. */
function clauseOf(evidence: Evidence, e: number): string | undefined {
  const [a, b] = squares(evidence.trace, e)!.map((one) => numbersOf(evidence.trace, one)) as [
    number[],
    number[],
  ];
  const lost = a.filter((value, k) => (value === 0) !== (b[k] === 0) && value * b[k]! === 0).length;
  if (lost === 0) return undefined;
  const are = lost === 1 ? 'is' : 'are';
  return `${evidence.textOf(e)} multiplies entry by entry: ${countText(lost)} of ${countText(a.length)} entries ${are} 0 because one of the two is; mmul is the matrix product`;
}
