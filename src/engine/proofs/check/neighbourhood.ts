import { replay, type Replayed } from '../../autodiff/replay.ts';
import { ARRAY } from '../../../shared/trace.ts';
import { primitiveNames } from '../../primitives/index.ts';
import type { PrimitiveName } from '../../rules/names.ts';
import { moved, type Direction } from './directions.ts';
import type { Compared } from './slopes.ts';
import { SMALLEST_STEP, STENCIL } from './tolerance.ts';

/** The record replayed at the points of the smallest stencil along a direction. */
export function nearby(run: Compared, direction: Direction): Replayed[] {
  return STENCIL.map((k) => replayAt(run, direction, k * SMALLEST_STEP));
}

/** Whether the program would have taken another branch, or another step of a step function. */
export const jumps = ({ flipped, stepped }: Replayed): boolean => flipped.length > 0 || stepped.length > 0;

/** Whether an integer operator would have seen another whole number. */
export const truncates = ({ truncated }: Replayed): boolean => truncated.length > 0;

/** Whether a number of the output is no longer finite, as the logarithm of what has become negative. */
export const isOutside = ({ recorded }: Compared, { outputs }: Replayed): boolean =>
  outputs.some((x, i) => !Number.isFinite(x) && Number.isFinite(recorded[i]));

/** Whether the smallest step along a direction changes integer operators and nothing else. */
export function onlyTruncates(run: Compared, direction: Direction): boolean {
  const near = nearby(run, direction);
  return near.some(truncates) && !near.some(jumps);
}

/** Whether the smallest step to either side changes a branch or an integer, or makes the output infinite or NaN. */
export function isAtEdge(run: Compared, direction: Direction): boolean {
  return STENCIL.some((k) => {
    const replayed = replayAt(run, direction, k * SMALLEST_STEP);
    return jumps(replayed) || truncates(replayed) || isOutside(run, replayed);
  });
}

/**
 * Whether the slopes from the left and from the right settle as the step shrinks, each on another number. Of a smooth function they meet,
 * and where it is too steep they settle on none. Looks as close as rounding allows.
 */
export function isKink({ trace, base, rounding }: Compared, direction: Direction): boolean {
  const f = (step: number) => finiteSum(replay(trace, moved(base, direction, step), 'smooth').outputs);
  const middle = f(0);
  const sidesAt = (step: number) => {
    const [left, right] = [(middle - f(-step)) / step, (f(step) - middle) / step];
    const noise = (2 * (rounding + 4 * Number.EPSILON * Math.abs(middle))) / step;
    return { left, right, noise, reach: Math.max(Math.abs(left), Math.abs(right)) };
  };
  for (const step of CLOSEST) {
    const near = sidesAt(step);
    if (!(near.noise <= 1e-3 * near.reach)) continue;
    if (!(Math.abs(near.right - near.left) > 1e-3 * near.reach + 2 * near.noise)) return false;
    const wide = sidesAt(10 * step);
    const settles = (a: number, b: number) => Math.abs(a - b) <= SETTLED * near.reach;
    return settles(near.left, wide.left) && settles(near.right, wide.right);
  }
  return false;
}
/** Steps to look for a kink with, from the smallest. */
const CLOSEST = [1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];
/** Slopes at two steps that agree to this part have settled. */
const SETTLED = 0.1;

/** Whether any operation of the record has kinks. */
export function hasKinks({ equations }: Compared['trace']): boolean {
  return equations.op.some((code) => kinked.has(primitiveNames[code & ~ARRAY]!));
}
const kinked: ReadonlySet<PrimitiveName> = new Set<PrimitiveName>([
  ...(['abs', 'maximum', 'minimum', 'max', 'min', 'maximumOf', 'minimumOf'] as const),
  ...(['norm', 'hypot', 'hypotOf'] as const),
]);

function replayAt({ trace, base }: Compared, direction: Direction, step: number): Replayed {
  return replay(trace, moved(base, direction, step));
}

/** The sum of those numbers that are finite. */
function finiteSum(numbers: Float64Array): number {
  return numbers.reduce((sum, x) => (Number.isFinite(x) ? sum + x : sum), 0);
}
