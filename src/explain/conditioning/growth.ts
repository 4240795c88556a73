import { countText } from '../../shared/tensor.ts';
import type { Diagnostic, Link } from '../../shared/errors.ts';
import { briefNumber, shortNumber } from '../../present/format/numberText.ts';
import { sizeAt } from '../../shared/trace.ts';
import { lengthOf } from '../evidence/carried.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import { dominantPath, type PathStep } from './dominantPath.ts';

/** Fewer repetitions of a place tell no rate. */
const leastRepeats = 8;
/**
 * A gradient that grows or shrinks by more on its way through repetitions is called so where one asks: single precision has seven
 * digits, and no usual step size bridges as much. Growth by less is worth a word, since it may well be meant.
 */
const much = 1e6;
const leastGrowth = 1e4;

/** A gradient that grows, or dies away, by a steady rate on its way back through a loop or a chain of calls. */
export function growth(evidence: Evidence, ids: Int32Array, name: string): Diagnostic | undefined {
  const path = dominantPath(evidence, ids);
  const cycle = cycleIn(evidence, path);
  if (!cycle) return undefined;
  const { repeats, rate, isGrowth } = cycle;
  const guilty = guiltyOf(evidence, cycle);
  if (!isGrowth && (!guilty || isAtRest(evidence, repeats))) return undefined;
  const { equation } = guilty ?? repeats[0]!;
  const span = ownPlace(evidence, equation);
  if (!span) return undefined;
  const [first, last] = [repeats[0]!, repeats.at(-1)!];
  const change = isGrowth ? 'grows' : 'dies away';
  const by = briefNumber(rate, Math.abs(rate - 1) < 0.1 ? 4 : 2);
  const most = guilty ? `, mostly in ${evidence.textOf(equation)}` : '';
  return {
    code: 'ill-conditioned',
    class: 'conditioning',
    severity: isGrowth && first.gradient >= much * last.gradient ? 'warning' : 'information',
    message:
      `The gradient ${change} on its way back to ${name}: each of ${countText(repeats.length)} steps multiplies it by about ${by}, from ` +
      `${shortNumber(last.gradient)} to ${shortNumber(first.gradient)}${most}.`,
    span,
    mark: isGrowth ? '∂ explodes' : '∂ vanishes',
    related: chainOf(evidence, cycle, equation),
    equation,
  };
}

interface Cycle {
  /** The steps of the path at the place that it comes by most often. */
  readonly repeats: readonly PathStep[];
  /** All steps of the path from the first of them to the last. */
  readonly steps: readonly PathStep[];
  /** By which the gradient is multiplied on the way back from one of them to the one before. */
  readonly rate: number;
  readonly isGrowth: boolean;
}

/** The place that a path comes by again and again, if the gradient changes there steadily and much. */
function cycleIn({ trace }: Evidence, path: readonly PathStep[]): Cycle | undefined {
  const { site } = trace.equations;
  const bySite = new Map<number, PathStep[]>();
  for (const step of path) {
    const found = bySite.get(site[step.equation]!);
    if (found) found.push(step);
    else bySite.set(site[step.equation]!, [step]);
  }
  const repeated = [...bySite.values()].filter((steps) => steps.length >= leastRepeats);
  const changes = repeated.map((steps) => Math.abs(Math.log(steps[0]!.gradient / steps.at(-1)!.gradient)));
  // Of places in one loop the one that is come by most often; not one of a loop before, where nothing changes.
  const least = 0.8 * Math.max(...changes.filter(Number.isFinite));
  let repeats: PathStep[] = [];
  repeated.forEach((steps, k) => {
    if (!(changes[k]! < least) && steps.length > repeats.length) repeats = steps;
  });
  if (repeats.length === 0) return undefined;
  const [first, middle, last] = [repeats[0]!, repeats[repeats.length >> 1]!, repeats.at(-1)!];
  const whole = Math.log(first.gradient / last.gradient);
  if (!(Math.abs(whole) >= Math.log(whole > 0 ? leastGrowth : much)) || !Number.isFinite(whole))
    return undefined;
  const part = Math.log(first.gradient / middle.gradient) / whole;
  // Steady is what changes in both halves, not in one jump.
  if (part < 0.1 || part > 0.9) return undefined;
  const rate = Math.exp(whole / (repeats.length - 1));
  const steps = path.slice(path.indexOf(first), path.indexOf(last) + 1);
  return { repeats, steps, rate, isGrowth: whole > 0 };
}

/**
 * A step at the place whose factors do most of the change. Undefined where the factors along the way do not make it: then it comes of
 * ways that nearly cancel, as in an iteration that corrects itself, which forgets its start because it should.
 */
function guiltyOf({ trace }: Evidence, { steps, repeats, isGrowth }: Cycle): PathStep | undefined {
  const { site } = trace.equations;
  const sums = new Map<number, { readonly step: PathStep; log: number }>();
  for (const step of steps) {
    const one = sums.get(site[step.equation]!) ?? { step, log: 0 };
    one.log += isGrowth ? Math.log(step.factor) : -Math.log(step.factor);
    sums.set(site[step.equation]!, one);
  }
  const whole = Math.abs(Math.log(repeats[0]!.gradient / repeats.at(-1)!.gradient));
  let explained = 0;
  let most: { readonly step: PathStep; log: number } | undefined;
  for (const one of sums.values()) {
    explained += one.log;
    if (one.log > (most?.log ?? 0)) most = one;
  }
  return most && explained >= whole / 2 ? most.step : undefined;
}

/** What an iteration hands on changes by so little at its end, of its largest change, that it has come to rest. */
const restPart = 1e-3;

/** Whether the values at a place come to rest: an iteration that converges does not remember its start. */
function isAtRest({ trace }: Evidence, repeats: readonly PathStep[]): boolean {
  const { out, rows, columns } = trace.equations;
  const values = repeats.map(({ equation }) => {
    const first = out[equation]!;
    return trace.values.subarray(first, first + sizeAt(rows[equation]!, columns[equation]!));
  });
  const changes = values.slice(1).map((now, r) => lengthOf(now.map((x, i) => x - (values[r]![i] ?? x))));
  return changes.at(-1)! <= restPart * Math.max(...changes);
}

/** The gradient at some of the repetitions, and the factor there. */
function chainOf(evidence: Evidence, { repeats, steps }: Cycle, guilty: number): Link[] {
  const { site } = evidence.trace.equations;
  const same = steps.filter(({ equation }) => site[equation] === site[guilty]);
  const some = [same[0], same[same.length >> 1], same.at(-1)].filter((step) => step !== undefined);
  const text = evidence.textOf(guilty);
  const links = some.map(({ equation, gradient, factor }): Link => {
    const iteration = evidence.iteration(equation);
    const where = iteration === undefined ? '' : `iteration ${countText(iteration)}: `;
    return {
      message: `${where}${text} passes on × ${shortNumber(factor)}; its gradient is ${shortNumber(gradient)}`,
      span: ownPlace(evidence, equation)!,
      equation,
      factor,
      ...(iteration !== undefined && { iteration }),
    };
  });
  const folded: Link = {
    message: `… × ${countText(repeats.length)} rounds in all`,
    span: ownPlace(evidence, guilty)!,
  };
  return [...links.slice(0, 1), folded, ...links.slice(1)];
}
