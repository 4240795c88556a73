import type { Trace } from '../shared/trace.ts';
import { moved, type Direction } from './directions.ts';
import { replay, rounds } from './replay.ts';

/** Runs the plain program on leaf values (one array a leaf, static ones included); null if it threw. */
export type PlainEvaluate = (values: readonly Float64Array[]) => Promise<Float64Array | null>;

/** What a comparison needs: the record with its gradient, and the plain program. */
export interface Compared {
  readonly trace: Trace;
  readonly cotangents: Float64Array;
  /** The leaves' values, and the outputs' there. */
  readonly base: Direction;
  readonly recorded: Float64Array;
  readonly evaluate: PlainEvaluate;
}

export type Verdict =
  | { readonly kind: 'compared'; readonly error: number }
  | { readonly kind: 'lost'; readonly step: number }
  /** Not to be told here; `isBad` says of a part of the direction whether the same holds of it. */
  | { readonly kind: 'unknown'; readonly note: string; readonly isBad: (part: Direction) => boolean };

/** Largest relative disagreement of a gradient with differences that counts as agreement. */
export const TOLERANCE = 1e-6;
/** Differences of plain and replay below this part of what the perturbation changed are rounding. */
const ROUNDING = 1e-7;
const STEPS = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
const STENCIL = [-2, -1, 1, 2];

/** Compares the gradient's slope along a direction with differences of record and plain program. */
export async function compare(run: Compared, direction: Direction): Promise<Verdict> {
  const { trace, base } = run;
  const predicted = slope(run, direction);
  const rounding = roundingOf(run);
  const stepped = rounds(trace);
  let best = Infinity;
  let smooth = false;
  for (const step of STEPS) {
    const points = STENCIL.map((k) => moved(base, direction, k * step));
    const replays = points.map((point) => replay(trace, point));
    if (replays.some(({ flipped }) => flipped.length > 0)) continue;
    smooth = true;
    for (const [i, point] of points.entries()) {
      if (await differs(run, replays[i]!.outputs, point)) return { kind: 'lost', step };
    }
    const smoothly = stepped ? points.map((point) => replay(trace, point, true)) : replays;
    const outputs = smoothly.map((replayed) => replayed.outputs);
    best = Math.min(best, disagreement(outputs, step, predicted, rounding));
    if (best <= TOLERANCE / 1000) break;
  }
  if (!smooth) {
    const isBad = (part: Direction) => flips(run, part, STEPS.at(-1)!);
    return { kind: 'unknown', note: 'a branch changes in every neighbourhood', isBad };
  }
  const isBad = (part: Direction) => isKink(run, part, rounding);
  return best > TOLERANCE && isBad(direction)
    ? { kind: 'unknown', note: 'the inputs are at a kink', isBad }
    : { kind: 'compared', error: best };
}

/**
 * Where every step changes a branch, the record cannot be replayed; but an iteration that runs once more or less until it
 * converges is smooth all the same. Differences of the plain program alone can confirm a gradient then, not refute it:
 * the relative disagreement, null where it is not confirmed.
 */
export async function acrossBranches(run: Compared, direction: Direction): Promise<number | null> {
  const predicted = slope(run, direction);
  const rounding = roundingOf(run);
  for (const step of [1e-4, 1e-3, 1e-5]) {
    const outputs: Float64Array[] = [];
    for (const k of STENCIL) {
      const output = await run.evaluate(moved(run.base, direction, k * step));
      if (output?.length === run.recorded.length) outputs.push(output);
    }
    if (outputs.length < STENCIL.length) continue;
    const error = disagreement(outputs, step, predicted, rounding);
    if (error <= TOLERANCE) return error;
  }
  return null;
}

/** Does the plain program give another result at `point` than the replayed record, beyond rounding? */
export async function differs(
  { recorded, evaluate }: Compared,
  replayed: Float64Array,
  point: Direction,
): Promise<boolean> {
  const plain = await evaluate(point);
  if (!plain || plain.length !== replayed.length) return true;
  if (sameBits(plain, replayed)) return false;
  return plain.some((x, i) => {
    const change = Math.max(Math.abs(x - recorded[i]!), Math.abs(replayed[i]! - recorded[i]!));
    return !(Math.abs(x - replayed[i]!) <= ROUNDING * change + 8 * Number.EPSILON * Math.abs(x));
  });
}

export function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
}

/** The slope of the outputs' sum along a direction, as the gradient has it. */
interface Slope {
  readonly sum: number;
  /** Size of what adds up to it. */
  readonly size: number;
}

function slope({ trace, cotangents }: Compared, direction: Direction): Slope {
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

/** Relative disagreement of the differences of four outputs, at the points of the stencil, with the predicted slope. */
function disagreement(
  outputs: readonly Float64Array[],
  step: number,
  predicted: Slope,
  rounding: number,
): number {
  const [f1, f2, f3, f4] = outputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  // output by output: a constant among them adds nothing, not even rounding
  const rise = f1.reduce((sum, _, i) => sum + (8 * (f3[i]! - f2[i]!) - (f4[i]! - f1[i]!)), 0);
  const difference = rise / (12 * step);
  const scale = Math.max(Math.abs(difference), Math.abs(predicted.sum), 1e-3 * predicted.size);
  const noise = rounding / step; // what rounding alone can do to the difference
  // a slope that rounding hides cannot be compared more exactly than this
  const visible = Math.max(scale, noise / TOLERANCE);
  return visible > 0 ? Math.abs(difference - predicted.sum) / visible : 0;
}

/** What rounding can do to the outputs' sum: each recorded value is off by half a unit in the last place, times its cotangent. */
function roundingOf({ trace: { values }, cotangents }: Compared): number {
  let sum = 0;
  for (let id = 1; id < values.length; id++) sum += Math.abs(values[id]! * cotangents[id]!) || 0;
  return 4 * Number.EPSILON * sum;
}

/** Does a step to either side change a branch? */
function flips({ trace, base }: Compared, direction: Direction, step: number): boolean {
  return STENCIL.some((k) => replay(trace, moved(base, direction, k * step)).flipped.length > 0);
}

/** Do the slopes from the left and from the right differ, and stay so as the step shrinks? */
function isKink({ trace, base }: Compared, direction: Direction, rounding: number): boolean {
  const f = (step: number) => total(replay(trace, moved(base, direction, step), true).outputs);
  const gap = (step: number) => {
    const right = (f(step) - f(0)) / step;
    const left = (f(0) - f(-step)) / step;
    const apart = Math.abs(right - left) - (2 * rounding) / step;
    return Math.max(0, apart) / Math.max(Math.abs(right), Math.abs(left), Number.MIN_VALUE);
  };
  const [wide, narrow] = [gap(1e-4), gap(1e-6)];
  return wide > 1e-3 && narrow > 0.5 * wide;
}

function total(numbers: Float64Array): number {
  return numbers.reduce((sum, x) => sum + x, 0);
}
