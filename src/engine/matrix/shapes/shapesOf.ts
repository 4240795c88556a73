import type { Link } from '../../../shared/errors.ts';
import type { Span } from '../../../shared/span.ts';
import { shapeText } from '../../../shared/tensor.ts';
import type { Tracer } from '../../tracking/tracer.ts';
import type { Decomposed } from '../decomposed.ts';

/** A matrix, an array or a number that a member of ml-matrix was called with, as messages speak of it. */
export interface Shaped {
  /** Its source text, where that is short. */
  readonly name: string | undefined;
  readonly kind: 'matrix' | 'array' | 'number';
  readonly rows: number;
  readonly columns: number;
  /** Where it stands in the call, and where it was computed. */
  readonly span: Span | undefined;
  readonly origin: Link | undefined;
}

/** What is asked of the store of matrices. */
export interface Matrices<M> {
  dense(x: unknown): M | null;
  firstId(matrix: M, site: number): number;
  numbers(matrix: M): Float64Array;
  readonly decomposed: Decomposed;
}

/** What a call at a site was given: its receiver and its arguments, what is no matrix, array or number left out. */
export function shapesOf<M extends { readonly rows: number; readonly columns: number }>(
  tracer: Tracer,
  store: Matrices<M>,
  site: number,
  operands: readonly unknown[],
): Shaped[] {
  return operands.flatMap((operand, k): Shaped[] => {
    const name = tracer.places.operandText(site, k);
    const span = tracer.places.operand(site, k);
    const matrix = store.dense(operand);
    if (matrix) {
      const id = store.firstId(matrix, site);
      const { message, span: at = span } =
        id > 0 ? tracer.origin(id) : { message: 'of constants, or made of several values' };
      const { rows, columns } = matrix;
      const size = shapeText([rows, columns]);
      const origin = at && { message: `${name ?? 'a matrix'}, ${size}: ${message}`, span: at };
      return [{ name, kind: 'matrix', rows, columns, span, origin }];
    }
    if (Array.isArray(operand) || ArrayBuffer.isView(operand)) {
      const { length } = operand as { readonly length?: number };
      if (length === undefined) return [];
      const origin = span && { message: `${name ?? 'an array'}: ${length} numbers`, span };
      return [{ name, kind: 'array', rows: length, columns: 1, span, origin }];
    }
    const number = tracer.number(operand);
    if (typeof number !== 'number') return [];
    return [{ name, kind: 'number', rows: number, columns: 0, span, origin: undefined }];
  });
}
