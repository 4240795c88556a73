import { sameBits } from '../../../shared/tensor.ts';
import { dependentsOf } from '../../autodiff/dependents.ts';
import { replay, rounds, type Replayed } from '../../autodiff/replay.ts';
import { moved, type Direction } from './directions.ts';
import { isAtEdge, isKink, isOutside, jumps, nearby, truncates } from './neighbourhood.ts';
import { judge, seemsKink, type Judgement, type Sample } from './judge.ts';
import { predictedSlope, sampleAt, type Compared } from './slopes.ts';
import { FINE_STEPS, SMALLEST_STEP, STENCIL, STEPS, TOLERANCE } from './tolerance.ts';

export type Verdict =
  | { readonly kind: 'compared'; readonly error: number }
  | { readonly kind: 'wrong'; readonly error: number }
  | { readonly kind: 'lost'; readonly step: number }
  /** Not comparable along the direction; `isBad` tells whether the same holds of a part of it. */
  | { readonly kind: 'unknown'; readonly why: string; readonly isBad: (part: Direction) => boolean };

/** Differences of plain and replay below this part of the perturbation's effect are rounding. */
const ROUNDING = 1e-7;

/** An error that no finer step is worth trying for. */
const ENOUGH = TOLERANCE / 10;

/** Compares the gradient's slope along a direction with differences of record and plain program. */
export async function compare(run: Compared, direction: Direction): Promise<Verdict> {
  const predicted = predictedSlope(run, direction);
  if (!Number.isFinite(predicted.sum)) {
    const isBad = (part: Direction) => !Number.isFinite(predictedSlope(run, part).sum);
    return { kind: 'unknown', why: 'the gradient is not finite', isBad };
  }
  const samples: Sample[] = [];
  let judgement: Judgement | undefined;
  for (const step of [...STEPS, ...FINE_STEPS]) {
    if (step < SMALLEST_STEP && judgement?.kind !== 'steep') break;
    const sample = await sampleOf(run, direction, step);
    if (sample === 'lost') return { kind: 'lost', step };
    if (sample === undefined) continue;
    samples.push(sample);
    judgement = judge(samples, predicted);
    if (judgement.kind === 'agrees' && judgement.error <= ENOUGH) break;
  }
  if (!judgement) {
    const isBad = (part: Direction) => isAtEdge(run, part);
    return { kind: 'unknown', why: edgeNote(nearby(run, direction)), isBad };
  }
  const suspect = judgement.kind === 'agrees' ? samples.some(seemsKink) : judgement.kind !== 'hidden';
  if (suspect && isKink(run, direction)) {
    return { kind: 'unknown', why: 'at a kink', isBad: (part) => isKink(run, part) };
  }
  if (judgement.kind === 'agrees') return { kind: 'compared', error: judgement.error };
  if (judgement.kind === 'refuted') return { kind: 'wrong', error: judgement.error };
  const why = judgement.kind === 'hidden' ? 'rounding hides the slope' : 'too steep for differences';
  return { kind: 'unknown', why, isBad: () => true };
}

/** Differences at one step; undefined where the record does not hold, `lost` where the plain program does something else. */
async function sampleOf(
  run: Compared,
  direction: Direction,
  step: number,
): Promise<Sample | 'lost' | undefined> {
  const { trace, base } = run;
  const points = STENCIL.map((k) => moved(base, direction, k * step));
  const replays = points.map((point) => replay(trace, point));
  if (replays.some((replayed) => jumps(replayed) || isOutside(run, replayed))) return undefined;
  if (await anyDiffers(run, replays, points)) {
    const truncated = replays.flatMap((replayed) => replayed.truncated);
    const isLost = truncated.length === 0 || (await follows(run, direction, truncated));
    return isLost ? 'lost' : undefined;
  }
  const smoothly = rounds(trace) ? points.map((point) => replay(trace, point, 'smooth')) : replays;
  return sampleAt(
    run,
    smoothly.map(({ outputs }) => outputs),
    step,
  );
}

/** Why no step along a direction can be compared. */
function edgeNote(near: readonly Replayed[]): string {
  if (near.some(({ flipped }) => flipped.length > 0)) return 'a branch changes in every neighbourhood';
  if (near.some(jumps)) return 'a rounding changes in every neighbourhood';
  return near.some(truncates)
    ? 'an integer operator takes another number in every neighbourhood'
    : 'at the edge of where the output is finite';
}

/**
 * Whether the plain program follows numbers that integer operators truncate, over many of their steps, as fixed-point programs
 * do. Whole numbers made of constants alone do not count: integer operators are meant for them.
 */
async function follows(run: Compared, direction: Direction, truncated: readonly number[]): Promise<boolean> {
  const { guards, values, leaves } = run.trace;
  const inputs = leaves.filter(({ kind, first }) => first > 0 && kind !== 'captured');
  const isDependent = dependentsOf(run.trace, inputs);
  const isInteger = (id: number) => Number.isInteger(values[id]) && !isDependent(id);
  if (truncated.every((guard) => isInteger(guards.lhs[guard]!))) return false;
  const predicted = predictedSlope(run, direction);
  // Steps of several sizes: integers of few bits wrap around.
  const found: number[] = [];
  for (const step of [1e-2, 1e-3, 1e-4, 1e-5]) {
    const outputs = await plainOutputs(run, direction, step);
    if (!outputs) return true;
    found.push(sampleAt(run, outputs, step).slope - predicted.sum);
  }
  return found.some((slope, i) => i > 0 && slope / found[i - 1]! > 0.5 && slope / found[i - 1]! < 2);
}

/**
 * What differences of the plain program alone tell of a slope, where every step changes a branch and the record cannot be
 * replayed: an iteration that runs once more or less until it converges is smooth all the same. `refuted`: the differences
 * settle on another slope, which the branches make.
 */
export type Across =
  { readonly kind: 'confirmed'; readonly error: number } | { readonly kind: 'refuted' | 'unclear' };

/** Compares the gradient's slope along a direction with differences of the plain program across branches. */
export async function acrossBranches(run: Compared, direction: Direction): Promise<Across> {
  const predicted = predictedSlope(run, direction);
  if (!Number.isFinite(predicted.sum)) return { kind: 'unclear' };
  const samples: Sample[] = [];
  for (const step of [1e-3, 1e-4, 1e-5]) {
    const outputs = await plainOutputs(run, direction, step);
    if (outputs) samples.push(sampleAt(run, outputs, step));
  }
  // The mean of two slopes is no slope.
  if (samples.some(seemsKink)) return { kind: 'unclear' };
  const judgement = judge(samples, predicted);
  if (judgement.kind === 'agrees') return { kind: 'confirmed', error: judgement.error };
  return { kind: judgement.kind === 'refuted' ? 'refuted' : 'unclear' };
}

/** The plain program's outputs at the points of the stencil; undefined if their number is not the record's at each. */
async function plainOutputs(
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

/** Whether the plain program gives another result at `point` than the replayed record, beyond rounding. */
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
