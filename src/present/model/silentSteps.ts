import { sizeOf } from '../../shared/tensor.ts';
import type { RowIndex } from './rowIndex.ts';

/** Equations from `from` up to `to`, all rows of which have a cotangent that is zero throughout, or none of which has. */
export interface SilentRun {
  readonly from: number;
  readonly to: number;
  readonly isSilent: boolean;
}

/** Equations `from` up to `to`, which are whole rows, by whether their steps of the backward pass carry anything; in order. */
export function silentRuns(index: RowIndex, from: number, to: number): SilentRun[] {
  const runs: SilentRun[] = [];
  for (let start = from; start < to;) {
    const [, end] = index.equations(index.rowOfEquation(start));
    const isSilent = isZero(index, start, end);
    const last = runs.at(-1);
    if (last?.isSilent === isSilent) runs[runs.length - 1] = { ...last, to: end };
    else runs.push({ from: start, to: end, isSilent });
    start = end;
  }
  return runs;
}

/** Whether the cotangents of all elements that these equations define are zero. */
function isZero({ result: { cotangents }, variables }: RowIndex, from: number, to: number): boolean {
  if (cotangents.length === 0) return false;
  for (let e = from; e < to; e++) {
    const { first, shape } = variables.ofEquation(e);
    for (let id = first, end = first + sizeOf(shape); id < end; id++) if (cotangents[id] !== 0) return false;
  }
  return true;
}
