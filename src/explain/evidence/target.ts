import type { Span } from '../../shared/span.ts';
import { sizeOf } from '../../shared/tensor.ts';
import type { Leaf } from '../../shared/trace.ts';

/** What a person points at: a variable of the program, or a part of one, and its value or its gradient. */
export interface Target {
  /** As it is written: `net.w1`. */
  readonly name: string;
  readonly of: 'value' | 'gradient';
  readonly span: Span;
  /** Its numbers, as element ids of the trace; empty where it has none: it was never computed, or nothing in it is tracked. */
  readonly ids: Int32Array;
  /** The iteration of the outermost loop around it that is meant, from 0. */
  readonly iteration?: number;
}

/** The elements of leaves, in order; those that are static have none. */
export function idsOfLeaves(leaves: readonly Leaf[]): Int32Array {
  return Int32Array.from(
    leaves.flatMap(({ first, shape }) =>
      first > 0 ? Array.from({ length: sizeOf(shape) }, (_, k) => first + k) : [],
    ),
  );
}
