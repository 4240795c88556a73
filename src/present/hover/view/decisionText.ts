import { shortened } from '../../format/layout.ts';
import { code, escapeText } from '../../format/markdown.ts';
import { shortNumber } from '../../format/numberText.ts';
import { countText } from '../../../shared/tensor.ts';
import { referenceText } from '../../model/operands.ts';
import type { RowIndex } from '../../model/rowIndex.ts';
import { valueOf, type GuardKind } from '../../../shared/trace.ts';
import type { Decision } from '../decision.ts';
import { joined, joinedLines, ranNotes, stepTexts, type Links } from './hoverText.ts';

/** Characters of a source text. */
const longest = 48;

/**
 * How a comparison went: `x > 5 → true, margin 5, decided 4 of 4`, and with what numbers.
 *
 * @param text its source text; empty: what the trace has instead
 */
export function decisionText(index: RowIndex, decision: Decision, text: string, links: Links): string {
  const { outcome, margin, agreeing, all, operands, kind } = decision;
  const { result, variables } = index;
  const names = operands.map((ref) => referenceText(result, variables, ref));
  const numbers = operands.map((ref) => shortNumber(valueOf(result.trace, ref)));
  const said = [
    `${code(shortened(text.replace(/\s+/g, ' '), longest) || testText(kind, names))} → **${outcome}**`,
    margin === undefined ? '' : `margin ${shortNumber(margin)}`,
    `decided ${countText(agreeing)} of ${countText(all)}`,
  ];
  return joined([
    joinedLines([
      [said.filter(Boolean).join(', '), ...stepTexts(index, decision, links)].join(' · '),
      text === testText(kind, numbers) ? '' : escapeText(testText(kind, numbers)),
      ...ranNotes(index, decision),
    ]),
    links.below,
  ]);
}

function testText(kind: GuardKind, operands: readonly string[]): string {
  if (kind === 'truth') return operands[0]!;
  return operands.length === 2 && kind !== 'Object.is'
    ? operands.join(` ${kind} `)
    : `${kind}(${operands.join(', ')})`;
}
