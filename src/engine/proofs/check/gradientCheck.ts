import type { Diagnostic } from '../../../shared/errors.ts';
import { sameBits } from '../../../shared/tensor.ts';
import { noCheck, type Check } from '../../../shared/check.ts';
import type { Leaf, Trace } from '../../../shared/trace.ts';
import { leafValues, replay } from '../../autodiff/replay.ts';
import { slopeFinding, slopeFindings } from '../branchSlope.ts';
import { endingsOf, influence, type Ending } from '../endings.ts';
import { leafName } from '../finder.ts';
import { touchesEqualSpectrum } from '../degenerateSpectra.ts';
import { Way } from '../ways.ts';
import { leafNames, lost, wrong, type Places } from './blame.ts';
import { acrossBranches, compare, differs, type Verdict } from './differences.ts';
import {
  directionsOf,
  everything,
  heldDirection,
  heldParts,
  quietDirection,
  moved,
  moves,
  split,
  type Course,
  type Movable,
  type Direction,
} from './directions.ts';
import { LeftOut } from './leftOut.ts';
import { hasKinks, isKink, onlyTruncates } from './neighbourhood.ts';
import { wrongRules } from './ruleCheck.ts';
import { ask } from './scales.ts';
import { roundingOf, type Compared, type PlainEvaluate } from './slopes.ts';

/** Plain runs that a check spends at most on asking at wider scales. */
export const mostRuns = { quick: 96, full: 240 } as const;

export interface CheckOptions extends Places {
  /** One seeded direction, or several and every element of small inputs. */
  readonly full: boolean;
  /** Plain runs that may be spent on asking at wider scales; `mostRuns` unless given. */
  readonly budget?: number;
}
export interface CheckOutcome {
  readonly check: Check;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares a gradient with the plain program. Along each direction the plain program is run on both sides of the inputs: where it and
 * the replayed record disagree, the trace lost a dependence; where they agree and the gradient does not match their differences, a rule
 * is wrong. A branch that changes nearby, or a kink, is neither: what it touches was not compared. Inputs that reach the result through
 * functions in steps, branches or cuts are moved by parts of their own size, too.
 */
export async function checkGradient(
  trace: Trace,
  cotangents: Float64Array,
  evaluate: PlainEvaluate,
  options: CheckOptions,
): Promise<CheckOutcome> {
  const base = leafValues(trace);
  const recorded = replay(trace, base).outputs;
  let runs = 0;
  const counted: PlainEvaluate = (values) => {
    runs++;
    return evaluate(values);
  };
  const rounding = roundingOf(trace, cotangents);
  const check = new GradientCheck(
    { trace, cotangents, base, recorded, rounding, evaluate: counted },
    options,
  );
  const { outcome, diagnostics } = await check.verdict();
  return { check: { ...outcome, runs }, diagnostics };
}

/** A verdict, and the findings that explain it. */
interface Found {
  readonly outcome: Check;
  readonly diagnostics: readonly Diagnostic[];
}

class GradientCheck {
  readonly #run: Compared;
  readonly #options: CheckOptions;
  readonly #left: LeftOut;
  #endings: readonly Ending[] = [];
  #worst = 0;
  #compared = 0;

  constructor(run: Compared, options: CheckOptions) {
    this.#run = run;
    this.#options = options;
    this.#left = new LeftOut(run.trace);
  }

  async verdict(): Promise<Found> {
    const { trace, cotangents, base, rounding } = this.#run;
    const unfit = await this.#unfit();
    if (unfit) return unfit;
    const ways = influence(trace, this.#options.spanOf);
    this.#endings = endingsOf(trace, ways);
    const movable = { trace, base, cotangents, rounding, influence: ways };
    for (const { part, why } of heldParts(movable)) this.#left.refute(part, why);
    for (const course of directionsOf(movable, this.#options.full)) {
      const failure = await this.#compareAlong(course);
      if (failure) return failure;
    }
    this.#leaveKinksOut(movable);
    // The record cannot follow a number that is used as a plain value; differences of the plain program can.
    const held = heldDirection(trace, base);
    const across = moves(held) ? await acrossBranches(this.#run, held) : undefined;
    if (across?.kind === 'refuted') {
      return this.#lost(trace.leaves.filter((_, i) => held[i]!.some((x) => x !== 0)));
    }
    if (across?.kind === 'confirmed') this.#agreed(held, across.error);
    const diagnostics = await this.#askedAtScales();
    const notChecked = this.#left.list();
    const state = notChecked.length > 0 ? 'partly' : this.#compared > 0 ? 'ok' : 'none';
    const maxRelativeError = this.#compared > 0 ? this.#worst : NaN;
    const outcome = {
      state,
      method: 'rerun',
      maxRelativeError,
      directions: this.#compared,
      runs: 0,
      notChecked,
    } as const;
    return {
      outcome: state === 'none' ? { ...outcome, reason: nothingToCompare(trace) } : outcome,
      diagnostics,
    };
  }

  /** Elements whose slope is next to nothing beside that of others, and that stand at a kink. */
  #leaveKinksOut(movable: Movable): void {
    const run = this.#run;
    if (!hasKinks(run.trace)) return;
    const quiet = quietDirection(movable, everything(run.trace, run.base));
    if (!moves(quiet) || !isKink(run, quiet)) return;
    this.#left.add(split(quiet, (part) => isKink(run, part)).bad, 'at a kink');
  }

  /** The verdict where there is nothing to compare. */
  async #unfit(): Promise<Found | undefined> {
    const { trace, base, recorded, evaluate } = this.#run;
    const plain = await evaluate(base);
    if (!plain || !sameBits(plain, recorded)) {
      const message =
        'A plain run on the same inputs gives another result than the traced run: the function depends on something besides its inputs (time, state, randomness).';
      const { span } = this.#options;
      return this.#failed('a plain run gives another result', [
        { code: 'not-deterministic', severity: 'error', message, span, related: [] },
      ]);
    }
    if (recorded.length === 0) return { outcome: noCheck('the result holds no number'), diagnostics: [] };
    // A NaN that no input moves, as at the begin of a moving average, is left out of the comparison.
    const refs = trace.outputs.flatMap((output) => [...output.refs]);
    const constants = recorded.filter((x, i) => !Number.isFinite(x) && refs[i]! < 0).length;
    const others = recorded.filter((x) => !Number.isFinite(x)).length - constants;
    if (others > 0 || constants === recorded.length) return this.#failed('the output is not finite', []);
    return undefined;
  }

  #failed(
    reason: string,
    diagnostics: readonly Diagnostic[],
    leaves: readonly Leaf[] = [],
    maxRelativeError = NaN,
  ): Found {
    const notChecked = leaves.map((leaf) => ({
      path: leafName(leaf),
      shape: leaf.shape,
      elements: null,
      why: reason,
    }));
    return { outcome: { ...noCheck(reason), state: 'failed', maxRelativeError, notChecked }, diagnostics };
  }

  /** The verdict where the plain program follows leaves and the record does not. */
  #lost(leaves: readonly Leaf[]): Found {
    const { trace } = this.#run;
    const found = lost(trace, leaves, this.#options);
    const others = slopeFindings(trace, this.#endings, this.#options.spanOf).filter(
      ({ span }) => !found.some((finding) => finding.span.join() === span.join()),
    );
    return this.#failed(
      'the result depends on it in a way that is not in the trace',
      [...found, ...others],
      leaves,
    );
  }

  #agreed(direction: Direction, error: number): undefined {
    this.#compared++;
    this.#worst = Math.max(this.#worst, error);
    this.#left.compared(direction);
  }

  /**
   * Compares along a direction; where some elements stand at a branch or a kink, along the part that moves the others. The verdict if
   * it fails there.
   */
  async #compareAlong({ direction, kind }: Course): Promise<Found | undefined> {
    const verdict = await compare(this.#run, direction);
    if (verdict.kind === 'compared')
      return kind === 'usual' ? this.#agreed(direction, verdict.error) : undefined;
    if (verdict.kind !== 'unknown') return this.#refutedBy(direction, verdict);
    if (kind === 'hidden') return undefined;
    const { bad, rest } = split(direction, verdict.isBad);
    const others = moves(rest) ? await compare(this.#run, rest) : undefined;
    if (others?.kind === 'lost' || others?.kind === 'wrong') return this.#refutedBy(rest, others);
    const isPart = others?.kind === 'compared';
    if (isPart && kind === 'usual') this.#agreed(rest, others.error);
    const part = isPart ? bad : direction;
    const across = await acrossBranches(this.#run, part);
    if (across.kind === 'refuted' && onlyTruncates(this.#run, part))
      return this.#lost(await this.#follows(1e-4));
    if (kind === 'cut') return undefined;
    if (across.kind === 'confirmed') return this.#agreed(part, across.error);
    this.#left.add(part, verdict.why);
    return undefined;
  }

  /** The verdict where differences along a direction refute the record. */
  async #refutedBy(
    direction: Direction,
    verdict: Exclude<Verdict, { kind: 'unknown' | 'compared' }>,
  ): Promise<Found | undefined> {
    if (verdict.kind === 'lost') return this.#lost(await this.#follows(verdict.step));
    const { trace, cotangents } = this.#run;
    const rules = wrongRules(trace, cotangents);
    if (rules.length === 0 && touchesEqualSpectrum(trace, cotangents)) {
      this.#left.add(direction, 'vectors of equal values have no derivative');
      return undefined;
    }
    const leaves = await this.#refuted(direction);
    const found = wrong(rules, leafNames(leaves), this.#options);
    return this.#failed('it is not the gradient of the function', found, leaves, verdict.error);
  }

  /** The leaves that, moved by themselves, make plain program and record differ. */
  #follows(step: number): Promise<Leaf[]> {
    const { trace, base } = this.#run;
    return this.#each(everything(trace, base), (alone) => {
      const point = moved(base, alone, step);
      return differs(this.#run, replay(trace, point).outputs, point);
    });
  }

  /** The leaves whose gradient alone is refuted. */
  #refuted(direction: Direction): Promise<Leaf[]> {
    return this.#each(direction, async (alone) => (await compare(this.#run, alone)).kind === 'wrong');
  }

  async #each(direction: Direction, test: (alone: Direction) => Promise<boolean>): Promise<Leaf[]> {
    const leaves: Leaf[] = [];
    for (const [i, leaf] of this.#run.trace.leaves.entries()) {
      const alone = direction.map((d, k) => (k === i ? d : new Float64Array(d.length)));
      if (moves(alone) && (await test(alone))) leaves.push(leaf);
    }
    return leaves;
  }

  /** The findings about inputs whose way to the result is not smooth, with what the plain program says of them. */
  async #askedAtScales(): Promise<Diagnostic[]> {
    const { trace } = this.#run;
    const budget = { left: this.#options.budget ?? (this.#options.full ? mostRuns.full : mostRuns.quick) };
    const findings: Diagnostic[] = [];
    const order = { only: 0, partly: 1, decides: 2 };
    const endings = this.#endings.toSorted((a, b) => order[a.kind] - order[b.kind]);
    for (const ending of endings) {
      const { outcome, open } = await ask(this.#run, ending, budget);
      const isCut = (ending.ways & (Way.cut | Way.steps | Way.whole)) === Way.cut;
      const why = ending.places[0].kind === 'guard' ? 'by branches' : isCut ? 'cut' : 'in steps';
      for (const part of open) this.#left.refute(part, why);
      // The result does not move, and the gradient says so.
      if (outcome?.kind === 'unmoved' && outcome.text !== '') this.#compared++;
      const finding = slopeFinding(trace, ending, this.#options.spanOf, outcome);
      if (finding) findings.push(finding);
    }
    return findings;
  }
}

function nothingToCompare({ leaves }: Trace): string {
  return leaves.some(({ first }) => first > 0) ? 'no input reaches the result' : 'no input has a gradient';
}
