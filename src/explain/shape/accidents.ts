import { ARRAY, type TraceResult } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { makerOf } from '../evidence/makers.ts';
import { fixed, isVector, SideSweep, vectorAxis, type SidedOperand } from './sides.ts';
import type { Axes } from './axes.ts';

/** A vector that is taken along one side of a square matrix though its numbers belong to the other. */
export interface Accident {
  readonly equation: number;
  /** The side along which each of its numbers is taken. */
  readonly along: 'row' | 'column';
  readonly vector: SidedOperand;
  /** The equation that made the vector of this very matrix; undefined of a parameter. */
  readonly made: number | undefined;
}

/** Vectors that fit a square matrix by accident. */
export function accidentsOf(evidence: Evidence): Accident[] {
  const { result } = evidence;
  if (!hasCandidate(result)) return [];
  const sweep = new SideSweep(result, evidence.variables);
  const found: Accident[] = [];
  sweep.run((equation, _name, operands) => {
    const met = isCandidate(result, equation) ? meeting(operands) : undefined;
    if (!met) return false;
    const [matrix, vector] = met;
    const along = vector.shape[1] === 1 ? 'row' : 'column';
    const [here, other] = along === 'row' ? [matrix.rows, matrix.columns] : [matrix.columns, matrix.rows];
    const { axes } = sweep;
    const isOfOther = axes.areOne(vectorAxis(vector), other) && !axes.areOne(here, other);
    if (isOfOther && !isSymmetric(result, matrix))
      found.push({ equation, along, vector, made: reductionOf(evidence, vector.ref) });
    else if (isParameterOfOther(axes, vectorAxis(vector), here, other))
      found.push({ equation, along, vector, made: undefined });
    else return false;
    return true;
  });
  return found;
}

function hasCandidate(result: TraceResult): boolean {
  const { op, operands } = result.trace.equations;
  for (let e = 0; e < op.length && operands.length > 0; e++)
    if (op[e]! & ARRAY && isCandidate(result, e)) return true;
  return false;
}

/** Whether an equation joins a square matrix and a vector number by number. */
function isCandidate({ trace }: TraceResult, e: number): boolean {
  const { op, rows, columns, lhs, rhs, operands } = trace.equations;
  const size = rows[e]!;
  if (!(op[e]! & ARRAY) || size < 2 || columns[e] !== size || rhs[e] !== 2) return false;
  const at = 4 * lhs[e]!;
  const isWhole = (k: number) => operands[k + 1] === size && operands[k + 2] === size;
  const isLine = (k: number) => operands[k + 1] === size && (operands[k + 2] === 1 || operands[k + 2] === -1);
  return (isWhole(at) && isLine(at + 4)) || (isLine(at) && isWhole(at + 4));
}

function meeting(
  operands: readonly SidedOperand[],
): readonly [matrix: SidedOperand, vector: SidedOperand] | undefined {
  const vector = operands.find(({ shape }) => isVector(shape));
  const matrix = operands.find((one) => one !== vector);
  return vector && matrix && !isVector(matrix.shape) ? [matrix, vector] : undefined;
}

/** Of a matrix that is its own transpose rows and columns are alike. */
function isSymmetric({ trace }: TraceResult, { shape: [size], ref }: SidedOperand): boolean {
  if (ref <= 0) return false;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [trace.values[ref + i * size + j]!, trace.values[ref + j * size + i]!];
      if (Math.abs(a - b) > 1e-9 * Math.max(Math.abs(a), Math.abs(b))) return false;
    }
  return true;
}

/** Whether a parameter is taken along the data's side of a product with another one that it came with. */
function isParameterOfOther(axes: Axes, vector: number, here: number, other: number): boolean {
  const [own, data, beside] = [vector, here, other].map((axis) => axes.groups(axis)) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  if (axes.areOne(vector, here) || own.size !== 1 || beside.size === 0 || data.size === 0) return false;
  const [group] = own;
  if (group === fixed || beside.has(fixed)) return false;
  if (data.size === 1 && data.has(fixed)) return true;
  return group!.startsWith('part of') && beside.has(group!) && beside.size === 1 && !data.has(group!);
}

/** The equation that made a vector of a matrix, by rows or by columns, through what was computed of its numbers. */
function reductionOf(evidence: Evidence, ref: number): number | undefined {
  const { equations } = evidence.trace;
  for (let id = ref; id > 0;) {
    const e = makerOf(evidence.trace, id);
    if (e < 0) return undefined;
    if (typeof equations.params.get(e)?.['by'] === 'string') return e;
    const isArray = equations.op[e]! & ARRAY;
    id = isArray ? firstOperand(equations, e) : Math.max(equations.lhs[e]!, equations.rhs[e]!);
  }
  return undefined;
}

function firstOperand({ lhs, operands, gathers }: TraceResult['trace']['equations'], e: number): number {
  const at = 4 * lhs[e]!;
  return operands[at] === 1 ? gathers[operands[at + 3]!]! : operands[at] === 0 ? operands[at + 3]! : 0;
}
