import { cutText } from '../../shared/errors.ts';
import { guardKinds, type Cut, type TraceResult } from '../../shared/trace.ts';
import type { Span } from '../../shared/span.ts';
import { plural } from '../format/numberText.ts';
import { countText } from '../../shared/tensor.ts';
import { placeText } from '../format/placeText.ts';
import { isOrdinary } from '../model/inputs.ts';
import { referenceText } from '../model/operands.ts';
import type { Variables } from '../model/variables.ts';

/** A fact about a place that is nothing to repair. */
export interface PlainFact {
  readonly text: string;
  /** `loss.ts:9:7`, and more where it holds of several. */
  readonly place: string;
  readonly span: Span | undefined;
}

/** Facts of one kind: how many there are in words, the first of them, and how many places are left out. */
export interface PlainFacts {
  readonly about: string;
  readonly facts: readonly PlainFact[];
  readonly hidden: number;
}

const mostPlaces = 8;

/** The comparisons that chose the branch, equal ones at one place together: the gradient holds while they do. */
export function guardFacts(result: TraceResult, variables: Variables): PlainFacts {
  const { guards } = result.trace;
  const groups = new Map<number, { first: number; count: number }>();
  const shownAsCut = guardKinds.indexOf('integer');
  for (let g = 0; g < guards.kind.length; g++) {
    const kind = guards.kind[g]!;
    if (kind === shownAsCut) continue;
    const key = 2 * (guardKinds.length * guards.site[g]! + kind) + guards.outcome[g]!;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { first: g, count: 1 });
  }
  const total = [...groups.values()].reduce((sum, { count }) => sum + count, 0);
  const facts = [...groups.values()].slice(0, mostPlaces).map(({ first, count }): PlainFact => {
    const operands = [guards.lhs[first]!, guards.rhs[first]!]
      .filter((ref) => ref !== 0)
      .map((ref) => referenceText(result, variables, ref));
    const kind = guardKinds[guards.kind[first]!]!;
    const said =
      kind === 'value'
        ? `${operands[0]} used as a plain value`
        : `${kind === 'truth' ? `truth of ${operands[0]}` : operands.join(` ${kind} `)} is ${guards.outcome[first] === 1}`;
    const span = result.spans.get(guards.site[first]!);
    return { text: said + times(count), place: placeText(result.files, span), span };
  });
  return { about: plural(total, 'guard'), facts, hidden: groups.size - facts.length };
}

/** The cuts: each one that matters, and counts of the ordinary ones by reason. */
export function cutFacts(result: TraceResult, variables: Variables): PlainFacts {
  const { cuts } = result.trace;
  const uses = cuts.reduce((sum, { repeats }) => sum + repeats + 1, 0);
  const lossy = cuts.filter((cut) => !isOrdinary(cut));
  const ordinary = Map.groupBy(cuts.filter(isOrdinary), ({ reason }) => reason);
  const counts = [...ordinary].map(([reason, members]): PlainFact => {
    const [first] = members as [Cut];
    const count = members.reduce((sum, { repeats }) => sum + repeats + 1, 0);
    const more = members.length > 1 ? `, and ${plural(members.length - 1, 'other place')}` : '';
    const place = `${placeOf(result, first)}${more}`;
    return {
      text: `used as ${reason}${times(count)}: no derivative`,
      place,
      span: result.spans.get(first.site),
    };
  });
  const facts = lossy.slice(0, mostPlaces).map((cut) => cutFact(result, variables, cut));
  return {
    about: `${plural(uses, 'use')} of a number without its gradient`,
    facts: [...facts, ...counts],
    hidden: lossy.length - facts.length,
  };
}

function cutFact(result: TraceResult, variables: Variables, cut: Cut): PlainFact {
  const what = referenceText(result, variables, cut.id);
  return {
    text: `${what} ${cutText(cut)}${times(cut.repeats + 1)}`,
    place: placeOf(result, cut),
    span: result.spans.get(cut.site),
  };
}

function placeOf({ files, spans }: TraceResult, { site, to }: Cut): string {
  return placeText(files, spans.get(site)) || `by ${to}`;
}

function times(count: number): string {
  return count === 1 ? '' : ` ×${countText(count)}`;
}
