import { leafValues } from '../../src/engine/autodiff/index.ts';
import { valueOf, type Trace } from '../../src/shared/trace.ts';

/** The plain program on other numbers for its leaves; its outputs. */
export type Plain = (leaves: readonly Float64Array[]) => Promise<Float64Array>;

/** What became of the comparison: made, or why not. */
export type Gradient = 'exact' | 'cut' | 'kink' | 'not finite';
export interface Verdict {
  readonly gradient: Gradient;
  readonly difference?: string;
}

/** Holds a gradient against central differences of the plain program along one direction. A trace with cuts may disagree. */
export async function gradient(
  record: Trace,
  cotangents: Float64Array,
  outputs: readonly number[],
  plain: Plain,
): Promise<Verdict> {
  const leaves = leafValues(record);
  const [again] = [await plain(leaves)];
  if (again.length !== outputs.length || again.some((value, i) => !Object.is(value, outputs[i])))
    return { gradient: 'exact', difference: `the check's plain run gives ${again} instead of ${outputs}` };
  // a fixed direction with no structure
  const along = (l: number, k: number) => (record.leaves[l]!.first > 0 ? Math.sin(3 * l + 7 * k + 1) : 0);
  /** How far each output moves: beside a large one nothing of the others is lost. */
  const moves = async (step: number) => {
    const moved = leaves.map((leaf, l) => leaf.map((value, k) => value + step * along(l, k)));
    const found = await plain(moved).catch(() => undefined);
    return outputs.map((value, i) => (found ? found[i]! - value : NaN));
  };
  const at = async (step: number) => (await moves(step)).reduce((sum, value) => sum + value, 0);
  const slope = async (step: number) => ((await at(step)) - (await at(-step))) / (2 * step);
  let found = 0;
  record.leaves.forEach(({ first }, l) => {
    leaves[l]!.forEach((_, k) => (found += first > 0 ? cotangents[first + k]! * along(l, k) : 0));
  });
  const isCut = record.cuts.length > 0;
  const fine = await slope(2e-5);
  if (!Number.isFinite(fine) || !Number.isFinite(found)) return { gradient: isCut ? 'cut' : 'not finite' };
  const near = (u: number, v: number, tolerance: number) =>
    Math.abs(u - v) <= tolerance * Math.max(1, Math.abs(u), Math.abs(v));
  if (near(found, fine, 1e-3)) return { gradient: 'exact' };
  if (isCut) return { gradient: 'cut' };
  const [above, below] = [await moves(2e-5), await moves(-2e-5)];
  // each output by itself: the columns of a factor that change their signs here may have the same sum
  const isSmooth = above.every(
    (up, i) => Math.abs(up + below[i]!) <= 2e-5 * 1e-2 * Math.max(1, Math.abs(up - below[i]!) / 4e-5),
  );
  const [coarse, finer] = [await slope(1e-4), await slope(3e-6)];
  if (![coarse, finer].every(Number.isFinite)) return { gradient: 'not finite' };
  const isKink = !isSmooth || !near(coarse, fine, 1e-4) || !near(fine, finer, 1e-4) || isTied(record);
  if (isKink) return { gradient: 'kink' };
  return { gradient: 'exact', difference: `slope ${found} instead of ${fine}` };
}

/** Did a comparison find equal numbers? The next number beside the inputs may take another branch. */
function isTied(record: Trace): boolean {
  return record.guards.lhs.some((lhs, g) => {
    const rhs = record.guards.rhs[g]!;
    return lhs !== rhs && valueOf(record, lhs) === (rhs === 0 ? 0 : valueOf(record, rhs));
  });
}
