import { goBack } from '../../engine/autodiff/index.ts';
import type { Trace } from '../../shared/trace.ts';
import { giveAt, idsGiven, lengthOf } from '../evidence/carried.ts';
import type { Rounds } from '../evidence/loops.ts';

/** What moves back and forth by longer and longer steps. */
export interface Swing {
  /** Its first equation in each round. */
  readonly equations: readonly number[];
  /** The lengths of its steps: from round r to r + 1. */
  readonly steps: readonly number[];
  /** The first value of each round. */
  readonly values: readonly number[];
  /** The step from which on they grow. */
  readonly from: number;
  readonly rate: number;
}

/** Fewer rounds show no rate. */
export const leastRounds = 6;
/** A swing that has grown so much is no transient: twenty steps at 1.3 a step do it. */
const leastGrowth = 100;
/** So many of the steps of a swing must be longer than the one before, and so many go against it. */
const mostlyGrowing = 0.8;
const oftenBack = 0.25;

/** A swing goes back now and then in so many rounds; most of what grows in a loop only adds up, and is told from one by them. */
const looked = 64;

/**
 * The swing of what a site gives from round to round; undefined where there is none.
 *
 * @param last the last round that is finite
 */
export function swingOf(trace: Trace, loop: Rounds, last: number, site: number): Swing | undefined {
  const end = pathOf(trace, loop, Math.max(0, last - looked), site);
  if (!end?.isBack.includes(true)) return undefined;
  const path = pathOf(trace, loop, 0, site);
  if (!path || path.values.length < leastRounds) return undefined;
  const { steps, isBack } = path;
  const from = startOfGrowth(steps);
  const growing = steps.length - 1 - from;
  if (growing < leastRounds - 2 || !(steps.at(-1)! >= leastGrowth * steps[from]!)) return undefined;
  let longer = 0;
  let back = 0;
  for (let r = from + 1; r < steps.length; r++) {
    if (steps[r]! > steps[r - 1]!) longer++;
    if (isBack[r]) back++;
  }
  if (longer < mostlyGrowing * growing || back < oftenBack * growing) return undefined;
  const growth = steps.at(-1)! / steps[from]!;
  if (multiplied(trace, loop, site, path, from) < Math.sqrt(growth)) return undefined;
  return { ...path, from, rate: growth ** (1 / growing) };
}

/**
 * By how much the rounds of a swing multiply a small change of its value after the step `from`: about the growth of the steps, where
 * the loop makes the swing. A sum of terms that grow and change their signs multiplies nothing.
 */
function multiplied(trace: Trace, loop: Rounds, site: number, { rounds }: Path, from: number): number {
  const idsIn = (round: number) => idsGiven(trace, loop, round, site);
  const [first, before, last] = [rounds[from + 1]!, rounds.at(-2)!, rounds.at(-1)!];
  const [start, end] = [idsIn(before), idsIn(last)];
  const step = Float64Array.from(end, (id, i) => trace.values[id]! - trace.values[start[i]!]!);
  const length = lengthOf(step);
  const cotangents = new Float64Array(trace.values.length);
  end.forEach((id, i) => (cotangents[id] = step[i]! / length));
  goBack(trace, cotangents, loop.from[first]!, loop.to[last]!);
  return lengthOf(Float64Array.from(idsIn(first), (id) => cotangents[id]!));
}

type Four = [Float64Array, Float64Array, Float64Array, Float64Array];

interface Path extends Pick<Swing, 'equations' | 'steps' | 'values'> {
  /** The rounds that they are of. */
  readonly rounds: readonly number[];
  /** Of each step whether it goes against the one before. */
  readonly isBack: readonly boolean[];
}

/** How the numbers of a site move from a round on, as long as they are finite. A round with another number of equations is left out. */
function pathOf(trace: Trace, loop: Rounds, from: number, site: number): Path | undefined {
  const { size, count } = giveAt(trace, loop, 1, site, new Float64Array(0));
  let [before, now, move, last] = [0, 1, 2, 3].map(() => new Float64Array(size)) as Four;
  const path = {
    rounds: [] as number[],
    equations: [] as number[],
    steps: [] as number[],
    values: [] as number[],
    isBack: [] as boolean[],
  };
  for (let r = from; r < loop.from.length; r++) {
    const given = giveAt(trace, loop, r, site, now);
    if (given.count !== count) continue;
    if (given.size !== size) return undefined;
    if (!isFinite(now)) break;
    if (path.values.length > 0) {
      let along = 0;
      for (let i = 0; i < size; i++) {
        move[i] = now[i]! - before[i]!;
        along += move[i]! * last[i]!;
      }
      path.isBack.push(path.steps.length > 0 && along < 0);
      path.steps.push(lengthOf(move));
    }
    path.rounds.push(r);
    path.equations.push(given.first);
    path.values.push(now[0]!);
    [before, now, move, last] = [now, before, last, move];
  }
  return path;
}

function isFinite(numbers: Float64Array): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return true;
}

/** The shortest step of a swing, from which on the steps only grow. */
function startOfGrowth(steps: readonly number[]): number {
  let at = 0;
  steps.forEach((step, r) => {
    if (step > 0 && step <= steps[at]!) at = r;
  });
  return at;
}
