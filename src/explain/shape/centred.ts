import type { Diagnostic } from '../../shared/errors.ts';
import { ARRAY, operandsOf, valueOf, type Operand } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { matrixEquationsOf } from '../evidence/operations.ts';
import { ownPlace } from '../evidence/places.ts';

/** A sum of numbers that are centred is zero but for this part of their size. */
const roundedZero = 1e-12;

/**
 * A square matrix of deviations times its transpose, summed over the lines that are not centred: `d.mmul(d.transpose())` where the mean
 * of each column was taken away. Of a matrix that is not square the result would have another size. Information only.
 */
export function findCentred(evidence: Evidence): Diagnostic[] {
  const { trace } = evidence;
  for (const e of matrixEquationsOf(evidence, new Set(['mmul']))) {
    const [a, b] = trace.equations.op[e]! & ARRAY ? operandsOf(trace, e) : [];
    const [size, width] = a?.shape ?? [];
    if (!a || !b || size === undefined || size < 2 || size !== width) continue;
    const number = ({ refs }: Operand, i: number, j: number) => valueOf(trace, refs[i * size + j]!);
    if (
      !isTransposed(
        size,
        (i, j) => number(a, i, j),
        (i, j) => number(b, i, j),
      )
    )
      continue;
    const [rows, columns] = [
      isCentred(size, (i, j) => number(a, i, j)),
      isCentred(size, (i, j) => number(a, j, i)),
    ];
    // The product sums over the columns of its left side.
    if (rows || !columns) continue;
    const span = ownPlace(evidence, e);
    if (!span) continue;
    const text = evidence.textOf(e);
    return [
      {
        code: 'shape-mismatch',
        class: 'shape',
        severity: 'information',
        message: `${text} sums over lines whose mean is not 0; it is 0 of the other lines of the deviations. They are square, so that both ways fit.`,
        span,
        related: [],
        equation: e,
      },
    ];
  }
  return [];
}

type At = (i: number, j: number) => number;

function isTransposed(size: number, a: At, b: At): boolean {
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) if (a(i, j) !== b(j, i)) return false;
  return true;
}

/** Whether the numbers `of(i, 0 … size)` add up to zero for every i, and are not zero themselves. */
function isCentred(size: number, of: At): boolean {
  for (let i = 0; i < size; i++) {
    let [sum, most] = [0, 0];
    for (let j = 0; j < size; j++) {
      sum += of(i, j);
      most = Math.max(most, Math.abs(of(i, j)));
    }
    if (!(Math.abs(sum) <= roundedZero * size * most) || most === 0) return false;
  }
  return true;
}
