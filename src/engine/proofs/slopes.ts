import type { Trace } from '../../shared/trace.ts';
import type { Direction } from './directions.ts';
import { TOLERANCE } from './tolerance.ts';

/** Runs the plain program on leaf values (one array a leaf, static ones included); null if it threw. */
export type PlainEvaluate = (values: readonly Float64Array[]) => Promise<Float64Array | null>;

/** The two sides of a comparison: the record with its gradient, and the plain program. */
export interface Compared {
  readonly trace: Trace;
  readonly cotangents: Float64Array;
  /** The leaves' values, and the outputs' there. */
  readonly base: Direction;
  readonly recorded: Float64Array;
  readonly evaluate: PlainEvaluate;
}

/** A slope of the outputs' sum along a direction by the gradient. */
export interface Slope {
  readonly sum: number;
  /** Sum of the magnitudes of its terms. */
  readonly size: number;
}

/** The slope along a direction that the gradient predicts. */
export function predictedSlope({ trace, cotangents }: Compared, direction: Direction): Slope {
  let sum = 0;
  let size = 0;
  trace.leaves.forEach(({ first }, i) => {
    if (first === 0) return;
    direction[i]!.forEach((d, k) => {
      if (d === 0) return;
      sum += cotangents[first + k]! * d;
      size += Math.abs(cotangents[first + k]! * d);
    });
  });
  return { sum, size };
}

/** The slope of the outputs' sum by differences of the outputs at the four points of the stencil. */
export function difference(outputs: readonly Float64Array[], step: number): number {
  const [f1, f2, f3, f4] = outputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  // Output by output: a constant among them adds nothing, not even rounding, and neither does a NaN that stays one.
  const rise = f1.reduce((sum, a, i) => {
    const [b, c, d] = [f2[i]!, f3[i]!, f4[i]!];
    const constant = Object.is(a, b) && Object.is(a, c) && Object.is(a, d);
    return constant ? sum : sum + (8 * (c - b) - (d - a));
  }, 0);
  return rise / (12 * step);
}

/** Relative disagreement of the slope by differences with the predicted one. */
export function disagreement(
  outputs: readonly Float64Array[],
  step: number,
  predicted: Slope,
  rounding: number,
): number {
  const found = difference(outputs, step);
  const scale = Math.max(Math.abs(found), Math.abs(predicted.sum), 1e-3 * predicted.size);
  const noise = rounding / step; // what rounding alone can do to the difference
  // A slope that rounding hides cannot be compared more exactly than this.
  const visible = Math.max(scale, noise / TOLERANCE);
  return visible === 0 ? 0 : Math.abs(found - predicted.sum) / visible;
}

/** A bound of the rounding in the outputs' sum: each recorded value is off by half a unit in the last place, times its cotangent. */
export function roundingOf({ trace: { values }, cotangents }: Compared): number {
  let sum = 0;
  for (let id = 1; id < values.length; id++) {
    const part = Math.abs(values[id]! * cotangents[id]!);
    if (Number.isFinite(part)) sum += part;
  }
  return 4 * Number.EPSILON * sum;
}
