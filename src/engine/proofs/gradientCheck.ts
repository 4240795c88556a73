import type { Diagnostic } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { sameBits } from '../../shared/tensor.ts';
import type { Check, Leaf, Trace } from '../../shared/trace.ts';
import { dependentsOf } from '../autodiff/dependents.ts';
import { leafValues, replay } from '../autodiff/replay.ts';
import { acrossBranches, compare, differs, type Verdict } from './differences.ts';
import { directionsOf, heldDirection, keysOf, moved, moves, split, type Direction } from './directions.ts';
import type { SpanOf } from './finder.ts';
import { jumpSite, onlyTruncates } from './neighbourhood.ts';
import { wrongRules } from './ruleCheck.ts';
import type { Compared, PlainEvaluate } from './slopes.ts';
import { TOLERANCE } from './tolerance.ts';

export interface CheckOptions {
  /** One seeded direction, or several and every element of small inputs. */
  readonly full: boolean;
  readonly spanOf: SpanOf;
  /** Where messages about the whole function point. */
  readonly span: Span;
}
export interface CheckOutcome {
  readonly check: Check;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares a gradient with the plain program. Along each direction the plain program is run on both sides of the inputs:
 * where it and the replayed record disagree, the trace lost a dependence; where they agree and the gradient does not
 * match their differences, a rule is wrong. A branch that changes nearby, or a kink, is neither.
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
  if (recorded.length === 0) return passed(0, NaN, 'the result holds no number');
  // A NaN that no input moves, as at the begin of a moving average, is left out of the comparison.
  const refs = trace.outputs.flatMap((output) => [...output.refs]);
  const constants = recorded.filter((x, i) => !Number.isFinite(x) && refs[i]! < 0).length;
  const others = recorded.filter((x) => !Number.isFinite(x)).length - constants;
  if (others > 0 || constants === recorded.length) return fail([], 'the output is not finite');

  const run: Compared = { trace, cotangents, base, recorded, evaluate };
  let worst = 0;
  let compared = 0;
  let note: string | undefined;
  const branches = new Map<number, Diagnostic>();
  for (const direction of directionsOf(trace, base, options.full)) {
    const { verdict, left, branched } = await compareWhatCanBe(run, direction);
    note = left ?? note;
    if (branched) addBranch(branches, run, branched, options);
    if (verdict.kind === 'lost') {
      const leaves = await dependsOn(run, direction, verdict.step);
      return fail(lost(trace, leaves, options), 'a dependence is not in the trace');
    }
    if (verdict.kind === 'unknown') continue;
    compared++;
    worst = Math.max(worst, verdict.error);
    if (!(verdict.error <= TOLERANCE))
      return fail(wrong(trace, options), 'a derivative rule is wrong', verdict.error);
  }
  // The record cannot follow a number that is used as a plain value; differences of the plain program can.
  const held = heldDirection(trace, base);
  const across = moves(held) ? await acrossBranches(run, held) : undefined;
  if (across?.kind === 'confirmed') {
    compared++;
    worst = Math.max(worst, across.error);
  } else if (across?.kind === 'refuted') {
    const leaves = trace.leaves.filter((_, i) => held[i]!.some((x) => x !== 0));
    return fail(lost(trace, leaves, options), 'a dependence is not in the trace');
  }
  const keys = keysOf(trace).map(({ path }) => path.replace(/^module:/, ''));
  if (keys.length > 0) note ??= `not by ${keys.join(', ')}: used as a key`;
  return passed(compared, compared > 0 ? worst : NaN, note, [...branches.values()]);
}

function passed(
  directions: number,
  maxRelativeError: number,
  note: string | undefined,
  diagnostics: readonly Diagnostic[] = [],
): CheckOutcome {
  const check: Check = { ok: true, method: 'rerun', maxRelativeError, directions };
  return { check: note === undefined ? check : { ...check, note }, diagnostics };
}

/** Adds the finding of a slope that branches or roundings make, which no gradient has: one a site. */
function addBranch(
  found: Map<number, Diagnostic>,
  run: Compared,
  part: Direction,
  { spanOf }: CheckOptions,
): void {
  const jump = jumpSite(run, part);
  const span = jump && spanOf(jump.site);
  if (!span || found.has(jump.site)) return;
  const names = movedNames(run.trace, part);
  const message = jump.op
    ? `The result follows ${names} through ${jump.op}, here first: a function in steps, whose derivative is 0. Differences of the plain function have another slope than the gradient.`
    : `The result follows ${names} through branches, here first, that every small change turns: the gradient is that of the branches taken, and differences of the plain function have another slope.`;
  // Where every step changes a branch, the cuts may be the cause as well.
  const related = lossy(run.trace.cuts).flatMap(({ site, to, reason }) => {
    const at = spanOf(site);
    return at ? [{ message: `or through a number that is handed to ${to} (${reason}) here`, span: at }] : [];
  });
  found.set(jump.site, { code: 'branch-slope', severity: 'warning', message, span, related });
}

interface DirectionOutcome {
  readonly verdict: Verdict;
  /** The elements that could not be compared, and why. */
  readonly left?: string;
  /** The part of the direction whose slope is made by branches. */
  readonly branched?: Direction;
}

/** Compares along a direction; where some elements stand at a branch or a kink, along the part that moves the others. */
async function compareWhatCanBe(run: Compared, direction: Direction): Promise<DirectionOutcome> {
  const verdict = await compare(run, direction);
  if (verdict.kind !== 'unknown') return { verdict };
  const { bad, rest } = split(direction, verdict.isBad);
  const others = moves(rest) ? await compare(run, rest) : undefined;
  if (others?.kind === 'lost') return { verdict: others };
  const some = others?.kind === 'compared' ? others : undefined;
  const part = some ? bad : direction;
  const across = await acrossBranches(run, part);
  if (across.kind === 'confirmed') {
    return { verdict: { kind: 'compared', error: Math.max(across.error, some?.error ?? 0) } };
  }
  if (across.kind === 'refuted' && onlyTruncates(run, part)) return { verdict: { kind: 'lost', step: 1e-4 } };
  const left = some ? `not by ${movedNames(run.trace, bad)}: ${verdict.note}` : verdict.note;
  return { verdict: some ?? verdict, left, ...(across.kind === 'refuted' && { branched: part }) };
}

/** The leaves that, moved by themselves, make plain program and record differ. */
async function dependsOn(run: Compared, direction: Direction, step: number): Promise<Leaf[]> {
  const { trace, base } = run;
  const leaves: Leaf[] = [];
  for (const [i, leaf] of trace.leaves.entries()) {
    if (leaf.first === 0) continue;
    const alone = direction.map((d, k) => (k === i ? d : new Float64Array(d.length)));
    const point = moved(base, alone, step);
    if (await differs(run, replay(trace, point).outputs, point)) leaves.push(leaf);
  }
  return leaves;
}

/** Names of the leaves that a direction moves. */
function movedNames({ leaves }: Trace, direction: Direction): string {
  const paths = leaves.filter((_, i) => direction[i]!.some((x) => x !== 0)).map(({ path }) => path);
  return paths.map((path) => path.replace(/^module:/, '')).join(', ');
}

/** The cuts that can lose a dependence; an index, a key or a size has no derivative. */
function lossy(cuts: Trace['cuts']): Trace['cuts'] {
  return cuts.filter(({ reason }) => reason !== 'index' && reason !== 'key' && reason !== 'size');
}

function lost(trace: Trace, leaves: readonly Leaf[], { span, spanOf }: CheckOptions): Diagnostic[] {
  const names =
    leaves.length > 0 ? leaves.map(({ path }) => path.replace(/^module:/, '')).join(', ') : 'its inputs';
  const isDependent = dependentsOf(trace, leaves);
  // Of a site that cut several numbers only the first is recorded.
  const dependent = trace.cuts.filter(({ id, repeats }) => repeats > 0 || isDependent(id));
  const cuts = [lossy(dependent), dependent, lossy(trace.cuts)].find(({ length }) => length > 0) ?? [];
  if (cuts.length > 0) {
    const here = cuts.length > 1 ? 'here, or at another such place' : 'here';
    return cuts.map(({ site, to, reason }) => {
      const at = spanOf(site);
      const message = `The gradient of ${names} is cut${at ? ` ${here}` : ''}: a number is handed to ${to} (${reason}), and the result depends on it.`;
      return { code: 'gradient-cut', severity: 'warning', message, span: at ?? span, related: [] };
    });
  }
  const message = `The result depends on ${names} in a way that the trace does not know: its gradient is wrong. This is a bug in GradLens; please report the code.`;
  return [{ code: 'lost-dependence', severity: 'error', message, span, related: [] }];
}

function wrong(trace: Trace, { span, spanOf }: CheckOptions): Diagnostic[] {
  const found = wrongRules(trace).map(({ name, site }) => ({
    message: `The derivative of ${name} disagrees with differences of the operation itself: gradients through it are wrong. This is a bug in GradLens; please report it.`,
    span: spanOf(site) ?? span,
  }));
  const message =
    'The gradient disagrees with differences of the function, though the derivative of each operation agrees with differences of its own: either it is wrong, or the function is too steep or too rough here for differences.';
  const places = found.length > 0 ? found : [{ message, span }];
  return places.map((place) => ({ code: 'wrong-rule', severity: 'error', ...place, related: [] }));
}
