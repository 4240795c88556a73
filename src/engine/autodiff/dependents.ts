import { sizeOf } from '../../shared/tensor.ts';
import { operandsOf, sizeAt, type Leaf, type Trace } from '../../shared/trace.ts';

/** Tells which elements the record computes from those of some leaves. */
export function dependentsOf(trace: Trace, leaves: readonly Leaf[]): (id: number) => boolean {
  const { out, rows, columns } = trace.equations;
  const depends = new Uint8Array(trace.values.length);
  for (const { first, shape } of leaves) depends.fill(1, first, first + sizeOf(shape));
  for (let e = 0; e < out.length; e++) {
    const reads = operandsOf(trace, e).some(({ refs }) => refs.some((ref) => depends[ref] === 1));
    if (reads) depends.fill(1, out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!));
  }
  return (id) => depends[id] === 1;
}

/** Tells which elements the record computes some elements from, these included. */
export function ancestorsOf(trace: Trace, ids: readonly number[]): (id: number) => boolean {
  const { out, rows, columns } = trace.equations;
  const leads = new Uint8Array(trace.values.length);
  for (const id of ids) if (id > 0) leads[id] = 1;
  for (let e = out.length - 1; e >= 0; e--) {
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    if (!leads.subarray(out[e]!, end).includes(1)) continue;
    for (const { refs } of operandsOf(trace, e)) for (const ref of refs) if (ref > 0) leads[ref] = 1;
  }
  return (id) => leads[id] === 1;
}
