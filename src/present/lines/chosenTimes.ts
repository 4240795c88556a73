import { lastNotAbove } from '../../shared/bisect.ts';
import type { Trace, TraceResult } from '../../shared/trace.ts';
import { chosenRound, type Selection } from '../fold/selection.ts';
import type { Within } from '../fold/siteSpans.ts';
import type { FoldTree } from '../fold/tree.ts';
import { roundNodes, unitsOf, type Unit } from '../fold/units.ts';

/*
 * Times are counts of equations and starts of iterations, as those of `Trace.names`. What happens at the end of an interval is in it: a
 * name is bound after its value is computed. Only where a loop ends does the time not say which side is meant; the place does.
 */

/** Times that are looked at: later than `after`, up to and with `upTo`. */
interface Interval {
  readonly after: number;
  readonly upTo: number;
  /** A loop that ended where the interval starts: what is bound then is in it too, if it does not stand in the loop. Else −1. */
  readonly past: number;
}

/** Whether what a site did at a time belongs to the iterations that are looked at. */
export type IsChosen = (time: number, site: number) => boolean;

/** Finds out in logarithmic time; made in one pass over the nodes on the way to what is looked at. */
export function chosenTimes(
  { trace }: TraceResult,
  tree: FoldTree,
  within: Within,
  selection: Selection,
): IsChosen {
  const intervals: Interval[] = [];
  const none = -1;
  const timeAt = (e: number) => timeBefore(trace, e);
  const markTime = (round: number) => tree.from[round]! + tree.mark[round]!;

  walk(0, -1, Infinity, none);
  return (time, site) => {
    let low = 0;
    for (let high = intervals.length; low < high;) {
      const middle = (low + high) >> 1;
      if (intervals[middle]!.upTo < time) low = middle + 1;
      else high = middle;
    }
    return holds(intervals[low], time, site) || holds(intervals[low + 1], time, site);
  };

  function holds(interval: Interval | undefined, time: number, site: number): boolean {
    if (!interval) return false;
    const { after, upTo, past } = interval;
    const isStarted = time > after || (time === after && past >= 0 && !within(site, past));
    return isStarted && time <= upTo;
  }

  function walk(node: number, after: number, upTo: number, before: number): void {
    let at = after;
    let past = before;
    for (const unit of unitsOf(tree, node)) {
      if (unit.kind === 'loop') {
        const [round, start, end] = chosenSpan(unit);
        intervals.push({ after: at, upTo: markTime(unit.node + 1), past });
        if (round >= 0) walk(round, start, end, none);
        at = Math.max(timeAt(unit.to), lastMark(unit));
        past = tree.site[unit.node]!;
      } else if (unit.kind === 'calls') {
        intervals.push({ after: at, upTo: timeAt(unit.from), past });
        const { round } = chosenRound(tree, unit, selection);
        if (round) walk(round.node, timeAt(tree.from[round.node]!), timeAt(tree.to[round.node]!), none);
        at = timeAt(unit.to);
        past = none;
      } else if (unit.kind === 'call') {
        walk(unit.node, at, timeAt(unit.to), past);
        at = timeAt(unit.to);
        past = none;
      }
    }
    intervals.push({ after: at, upTo, past });
  }

  /** The round that is looked at (−1 if it recorded nothing), and the times of its start and end. */
  function chosenSpan(unit: Unit): readonly [round: number, start: number, end: number] {
    const { round } = chosenRound(tree, unit, selection);
    if (!round) return [none, 0, 0];
    const next = tree.end[round.node]!;
    const isLast = next >= tree.end[unit.node]!;
    const end = isLast ? Math.max(timeAt(unit.to), markTime(round.node) + 1) : markTime(next);
    return [round.node, markTime(round.node), end];
  }

  /** The time right after the last round has started. */
  function lastMark(unit: Unit): number {
    return markTime(roundNodes(tree, unit).at(-1)!) + 1;
  }
}

/** The earliest time at which `e` equations are recorded. */
export function timeBefore({ iterations }: Trace, e: number): number {
  return e === 0 ? 0 : e + lastNotAbove(iterations.equation, e - 1) + 1;
}

/** When each name was bound; of older files, which do not say, at the earliest: after all values that were named until then. */
export function nameTimes({ trace }: TraceResult): Int32Array {
  const { names, equations, iterations } = trace;
  if (names.time) return names.time;
  let last = 0;
  return Int32Array.from(names.id, (id) => {
    const e = lastNotAbove(equations.out, id);
    return (last = Math.max(last, e < 0 ? 0 : e + 2 + lastNotAbove(iterations.equation, e)));
  });
}
