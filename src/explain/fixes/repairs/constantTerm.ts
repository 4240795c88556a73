import { bare, enclosing } from '../../program/program.ts';
import { before, part, type Repair } from '../repair.ts';

/** `new Matrix(xs.map((x) => [x, x * x]))`: rows of a design without a column of ones. */
export const constantTerm: Repair = (at) => {
  const row = bare(at);
  if (row.node.type !== 'ArrayExpression' || row.node.elements.length === 0) return [];
  const around = enclosing(row, /^ArrowFunctionExpression$/);
  const matrix = enclosing(row, /^NewExpression$/);
  if (!around || !matrix || bare(part(around, 'body')!).node !== row.node) return [];
  const [first] = row.node.elements;
  if (!first || (first.type === 'NumericLiteral' && first.value === 1)) return [];
  const start = { ...row, node: first };
  return [{ title: 'Begin each row with a 1, for the constant term', edits: [before(start, '1, ')] }];
};
