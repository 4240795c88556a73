import type { Diagnostic } from '../../shared/errors.ts';
import { valueOf } from '../../shared/trace.ts';
import { unwrap } from '../../instrument/syntax.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';

/** `^` of a number that is not whole and a small number: it is the exclusive or of whole numbers, and a power was meant. */
export function findExclusiveOr(evidence: Evidence): Diagnostic[] {
  const { trace, program } = evidence;
  const seen = new Set<number>();
  for (const { site, reason, to, id } of trace.cuts) {
    if (reason !== 'integer' || to !== '^' || seen.has(site)) continue;
    seen.add(site);
    const span = evidence.span(site);
    const node = span && program.nodeAt(span)?.node;
    if (!span || node?.type !== 'BinaryExpression' || node.operator !== '^') continue;
    const right = unwrap(node.right);
    if (right.type !== 'NumericLiteral' || right.value < 2 || Number.isInteger(valueOf(trace, id))) continue;
    const message = `${oneLine(program.text(span))} is the exclusive or of whole numbers, not a power: that is written **.`;
    return [{ code: 'gradient-cut', class: 'cut', severity: 'warning', message, span, related: [] }];
  }
  return [];
}
