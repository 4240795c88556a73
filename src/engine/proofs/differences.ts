import type { Trace } from '../../shared/trace.ts';
import { moved, type Direction } from './directions.ts';
import { primitiveNames } from '../primitives/index.ts';
import { reachedFrom } from '../autodiff/dependents.ts';
import { replay, rounds, type Replayed } from '../autodiff/replay.ts';

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
/** Differences over three steps agree to this part where they settle on a slope. */
const SETTLED = 1e-2;

/** Compares the gradient's slope along a direction with differences of record and plain program. */
export async function compare(run: Compared, direction: Direction): Promise<Verdict> {
  const { trace, base } = run;
  const predicted = slope(run, direction);
  if (!Number.isFinite(predicted.sum)) {
    const isBad = (part: Direction) => !Number.isFinite(slope(run, part).sum);
    return { kind: 'unknown', note: 'the gradient is not finite', isBad };
  }
  const rounding = roundingOf(run);
  const stepped = rounds(trace);
  let best = Infinity;
  let smooth = false;
  for (const step of STEPS) {
    const points = STENCIL.map((k) => moved(base, direction, k * step));
    const replays = points.map((point) => replay(trace, point));
    if (replays.some((replayed) => jumps(replayed) || leaves(run, replayed))) continue;
    if (await anyDiffers(run, replays, points)) {
      const truncated = replays.flatMap((replayed) => replayed.truncated);
      if (truncated.length === 0 || (await follows(run, direction, truncated))) return { kind: 'lost', step };
      continue;
    }
    smooth = true;
    const smoothly = stepped ? points.map((point) => replay(trace, point, true)) : replays;
    const outputs = smoothly.map((replayed) => replayed.outputs);
    best = Math.min(best, disagreement(outputs, step, predicted, rounding));
    if (best <= TOLERANCE / 1000) break;
  }
  if (!smooth) {
    const isBad = (part: Direction) => flips(run, part, STEPS.at(-1)!);
    const near = STENCIL.map((k) => replayAt(run, direction, k * STEPS.at(-1)!));
    const branches = near.some(({ flipped }) => flipped.length > 0);
    const note = near.some(jumps)
      ? `${branches ? 'a branch' : 'a rounding'} changes in every neighbourhood`
      : near.some(truncates)
        ? 'an integer operator takes another number in every neighbourhood'
        : 'the inputs are at the edge of where the output is finite';
    return { kind: 'unknown', note, isBad };
  }
  const isBad = (part: Direction) => isKink(run, part, rounding);
  return best > TOLERANCE && isBad(direction)
    ? { kind: 'unknown', note: 'the inputs are at a kink', isBad }
    : { kind: 'compared', error: best };
}

/**
 * Does the plain program follow numbers that integer operators truncate, over many of their steps, as those of fixed point? Whole
 * numbers that constants alone make are what such operators are for.
 */
async function follows(run: Compared, direction: Direction, truncated: readonly number[]): Promise<boolean> {
  const { guards, values, leaves } = run.trace;
  const inputs = leaves.filter(({ kind, first }) => first > 0 && kind !== 'captured');
  const isReached = reachedFrom(run.trace, inputs);
  const isInteger = (id: number) => Number.isInteger(values[id]) && !isReached(id);
  if (truncated.every((guard) => isInteger(guards.lhs[guard]!))) return false;
  const predicted = slope(run, direction);
  // of several sizes of step: integers of few bits wrap around
  const found: number[] = [];
  for (const step of [1e-2, 1e-3, 1e-4, 1e-5]) {
    const outputs = await across(run, direction, step);
    if (!outputs) return true;
    found.push(difference(outputs, step) - predicted.sum);
  }
  return found.some((slope, i) => i > 0 && slope / found[i - 1]! > 0.5 && slope / found[i - 1]! < 2);
}

/**
 * What differences of the plain program alone say of a slope, where every step changes a branch and the record cannot be
 * replayed: an iteration that runs once more or less until it converges is smooth all the same. `refuted`: they settle on
 * another slope, which the branches make.
 */
export type Across =
  { readonly kind: 'confirmed'; readonly error: number } | { readonly kind: 'refuted' | 'unclear' };

/** Compares the gradient's slope along a direction with differences of the plain program across branches. */
export async function acrossBranches(run: Compared, direction: Direction): Promise<Across> {
  const predicted = slope(run, direction);
  const rounding = roundingOf(run);
  const found: number[] = [];
  for (const step of [1e-4, 1e-3, 1e-5]) {
    const outputs = await across(run, direction, step);
    if (!outputs) continue;
    const error = disagreement(outputs, step, predicted, rounding);
    if (error <= TOLERANCE) return { kind: 'confirmed', error };
    found.push(difference(outputs, step));
  }
  const [least, most] = [Math.min(...found), Math.max(...found)];
  const near = Math.min(Math.abs(least - predicted.sum), Math.abs(most - predicted.sum));
  const settled = found.length > 1 && most - least < SETTLED * Math.max(Math.abs(least), Math.abs(most));
  return { kind: settled && near > 10 * (most - least) ? 'refuted' : 'unclear' };
}

/** The plain program's outputs at the points of the stencil; undefined if it has not as many at each. */
async function across(
  run: Compared,
  direction: Direction,
  step: number,
): Promise<Float64Array[] | undefined> {
  const outputs: Float64Array[] = [];
  for (const k of STENCIL) {
    const output = await run.evaluate(moved(run.base, direction, k * step));
    if (output?.length === run.recorded.length) outputs.push(output);
  }
  return outputs.length < STENCIL.length ? undefined : outputs;
}

async function anyDiffers(
  run: Compared,
  replays: readonly Replayed[],
  points: readonly Direction[],
): Promise<boolean> {
  for (const [i, point] of points.entries()) {
    if (await differs(run, replays[i]!.outputs, point)) return true;
  }
  return false;
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
    if (Object.is(x, replayed[i])) return false;
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

/** Slope of the outputs' sum by differences of four outputs, at the points of the stencil. */
function difference(outputs: readonly Float64Array[], step: number): number {
  const [f1, f2, f3, f4] = outputs as [Float64Array, Float64Array, Float64Array, Float64Array];
  // output by output: a constant among them adds nothing, not even rounding, and neither does a NaN that stays one
  const rise = f1.reduce((sum, a, i) => {
    const [b, c, d] = [f2[i]!, f3[i]!, f4[i]!];
    const constant = Object.is(a, b) && Object.is(a, c) && Object.is(a, d);
    return constant ? sum : sum + (8 * (c - b) - (d - a));
  }, 0);
  return rise / (12 * step);
}

/** Relative disagreement of that slope with the predicted one. */
function disagreement(
  outputs: readonly Float64Array[],
  step: number,
  predicted: Slope,
  rounding: number,
): number {
  const found = difference(outputs, step);
  const scale = Math.max(Math.abs(found), Math.abs(predicted.sum), 1e-3 * predicted.size);
  const noise = rounding / step; // what rounding alone can do to the difference
  // a slope that rounding hides cannot be compared more exactly than this
  const visible = Math.max(scale, noise / TOLERANCE);
  return visible === 0 ? 0 : Math.abs(found - predicted.sum) / visible;
}

/** What rounding can do to the outputs' sum: each recorded value is off by half a unit in the last place, times its cotangent. */
function roundingOf({ trace: { values }, cotangents }: Compared): number {
  let sum = 0;
  for (let id = 1; id < values.length; id++) {
    const part = Math.abs(values[id]! * cotangents[id]!);
    if (Number.isFinite(part)) sum += part;
  }
  return 4 * Number.EPSILON * sum;
}

/** Site of the first branch or step that the smallest step along a direction changes. */
export function jumpSite(
  run: Compared,
  direction: Direction,
): { readonly site: number; readonly op?: string } | undefined {
  const { guards, equations } = run.trace;
  for (const k of STENCIL) {
    const { flipped, stepped } = replayAt(run, direction, k * STEPS.at(-1)!);
    if (flipped.length > 0) return { site: guards.site[flipped[0]!]! };
    if (stepped.length > 0) {
      const e = stepped[0]!;
      return { site: equations.site[e]!, op: primitiveNames[equations.op[e]!]! };
    }
  }
  return undefined;
}

/** Would the program have taken another branch, or another step of a function in steps? */
const jumps = ({ flipped, stepped }: Replayed): boolean => flipped.length > 0 || stepped.length > 0;

const truncates = ({ truncated }: Replayed): boolean => truncated.length > 0;

/** Is it integer operators alone that the smallest step along a direction changes something for? */
export function onlyTruncates(run: Compared, direction: Direction): boolean {
  const near = STENCIL.map((k) => replayAt(run, direction, k * STEPS.at(-1)!));
  return near.some(truncates) && !near.some(jumps);
}

/** Is a number of the output no longer finite, as the logarithm of what has become negative? */
const leaves = ({ recorded }: Compared, { outputs }: Replayed): boolean =>
  outputs.some((x, i) => !Number.isFinite(x) && Number.isFinite(recorded[i]));

/** Does a step to either side change a branch or an integer, or leave where the output is finite? */
function flips(run: Compared, direction: Direction, step: number): boolean {
  return STENCIL.some((k) => {
    const replayed = replayAt(run, direction, k * step);
    return jumps(replayed) || truncates(replayed) || leaves(run, replayed);
  });
}

function replayAt({ trace, base }: Compared, direction: Direction, step: number): Replayed {
  return replay(trace, moved(base, direction, step));
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

/** The sum of those numbers that are finite. */
function total(numbers: Float64Array): number {
  return numbers.reduce((sum, x) => (Number.isFinite(x) ? sum + x : sum), 0);
}
