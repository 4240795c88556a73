import { rootOf } from '../../present/model/inputs.ts';
import type { Span } from '../../shared/span.ts';
import { countText, elementName } from '../../shared/tensor.ts';
import { shapeOf, sizeAt } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { makerOf } from '../evidence/makers.ts';
import { ownPlace } from '../evidence/places.ts';
import { indicesOf } from '../evidence/reach.ts';
import { droppedResult } from './dropped.ts';
import type { End } from './end.ts';
import type { Replaced } from './unread/replaced.ts';
import { deadBindings } from './bindings.ts';
import { holdsDead, replacedValue } from './replaced.ts';
import { staleCopy } from './staleCopy.ts';
import { readTooLate } from './unread/notAwaited.ts';
import { unreadInput } from './unread/search.ts';
import { Reach, type Ways } from './ways/ways.ts';

/**
 * Where values of the ways that reach nothing are lost: dropped, replaced by others, or never read.
 *
 * @param ids where the ways start, called `name` at `span`
 * @param isOnly no way ends otherwise but in what is printed or tested for equality
 */
export function lostEnd(
  evidence: Evidence,
  { name, ids, span }: Start,
  ways: Ways,
  isOnly: boolean,
): End | undefined {
  const { program, trace } = evidence;
  const isDead = (id: number) => ways.reached[id] !== 0 && (isOnly || evidence.influence.ways[id] === 0);
  const starts = new Set(Array.from(ids, (id) => makerOf(trace, id)));
  const equations = ways.goesOn
    ? deadEquations(evidence, ways, isOnly)
    : [...starts].filter((e) => e >= 0 && isDead(trace.equations.out[e]!));
  const dropped = droppedResult(evidence, equations);
  if (dropped) {
    const { span: at, text, callee, equation } = dropped;
    const clause = `${text} changes nothing, and the result of ${callee} is dropped`;
    return { class: 'disconnected', span: at, clause, rank: 0, equation, times: 2, isSure: true };
  }
  const made = equations.filter((e) => !starts.has(e));
  const at = isOnly ? program.around(span) : undefined;
  const path = pathOf(evidence, ids) ?? name;
  const unread =
    at && (made.length === 0 ? unreadInput(evidence, path, at) : readTooLate(evidence, rootOf(path), at));
  if (unread) return fromReplaced(unread, 3);
  const reached = [Reach.unused, Reach.used].flatMap((reach) => indicesOf(ways.reached, reach));
  const dead = deadBindings(evidence, reached.filter(isDead));
  const replaced = replacedValue(evidence, dead);
  const found =
    replaced?.kind === 'shadowed' ? replaced : (staleCopy(evidence, made, holdsDead(dead)) ?? replaced);
  if (found) return fromReplaced(found, found.kind === 'not read' ? 3 : 1.8);
  if (!isOnly) return undefined;
  const last = ways.unused.reduce((most, id) => Math.max(most, makerOf(trace, id)), -1);
  const clause = last < 0 ? 'nothing is computed from it' : usedForNothing(evidence, last, ways);
  return {
    class: 'disconnected',
    span: (last >= 0 && ownPlace(evidence, last)) || span,
    clause,
    rank: 4.5,
    times: 2,
  };
}

/** That what an equation made is used for nothing, or those of its elements that ways come to, where the result is made of others. */
function usedForNothing(evidence: Evidence, e: number, { unused }: Ways): string {
  const { out, rows, columns } = evidence.trace.equations;
  const [first, size] = [out[e]!, sizeAt(rows[e]!, columns[e]!)];
  const text = evidence.textOf(e);
  const toNothing = 'used for nothing that the result is made of';
  const ends = evidence.influence.ways.subarray(first, first + size);
  if (ends.every((way) => way === 0)) return `${text} is ${toNothing}`;
  const lost = unused.filter((id) => id >= first && id < first + size);
  return lost.length === 1
    ? `${elementName('element ', shapeOf(rows[e]!, columns[e]!), lost[0]! - first)} of ${text} is ${toNothing}`
    : `${countText(lost.length)} of the ${countText(size)} elements of ${text} are ${toNothing}`;
}

/** The path of the input that elements begin with; undefined of what was computed. */
function pathOf({ trace }: Evidence, [first]: Int32Array): string | undefined {
  return trace.leaves.find((leaf) => leaf.first === first)?.path;
}

/** What ways start from. */
export interface Start {
  readonly name: string;
  readonly ids: Int32Array;
  readonly span: Span;
}

/** The equations that made values that reach nothing, in order. */
function deadEquations(evidence: Evidence, { reached }: Ways, isOnly: boolean): number[] {
  const { trace } = evidence;
  const { out, rows, columns } = trace.equations;
  const ids = isOnly
    ? Object.values(Reach).flatMap((way) => indicesOf(reached, way))
    : indicesOf(evidence.influence.ways, 0).filter((id) => reached[id] !== 0);
  const found: number[] = [];
  for (const id of ids.sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && id < out[last]! + sizeAt(rows[last]!, columns[last]!)) continue;
    const e = makerOf(trace, id);
    if (e >= 0) found.push(e);
  }
  return found;
}

function fromReplaced({ span, message, links, kind }: Replaced, rank: number): End {
  const isSure = kind !== 'not read' || links.length > 0;
  return { class: 'disconnected', span, clause: message, rank, times: 2, links, isSure };
}
