import type { Diagnostic } from '../shared/errors.ts';
import type { Span } from '../shared/span.ts';
import type { Check, Trace } from '../shared/trace.ts';
import { guardKinds } from '../shared/trace.ts';
import { normal } from './random.ts';
import { leafValues, replay, rounds } from './replay.ts';
import { wrongRules } from './rule-check.ts';

/** Runs the plain program on leaf values (one array a leaf, static ones included); null if it threw. */
export type PlainEvaluate = (values: readonly Float64Array[]) => Promise<Float64Array | null>;

export interface CheckOptions {
  /** One seeded direction, or several and every element of small inputs. */
  readonly full: boolean;
  readonly spanOf: (site: number) => Span | undefined;
  /** Where messages about the whole function point. */
  readonly span: Span;
}
export interface CheckOutcome {
  readonly check: Check;
  readonly diagnostics: readonly Diagnostic[];
}

/** Largest relative disagreement of a gradient with differences that counts as agreement. */
const TOLERANCE = 1e-6;
/** Differences of plain and replay below this part of what the perturbation changed are rounding. */
const ROUNDING = 1e-7;
const EVERY_ELEMENT_UP_TO = 48;

type Direction = readonly Float64Array[];

/**
 * Compares a gradient with the plain program. Along each direction the plain program is run on both sides of the inputs:
 * where it and the replayed record disagree, the trace lost a dependence; where they agree and the gradient does not
 * match their differences, a rule is wrong. A branch that changes nearby, or a kink, is told apart from both.
 */
export async function checkGradient(
  trace: Trace,
  cotangents: Float64Array,
  evaluate: PlainEvaluate,
  options: CheckOptions,
): Promise<CheckOutcome> {
  const base = leafValues(trace);
  const recorded = replay(trace, base).outputs;
  const plain = await evaluate(base);
  const fail = (diagnostics: Diagnostic[], note: string, error = NaN): CheckOutcome => ({
    check: { ok: false, method: 'rerun', maxRelativeError: error, directions: 0, note },
    diagnostics,
  });
  if (!plain || !sameBits(plain, recorded)) {
    const message =
      'A plain run on the same inputs gives another result than the traced run: the function depends on something besides its inputs (time, state, randomness).';
    return fail(
      [{ code: 'not-deterministic', severity: 'error', message, span: options.span, related: [] }],
      'another result',
    );
  }
  if (!recorded.every(Number.isFinite)) return fail([], 'the output is not finite');

  let worst = 0;
  let compared = 0;
  let note: string | undefined;
  for (const direction of directions(trace, base, options.full)) {
    const verdict = await compare(trace, cotangents, base, recorded, direction, evaluate);
    if (verdict.kind === 'lost') {
      const leaves = await dependsOn(trace, base, recorded, direction, verdict.step, evaluate);
      return fail(lost(trace, leaves, options), 'a dependence is not in the trace');
    }
    if (verdict.kind === 'unknown') {
      note = verdict.note;
      continue;
    }
    compared++;
    worst = Math.max(worst, verdict.error);
    if (!(verdict.error <= TOLERANCE))
      return fail(wrong(trace, options), 'a derivative rule is wrong', verdict.error);
  }
  const maxRelativeError = compared > 0 ? worst : NaN;
  return {
    check: {
      ok: true,
      method: 'rerun',
      maxRelativeError,
      directions: compared,
      ...(note !== undefined && { note }),
    },
    diagnostics: [],
  };
}

type Verdict =
  | { readonly kind: 'compared'; readonly error: number }
  | { readonly kind: 'lost'; readonly step: number }
  | { readonly kind: 'unknown'; readonly note: string };

async function compare(
  trace: Trace,
  cotangents: Float64Array,
  base: Direction,
  recorded: Float64Array,
  direction: Direction,
  evaluate: PlainEvaluate,
): Promise<Verdict> {
  const predicted = slope(trace, cotangents, direction);
  const rounding = roundingOf(trace, cotangents);
  const stepped = rounds(trace);
  let best = Infinity;
  let smooth = false;
  for (const step of [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8]) {
    const points = [-2, -1, 1, 2].map((k) => moved(base, direction, k * step));
    const replays = points.map((point) => replay(trace, point));
    if (replays.some(({ flipped }) => flipped.length > 0)) continue;
    smooth = true;
    for (const [i, point] of points.entries()) {
      if (await differs(replays[i]!.outputs, recorded, point, evaluate)) return { kind: 'lost', step };
    }
    const smoothly = stepped ? points.map((point) => replay(trace, point, true)) : replays;
    best = Math.min(
      best,
      disagreement(
        smoothly.map(({ outputs }) => outputs),
        step,
        predicted,
        rounding,
      ),
    );
    if (best <= TOLERANCE / 1000) break;
  }
  if (!smooth) return acrossBranches(base, direction, predicted, rounding, evaluate);
  if (best > TOLERANCE && isKink(trace, base, direction, rounding))
    return { kind: 'unknown', note: 'the inputs are at a kink' };
  return { kind: 'compared', error: best };
}

/** Relative disagreement of the differences of four outputs, at −2, −1, 1 and 2 steps, with the predicted slope. */
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

/**
 * Where every step changes a branch, the record cannot be replayed; but an iteration that runs once more or less until it
 * converges is smooth all the same. Differences of the plain program alone can confirm a gradient then, not refute it.
 */
async function acrossBranches(
  base: Direction,
  direction: Direction,
  predicted: Slope,
  rounding: number,
  evaluate: PlainEvaluate,
): Promise<Verdict> {
  for (const step of [1e-4, 1e-3, 1e-5]) {
    const outputs: Float64Array[] = [];
    for (const k of [-2, -1, 1, 2]) {
      const output = await evaluate(moved(base, direction, k * step));
      if (output) outputs.push(output);
    }
    if (outputs.length < 4 || outputs.some((output) => output.length !== outputs[0]!.length)) continue;
    const error = disagreement(outputs, step, predicted, rounding);
    if (error <= TOLERANCE) return { kind: 'compared', error };
  }
  return { kind: 'unknown', note: 'a branch changes in every neighbourhood' };
}

/** Does the plain program give another result at `point` than the replayed record, beyond rounding? */
async function differs(
  replayed: Float64Array,
  recorded: Float64Array,
  point: Direction,
  evaluate: PlainEvaluate,
): Promise<boolean> {
  const plain = await evaluate(point);
  if (!plain || plain.length !== replayed.length) return true;
  if (sameBits(plain, replayed)) return false;
  return plain.some((x, i) => {
    const change = Math.max(Math.abs(x - recorded[i]!), Math.abs(replayed[i]! - recorded[i]!));
    return !(Math.abs(x - replayed[i]!) <= ROUNDING * change + 8 * Number.EPSILON * Math.abs(x));
  });
}

/** The leaves along which, one by one, plain program and record part. */
async function dependsOn(
  trace: Trace,
  base: Direction,
  recorded: Float64Array,
  direction: Direction,
  step: number,
  evaluate: PlainEvaluate,
): Promise<string[]> {
  const names: string[] = [];
  for (const [i, { path, first }] of trace.leaves.entries()) {
    if (first === 0) continue;
    const alone = direction.map((d, k) => (k === i ? d : new Float64Array(d.length)));
    const point = moved(base, alone, step);
    if (await differs(replay(trace, point).outputs, recorded, point, evaluate)) names.push(path);
  }
  return names;
}

function lost(trace: Trace, leaves: readonly string[], { span, spanOf }: CheckOptions): Diagnostic[] {
  const names =
    leaves.length > 0 ? leaves.map((name) => name.replace(/^module:/, '')).join(', ') : 'its inputs';
  const cuts = trace.cuts.filter(({ reason }) => reason !== 'index' && reason !== 'size');
  if (cuts.length > 0) {
    return cuts.flatMap(({ site, to, reason }) => {
      const at = spanOf(site);
      const message = `The gradient of ${names} is cut here: a number is handed to ${to} (${reason}), and the result depends on it.`;
      return at
        ? [{ code: 'gradient-cut' as const, severity: 'warning' as const, message, span: at, related: [] }]
        : [];
    });
  }
  const message = `The result depends on ${names} in a way that the trace does not know: its gradient is wrong. This is a bug in GradLens; please report the code.`;
  return [{ code: 'lost-dependence', severity: 'error', message, span, related: [] }];
}

function wrong(trace: Trace, { span, spanOf }: CheckOptions): Diagnostic[] {
  const found = wrongRules(trace);
  const places = found.length > 0 ? found : [{ name: 'the gradient', site: -1 }];
  return places.map(({ name, site }) => ({
    code: 'wrong-rule',
    severity: 'error',
    message: `The derivative of ${name} disagrees with differences of the operation itself: gradients through it are wrong. This is a bug in GradLens; please report it.`,
    span: spanOf(site) ?? span,
    related: [],
  }));
}

/** Seeded directions over all leaves, and for a full check each element by itself where there are few. */
function directions(trace: Trace, base: Direction, full: boolean): Direction[] {
  const held = heldIds(trace);
  const scaled = (weight: (i: number, k: number) => number): Direction =>
    base.map((data, i) => {
      const { first } = trace.leaves[i]!;
      const typical = data.reduce((m, x) => Math.max(m, Math.abs(x)), 0) || 1;
      return data.map((x, k) =>
        first === 0 || held.has(first + k) ? 0 : weight(i, k) * Math.max(Math.abs(x), 0.1 * typical),
      );
    });
  const next = normal(1);
  const made = Array.from({ length: full ? 4 : 1 }, () => scaled(() => next()));
  const free = base
    .flatMap((data, i) => [...data.keys()].map((k) => [i, k] as const))
    .filter(([i]) => trace.leaves[i]!.first > 0);
  if (full && free.length <= EVERY_ELEMENT_UP_TO) {
    for (const [leaf, element] of free) made.push(scaled((i, k) => (i === leaf && k === element ? 1 : 0)));
  }
  return made.filter((direction) => direction.some((data) => data.some((x) => x !== 0)));
}

/** Leaf elements that were used as themselves (sizes, indices): they are not perturbed. */
function heldIds(trace: Trace): ReadonlySet<number> {
  const { kind, lhs } = trace.guards;
  const value = guardKinds.indexOf('value');
  return new Set([...lhs].filter((_, i) => kind[i] === value));
}

/** The slope of the outputs' sum along a direction, as the gradient has it. */
interface Slope {
  readonly sum: number;
  /** Size of what adds up to it. */
  readonly size: number;
}

function slope(trace: Trace, cotangents: Float64Array, direction: Direction): Slope {
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

function moved(base: Direction, direction: Direction, step: number): Direction {
  return base.map((data, i) =>
    data.map((x, k) => (direction[i]![k] === 0 ? x : x + step * direction[i]![k]!)),
  );
}

/** What rounding can do to the outputs' sum: each recorded value is off by half a unit in the last place, times its cotangent. */
function roundingOf({ values }: Trace, cotangents: Float64Array): number {
  let sum = 0;
  for (let id = 1; id < values.length; id++) sum += Math.abs(values[id]! * cotangents[id]!) || 0;
  return 4 * Number.EPSILON * sum;
}

/** Do the slopes from the left and from the right differ, and stay so as the step shrinks? */
function isKink(trace: Trace, base: Direction, direction: Direction, rounding: number): boolean {
  const f = (step: number) =>
    replay(trace, moved(base, direction, step), true).outputs.reduce((sum, x) => sum + x, 0);
  const gap = (step: number) => {
    const right = (f(step) - f(0)) / step;
    const left = (f(0) - f(-step)) / step;
    const apart = Math.abs(right - left) - (2 * rounding) / step;
    return Math.max(0, apart) / Math.max(Math.abs(right), Math.abs(left), Number.MIN_VALUE);
  };
  const [wide, narrow] = [gap(1e-4), gap(1e-6)];
  return wide > 1e-3 && narrow > 0.5 * wide;
}

function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
}
