import { sizeAt } from '../../shared/trace.ts';
import type { LineModel } from './lineModel.ts';

/**
 * Where numbers that are not finite first come up: by place in the source the first equation whose value is not finite; where all values
 * are, the last whose gradient is not, since gradients go backwards. In the order in which they come up.
 */
export function notFiniteEquations({ result, notFinite }: LineModel): number[] {
  const values = [...notFinite.values()].map(({ equation }) => equation).sort((a, b) => a - b);
  if (values.length > 0 || result.cotangents.length === 0) return values;
  const { out, rows, columns, site } = result.trace.equations;
  const seen = new Set<number>();
  const found: number[] = [];
  for (let e = out.length - 1; e >= 0; e--) {
    if (seen.has(site[e]!)) continue;
    const gradient = result.cotangents.subarray(out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!));
    if (gradient.every(Number.isFinite)) continue;
    seen.add(site[e]!);
    found.push(e);
  }
  return found;
}
