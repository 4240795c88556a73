import { bare, childrenOf, spanOf } from '../../program/program.ts';
import type { Repair } from '../repair.ts';

/** The sign of a power in other languages: `3 * x ^ 2`. The operator alone is replaced, since ** binds as a reader of it expects. */
export const power: Repair = (at, program) => {
  const whole = bare(at);
  if (whole.node.type !== 'BinaryExpression' || whole.node.operator !== '^') return [];
  const [left, right] = childrenOf(whole);
  if (right?.node.type !== 'NumericLiteral') return [];
  const [file, , , line, column] = spanOf(left!);
  const [, endLine, endColumn] = spanOf(right);
  const span = [file, line, column, endLine, endColumn] as const;
  const text = program.text(span).replace('^', '**');
  return [{ title: `Write the power as ** ${right.node.value}`, edits: [{ span, text }] }];
};
