import { guardKinds, type Cut, type TraceResult } from '../../shared/trace.ts';
import { isOrdinary } from '../model/inputs.ts';
import type { Paint } from '../format/layout.ts';
import { countText, plural } from '../format/numberText.ts';
import { referenceText } from '../model/operands.ts';
import { placeText } from '../format/placeText.ts';
import type { Variables } from '../model/variables.ts';

const mostLines = 8;

/** The comparisons that chose the branch, equal ones at one place together: the gradient holds while they do. */
export function guardLines(result: TraceResult, variables: Variables, paint: Paint): string[] {
  const { guards } = result.trace;
  const groups = new Map<string, { first: number; count: number }>();
  guards.kind.forEach((kind, g) => {
    // Shown as a cut.
    if (guardKinds[kind] === 'integer') return;
    const key = `${guards.site[g]} ${kind} ${guards.outcome[g]}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { first: g, count: 1 });
  });
  if (groups.size === 0) return [];
  const total = [...groups.values()].reduce((sum, { count }) => sum + count, 0);
  const lines = [...groups.values()].map(({ first, count }) => {
    const operands = [guards.lhs[first]!, guards.rhs[first]!]
      .filter((ref) => ref !== 0)
      .map((ref) => referenceText(result, variables, ref));
    const kind = guardKinds[guards.kind[first]!]!;
    const said =
      kind === 'value'
        ? `${operands[0]} used as a plain value`
        : `${kind === 'truth' ? `truth of ${operands[0]}` : operands.join(` ${kind} `)} is ${guards.outcome[first] === 1}`;
    return `  ${said}${times(count)}  ${paint('dim', placeText(result.files, result.spans.get(guards.site[first]!)))}`;
  });
  return ['', `${paint('bold', 'Branches')}  ${plural(total, 'guard')}`, ...excerpt(lines, paint)];
}

/** The cuts: each one that matters, and counts of the ordinary ones by reason. */
export function cutLines(result: TraceResult, variables: Variables, paint: Paint): string[] {
  const { cuts } = result.trace;
  if (cuts.length === 0) return [];
  const uses = cuts.reduce((sum, { repeats }) => sum + repeats + 1, 0);
  const lossy = cuts.filter((cut) => !isOrdinary(cut)).map((cut) => cutLine(result, variables, cut, paint));
  const ordinary = Map.groupBy(cuts.filter(isOrdinary), ({ reason }) => reason);
  const counts = [...ordinary].map(([reason, members]) => {
    const count = members.reduce((sum, { repeats }) => sum + repeats + 1, 0);
    const more = members.length > 1 ? `, and ${plural(members.length - 1, 'other place')}` : '';
    const where = `${placeOf(result, members[0]!)}${more}`;
    return `  used as ${reason}${times(count)}: no derivative  ${paint('dim', where)}`;
  });
  return [
    '',
    `${paint('bold', 'Cuts')}  ${plural(uses, 'use')} of a number without its gradient`,
    ...excerpt(lossy, paint),
    ...counts,
  ];
}

function cutLine(result: TraceResult, variables: Variables, cut: Cut, paint: Paint): string {
  const what = referenceText(result, variables, cut.id);
  const where = placeOf(result, cut);
  return `  ${what} handed to ${cut.to} (${cut.reason})${times(cut.repeats + 1)}  ${paint('dim', where)}`;
}

function placeOf({ files, spans }: TraceResult, { site, to }: Cut): string {
  return placeText(files, spans.get(site)) || `by ${to}`;
}

function times(count: number): string {
  return count === 1 ? '' : ` ×${countText(count)}`;
}

function excerpt(lines: string[], paint: Paint): string[] {
  const hidden = lines.length - mostLines;
  return hidden <= 0
    ? lines
    : [...lines.slice(0, mostLines), paint('dim', `  … ${countText(hidden)} more places`)];
}
