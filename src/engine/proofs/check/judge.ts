import type { Slope } from './slopes.ts';
import { TOLERANCE } from './tolerance.ts';

/** The slope of the outputs' sum along a direction by differences at one step. */
export interface Sample {
  readonly step: number;
  readonly slope: number;
  /** What rounding alone can do to the slope. */
  readonly noise: number;
  /** The part of it that the rounding of the outputs themselves has. */
  readonly grain: number;
  /** The largest slope to one side: what the slope is to be judged against where it vanishes. */
  readonly reach: number;
  /** How far the slopes to the right and to the left are apart, at this step and at twice it. */
  readonly gap: number;
  readonly gapFurther: number;
  /** The sum of the outputs' magnitudes. */
  readonly size: number;
}

/** What a sequence of differences says of a predicted slope. */
export type Judgement =
  /** `error` is relative; where rounding allows no better, the bound that it allows. */
  | { readonly kind: 'agrees'; readonly error: number }
  /** The differences settle on another slope. */
  | { readonly kind: 'refuted'; readonly error: number; readonly slope: number }
  /** They settle on none: the function is too steep, or rounding hides the slope. */
  | { readonly kind: 'steep' | 'hidden' };

/** A slope that rounding can change by more than this part cannot be compared. */
const HIDES = 1e-3;
/** An error that falls to this part of itself, or below, from a step to one ten times smaller is one of the differences. */
const FALLS = 0.3;
/** Slopes at two steps that agree to this part have settled. */
const SETTLED = 2e-2;

/**
 * Judges a predicted slope by differences at falling steps. The sequence decides: an error that vanishes with the step is truncation, one
 * that stays refutes. Where the slope vanishes, as at a stationary point, the error is taken relative to the slopes to either side.
 */
export function judge(samples: readonly Sample[], predicted: Slope): Judgement {
  const errors = samples.flatMap((sample) => agreement(sample, predicted) ?? []);
  if (errors.length > 0) return { kind: 'agrees', error: Math.min(...errors) };
  const left = truncation(samples, predicted);
  if (left !== undefined) return { kind: 'agrees', error: left };
  return (
    refutation(samples, predicted) ?? { kind: samples.every((s) => hides(s, predicted)) ? 'hidden' : 'steep' }
  );
}

/** Whether the slopes to either side seem to stay apart as the step shrinks: a smooth function halves the gap with the step. */
export function seemsKink({ gap, gapFurther, reach, noise }: Sample): boolean {
  return gap > 1e-3 * reach && gap > 8 * noise && gap > 0.85 * gapFurther;
}

function scaleOf({ slope }: Sample, { sum, size }: Slope): number {
  return Math.max(Math.abs(slope), Math.abs(sum), 1e-3 * size);
}

function hides(sample: Sample, predicted: Slope): boolean {
  return sample.noise > HIDES * scaleOf(sample, predicted);
}

/** Whether the predicted slope is nothing beside the slopes to either side. */
function vanishes({ reach }: Sample, { sum }: Slope): boolean {
  return Math.abs(sum) <= TOLERANCE * reach;
}

/** The relative error of the predicted slope at one step, if it agrees there. */
function agreement(sample: Sample, predicted: Slope): number | undefined {
  const { slope, noise, reach, size } = sample;
  const error = Math.abs(slope - predicted.sum);
  if (vanishes(sample, predicted)) {
    const most = Math.max(reach, size);
    if (noise <= TOLERANCE * most && error <= TOLERANCE * reach + noise) return most === 0 ? 0 : error / most;
    if (error === 0 && noise === 0) return 0;
  }
  const scale = scaleOf(sample, predicted);
  if (hides(sample, predicted) || !(error <= TOLERANCE * scale + noise)) return undefined;
  return noise > TOLERANCE * scale ? Math.max(error, noise) / scale : error / scale;
}

/** The relative error that is left at the smallest step, if the errors fall with the step. */
function truncation(samples: readonly Sample[], predicted: Slope): number | undefined {
  const errors = samples.map(({ slope }) => Math.abs(slope - predicted.sum));
  const last = samples.findLastIndex((sample, i) => errors[i]! > sample.noise);
  if (last < 2) return undefined;
  const falls = [last - 1, last].every((i) => errors[i]! <= FALLS * errors[i - 1]!);
  if (!falls) return undefined;
  const scale = vanishes(samples[0]!, predicted) ? errors[0]! : scaleOf(samples[last]!, predicted);
  const error = errors[last]! / Math.max(scale, Number.MIN_VALUE);
  if (vanishes(samples[0]!, predicted)) return error <= FALLS * FALLS ? 0 : undefined;
  return error <= HIDES ? error : undefined;
}

/** The finest two slopes that rounding does not hide, if they have settled on another one. */
function refutation(samples: readonly Sample[], predicted: Slope): Judgement | undefined {
  const visible = samples.filter((sample) => !hides(sample, predicted));
  const [a, b] = visible.slice(-2);
  if (!a || !b) return undefined;
  const apart = Math.abs(a.slope - b.slope);
  const noise = a.noise + b.noise;
  const error = Math.min(Math.abs(a.slope - predicted.sum), Math.abs(b.slope - predicted.sum));
  // Rounding inside a steep function says nothing of slopes that are small beside the predicted one.
  const isSettled = apart <= SETTLED * Math.max(Math.abs(a.slope), Math.abs(b.slope)) + a.grain + b.grain;
  if (!isSettled || error <= 5 * (apart + noise)) return undefined;
  const scale = Math.max(scaleOf(a, predicted), scaleOf(b, predicted));
  return { kind: 'refuted', error: error / scale, slope: b.slope };
}
