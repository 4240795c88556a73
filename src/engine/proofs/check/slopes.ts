import type { Trace } from '../../../shared/trace.ts';
import type { Direction } from './directions.ts';
import type { Sample } from './judge.ts';

/** Runs the plain program on leaf values (one array a leaf, static ones included); null if it threw. */
export type PlainEvaluate = (values: readonly Float64Array[]) => Promise<Float64Array | null>;

/** The two sides of a comparison: the record with its gradient, and the plain program. */
export interface Compared {
  readonly trace: Trace;
  readonly cotangents: Float64Array;
  /** The leaves' values, and the outputs' there. */
  readonly base: Direction;
  readonly recorded: Float64Array;
  /** A bound of the rounding in the outputs' sum, see `roundingOf`. */
  readonly rounding: number;
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

/** The slope by differences of the outputs at the four points of the stencil, see `STENCIL`. */
export function sampleAt(
  { recorded, rounding }: Pick<Compared, 'recorded' | 'rounding'>,
  outputs: readonly Float64Array[],
  step: number,
): Sample {
  const [f1, f2, f3, f4] = outputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  let [rise, left, right, bend, bendFurther, magnitude] = [0, 0, 0, 0, 0, 0];
  // Output by output: a constant among them adds nothing, not even rounding, and neither does a NaN that stays one.
  f1.forEach((a, i) => {
    const [b, x, c, d] = [f2[i]!, recorded[i]!, f3[i]!, f4[i]!];
    if (Object.is(a, b) && Object.is(a, c) && Object.is(a, d)) return;
    rise += 8 * (c - b) - (d - a);
    left += x - b;
    right += c - x;
    bend += c - x - (x - b);
    bendFurther += d - x - (x - a);
    magnitude += Math.max(rounded(x), rounded(b), rounded(c));
  });
  return {
    step,
    slope: rise / (12 * step),
    noise: (rounding + 4 * Number.EPSILON * magnitude) / step,
    grain: (4 * Number.EPSILON * magnitude) / step,
    reach: Math.max(Math.abs(left), Math.abs(right)) / step,
    gap: Math.abs(bend) / step,
    gapFurther: Math.abs(bendFurther) / (2 * step),
    size: recorded.reduce((sum, x) => (Number.isFinite(x) ? sum + Math.abs(x) : sum), 0),
  };
}

/** What the rounding of a number is a part of: its magnitude; of a subnormal number the smallest normal one, whose grain it has. */
export function rounded(x: number): number {
  return x === 0 ? 0 : Math.max(Math.abs(x), 2 ** -1022);
}

/** A bound of the rounding in the outputs' sum: each recorded value is off by half a unit in the last place, times its cotangent. */
export function roundingOf({ values }: Trace, cotangents: Float64Array): number {
  let sum = 0;
  for (let id = 1; id < values.length; id++) {
    const part = rounded(values[id]!) * Math.abs(cotangents[id]!);
    if (Number.isFinite(part)) sum += part;
  }
  return 4 * Number.EPSILON * sum;
}
