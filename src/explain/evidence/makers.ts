import { lastNotAbove } from '../../shared/bisect.ts';
import { sizeAt, type Trace } from '../../shared/trace.ts';

/** The equation that made an element; −1 of a leaf. */
export function makerOf({ equations }: Trace, id: number): number {
  const { out, rows, columns } = equations;
  const e = lastNotAbove(out, id);
  return e >= 0 && id < out[e]! + sizeAt(rows[e]!, columns[e]!) ? e : -1;
}

/** By element id, the equation that made it; −1 of a leaf. */
export function makersOf({ values, equations }: Trace): Int32Array {
  const { out, rows, columns } = equations;
  const makers = new Int32Array(values.length).fill(-1);
  for (let e = 0; e < out.length; e++) {
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    for (let id = out[e]!; id < end; id++) makers[id] = e;
  }
  return makers;
}
