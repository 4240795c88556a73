import { countText } from '../../shared/tensor.ts';
import type { Diagnostic, Link } from '../../shared/errors.ts';
import { briefNumber, shortNumber } from '../../present/format/numberText.ts';
import { carriedInto, givenAt, lengthOf } from '../evidence/carried.ts';
import { loopsOf, type Rounds } from '../evidence/loops.ts';
import { operandsOf, type Trace } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import { leastRounds, swingOf, type Swing } from './swing.ts';

/**
 * A loop that swings ever farther: what it hands on from round to round moves back and forth by longer and longer steps, as in a descent
 * with too large a learning rate, or an explicit integration with too large a time step. Growth in one direction is no fault.
 *
 * @param isAsked whether an element belongs to what is asked about, or comes before it
 */
export function divergence(evidence: Evidence, isAsked: (id: number) => boolean): Diagnostic | undefined {
  const { trace } = evidence;
  const mayGrow = (second: number, third: number, last: number, end: number) =>
    !(largestOf(trace, last, end) < 10 * largestOf(trace, second, third));
  for (const loop of loopsOf(trace, evidence.within, leastRounds, mayGrow)) {
    const last = lastFinite(trace, loop);
    if (largestIn(trace, loop, last) < 10 * largestIn(trace, loop, 1)) continue;
    const swings = growingSites(trace, loop, last).flatMap((site) => {
      const swing = swingOf(trace, loop, last, site);
      return swing?.equations.some((e) => isAsked(trace.equations.out[e]!)) ? [swing] : [];
    });
    // What is computed last in a round is the update; the others follow it.
    const update = swings.sort((a, b) => b.equations[0]! - a.equations[0]!)[0];
    if (update) return describe(evidence, update);
  }
  return undefined;
}

/** The last round all of whose numbers are finite; 1 where there is none. */
function lastFinite(trace: Trace, loop: Rounds): number {
  let round = loop.from.length - 1;
  while (round > 1 && !Number.isFinite(largestIn(trace, loop, round))) round--;
  return round;
}

const largestIn = (trace: Trace, { from, to }: Rounds, round: number): number =>
  largestOf(trace, from[round]!, to[round]!);

/** The largest number that some equations gave, from one up to but not including another; NaN if one is. */
function largestOf({ values, equations: { out } }: Trace, from: number, to: number): number {
  const end = to < out.length ? out[to]! : values.length;
  let most = 0;
  for (let id = out[from]!; id < end; id++) {
    const x = Math.abs(values[id]!);
    if (!(x <= most)) most = x;
    if (x !== x) return x;
  }
  return most;
}

/** What a loop hands on, where it is larger in its last round than at its beginning. */
function growingSites(trace: Trace, loop: Rounds, last: number): number[] {
  const lengthIn = (round: number, site: number) => lengthOf(givenAt(trace, loop, round, site));
  return [...carriedInto(trace, loop, 2)].filter((site) => lengthIn(last, site) >= 10 * lengthIn(1, site));
}

function describe(evidence: Evidence, { equations, steps, values, from, rate }: Swing): Diagnostic {
  // Step r leads to round r + 1, and the step after the shortest is the first that has grown.
  const begin = from === 0 ? 1 : from + 2;
  const equation = equations[begin]!;
  const text = evidence.textOf(equation);
  const iteration = from === 0 ? undefined : evidence.iteration(equation);
  const start = from === 0 ? '' : ` from iteration ${countText(begin)} on`;
  return {
    code: 'ill-conditioned',
    class: 'conditioning',
    severity: 'warning',
    message:
      `${text} swings ever farther${start}: each step is about ${briefNumber(rate, 2)} times as long as the one before and overshoots, up to ` +
      `${shortNumber(steps.at(-1)!)}. ${addsToItself(evidence.trace, equations) ? 'The step size is too large.' : 'Each round multiplies what it is given, errors included.'}`,
    span: ownPlace(evidence, equation)!,
    mark: '⚠ diverges',
    related: chainOf(evidence, equations, values),
    equation,
    ...(iteration !== undefined && { iteration }),
  };
}

/** Whether a round adds something to what the one before gave, as an update does. */
function addsToItself(trace: Trace, equations: readonly number[]): boolean {
  const [before, now] = equations.slice(-2) as [number, number];
  const first = trace.equations.out[before]!;
  return operandsOf(trace, now).some(({ refs }) => refs[0] === first);
}

/** The first rounds and the last. */
function chainOf(evidence: Evidence, equations: readonly number[], values: readonly number[]): Link[] {
  const link = (r: number): Link => {
    const iteration = evidence.iteration(equations[r]!);
    return {
      message: `iteration ${countText(r)}: ${evidence.textOf(equations[r]!)} = ${shortNumber(values[r]!)}`,
      span: ownPlace(evidence, equations[r]!)!,
      equation: equations[r]!,
      value: values[r]!,
      ...(iteration !== undefined && { iteration }),
    };
  };
  const last = equations.length - 1;
  const folded: Link = {
    message: `… × ${countText(last - 3)} rounds`,
    span: ownPlace(evidence, equations[last]!)!,
  };
  return last > 4 ? [link(0), link(1), link(2), folded, link(last)] : equations.map((_, r) => link(r));
}
