import { loopsInKernel, type LoopColumns } from '../../engine/proofs/index.ts';
import type { Within } from '../../present/fold/siteSpans.ts';
import { outermostMembers } from '../../present/model/rows.ts';
import { lastNotAbove } from '../../shared/bisect.ts';
import type { Trace } from '../../shared/trace.ts';

/** A loop as its rounds: the equations `from[r]` up to but not including `to[r]`. */
export interface Rounds {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** The loops of a trace. */
interface Loops extends LoopColumns {
  /** How many there are. */
  readonly count: number;
}

/** Whether a loop is of interest, by the equations of its second round, `second` to `third`, and of its last with what follows, `last` to `end`. */
type IsWanted = (second: number, third: number, last: number, end: number) => boolean;

/**
 * The loops of a trace that went round so often, and computed something in each of so many rounds. From the marks of iterations alone: a
 * trace has far fewer of them than equations.
 *
 * @param isWanted leaves short loops inside of others out, which are most, before their rounds are put together
 */
export function* loopsOf(
  trace: Trace,
  within: Within,
  leastRounds: number,
  isWanted: IsWanted = () => true,
): Generator<Rounds> {
  const { rounds, end, count } = loopsIn(trace);
  for (let n = 0; n < count; n++) {
    if (rounds[n]! < leastRounds || isRefused(trace, n, within, isWanted)) continue;
    const loop = roundsOf(trace, marksOf(trace, n), end[n]!, within);
    if (loop.from.length >= leastRounds) yield loop;
  }
}

/** Whether a loop is of no interest, as a few of its marks tell of one inside of another whose first and last round computed something. */
function isRefused(trace: Trace, loop: number, within: Within, isWanted: IsWanted): boolean {
  const { ofMark, rounds, end, first, last } = loopsIn(trace);
  const { equation, scope, site } = trace.iterations;
  const from = equation[last[loop]!]!;
  if (from >= end[loop]! || rounds[loop]! < 3) return false;
  const second = ofMark.indexOf(loop, first[loop]! + 1);
  const third = ofMark.indexOf(loop, second + 1);
  const [a, b, c] = [equation[first[loop]!]!, equation[second]!, equation[third]!];
  if (a === b || b === c) return false;
  const place = placeIn(trace, scope[last[loop]!]!, from);
  return within(place, site[last[loop]!]!) && !isWanted(b, c, from, end[loop]!);
}

/** The marks of one loop. */
function marksOf(trace: Trace, loop: number): Int32Array {
  const { ofMark, rounds, first } = loopsIn(trace);
  const marks = new Int32Array(rounds[loop]!);
  let mark = first[loop]!;
  for (let r = 0; r < marks.length; r++, mark = ofMark.indexOf(loop, mark + 1)) marks[r] = mark;
  return marks;
}

const known = new WeakMap<Trace, Loops>();

/** The loops of a trace, put together once. */
function loopsIn(trace: Trace): Loops {
  let loops = known.get(trace);
  if (!loops) known.set(trace, (loops = loopsFrom(trace)));
  return loops;
}

function loopsFrom(trace: Trace): Loops {
  const members = outermostMembers(trace.scopes);
  const column = () => new Int32Array(trace.iterations.equation.length);
  const columns = {
    ...{ ofMark: column().fill(-1), round: column(), site: column(), around: column() },
    ...{ rounds: column(), end: column(), first: column(), last: column() },
  };
  const count = loopsInKernel(trace, members, columns) ?? loopsInTurn(trace, members, columns);
  return { ...columns, count };
}

/** Fills in which loop each mark is of; how many there are. A round of a loop around another one, in the same call, ends the inner one. */
function loopsInTurn({ scopes, iterations }: Trace, members: Int32Array, columns: LoopColumns): number {
  const { equation, scope, site, skipped } = iterations;
  const { ofMark, round, around, rounds, end, first, last } = columns;
  /** By scope its innermost loop, from 1; 0 where there is none. */
  const innermost = new Int32Array(scopes.parent.length);
  let count = 0;
  for (let k = 0; k < equation.length; k++) {
    const call = scope[k]!;
    if (members[call]! >= 0) continue;
    let loop = innermost[call]! - 1;
    while (loop >= 0 && columns.site[loop] !== site[k]) loop = around[loop]!;
    let number = -1;
    if (loop < 0) {
      loop = count++;
      columns.site[loop] = site[k]!;
      around[loop] = innermost[call]! - 1;
      rounds[loop] = 0;
      end[loop] = -1;
      first[loop] = k;
    } else {
      for (let n = innermost[call]! - 1; n !== loop; n = around[n]!) end[n] = equation[k]!;
      number = round[last[loop]!]!;
    }
    innermost[call] = loop + 1;
    rounds[loop]!++;
    ofMark[k] = loop;
    round[k] = number + 1 + (skipped?.[k] ?? 0);
    last[loop] = k;
  }
  return count;
}

/** The rounds of a loop that computed something. */
function roundsOf(trace: Trace, marks: Int32Array, end: number, within: Within): Rounds {
  const { equation } = trace.iterations;
  const from = new Int32Array(marks.length);
  const to = new Int32Array(marks.length);
  const last = marks.length - 1;
  let count = 0;
  for (let r = 0; r <= last; r++) {
    const begin = equation[marks[r]!]!;
    const stop = r < last ? equation[marks[r + 1]!]! : endOf(trace, marks[last]!, end, within);
    if (begin === stop) continue;
    from[count] = begin;
    to[count++] = stop;
  }
  return { from: from.subarray(0, count), to: to.subarray(0, count) };
}

/** Where the last round of a loop ends: with the loop's call, or where the call goes on outside of the loop's source range. */
function endOf(trace: Trace, mark: number, end: number, within: Within): number {
  const { equations, iterations } = trace;
  const call = iterations.scope[mark]!;
  const most = end >= 0 ? end : equations.op.length;
  let e = iterations.equation[mark]!;
  while (e < most && within(placeIn(trace, call, e), iterations.site[mark]!)) e++;
  return e;
}

/** The site at which an equation happened in a call: its own, or that of the call in it; −1 where it happened elsewhere. */
function placeIn({ equations, scopes }: Trace, call: number, e: number): number {
  let scope = equations.scope[e]!;
  let site = equations.site[e]!;
  for (; scope > call; scope = scopes.parent[scope]!) site = scopes.site[scope]!;
  return scope === call ? site : -1;
}

/** The round of the outermost loop around an equation, from 0; undefined where there is no loop. */
export function iterationOf(trace: Trace, within: Within, equation: number): number | undefined {
  const { equations, scopes, iterations } = trace;
  const { ofMark, round } = loopsIn(trace);
  const mark = lastNotAbove(iterations.equation, equation);
  if (mark < 0) return undefined;
  const calls: number[] = [];
  for (let call = equations.scope[equation]!; call >= 0; call = scopes.parent[call]!) calls.push(call);
  for (const call of calls.reverse()) {
    const last = iterations.scope.lastIndexOf(call, mark);
    const open = last < 0 ? [] : loopsAround(trace, ofMark[last]!);
    const place = placeIn(trace, call, equation);
    const around = open.find(({ site }) => within(place, site) || goesOn(trace, call, open, site, mark + 1));
    if (around) return round[ofMark.lastIndexOf(around.loop, last)];
  }
  return undefined;
}

/** Which loop of a site an equation is in, by its number in the trace, and in which round of it; undefined where it is in none. */
export function roundAt(
  trace: Trace,
  site: number,
  equation: number,
): { readonly loop: number; readonly round: number } | undefined {
  const { ofMark, round } = loopsIn(trace);
  const { iterations } = trace;
  const mark = iterations.site.lastIndexOf(site, lastNotAbove(iterations.equation, equation));
  return mark < 0 ? undefined : { loop: ofMark[mark]!, round: round[mark]! };
}

/** A loop that goes on. */
interface Open {
  readonly loop: number;
  readonly site: number;
}

/** A loop and those around it in the same call, outermost first; none inside of a traced-through member of ml-matrix. */
function loopsAround(trace: Trace, loop: number): Open[] {
  const { site, around } = loopsIn(trace);
  const open: Open[] = [];
  for (; loop >= 0; loop = around[loop]!) open.push({ loop, site: site[loop]! });
  return open.reverse();
}

/** Whether a call's loop has another round at a mark from `k` on, as one in a callback that is called again. */
function goesOn(
  { iterations }: Trace,
  call: number,
  open: readonly Open[],
  loop: number,
  k: number,
): boolean {
  const placeOf = (site: number) => open.findIndex((one) => one.site === site);
  for (; k < iterations.site.length; k++) {
    const place = iterations.scope[k] === call ? placeOf(iterations.site[k]!) : -1;
    // A round of a loop around it ends it; those of loops in it do not.
    if (place >= 0 && place <= placeOf(loop)) return iterations.site[k] === loop;
  }
  return false;
}
