import { sizeOf } from '../../shared/tensor.ts';
import { operandsOf, sizeAt, type Leaf, type Trace } from '../../shared/trace.ts';

/** Which elements the record computes from those of some leaves. */
export function reachedFrom(trace: Trace, leaves: readonly Leaf[]): (id: number) => boolean {
  const { out, rows, columns } = trace.equations;
  const reached = new Uint8Array(trace.values.length);
  for (const { first, shape } of leaves) reached.fill(1, first, first + sizeOf(shape));
  for (let e = 0; e < out.length; e++) {
    const reads = operandsOf(trace, e).some(({ refs }) => refs.some((ref) => reached[ref] === 1));
    if (reads) reached.fill(1, out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!));
  }
  return (id) => reached[id] === 1;
}
