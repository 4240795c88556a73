import { parse, type Node } from '../../../instrument/syntax.ts';

const known = new Map<string, Node>();

/** The syntax of a pattern: an expression, or a statement. */
export function pattern(text: string): Node {
  let node = known.get(text);
  if (!node) {
    const isStatement = /[;}]$/.test(text) && !text.startsWith('{');
    const { program } = parse(isStatement ? text : `(${text})`, 'pattern.ts');
    const statement = program.body[0]!;
    node = isStatement || statement.type !== 'ExpressionStatement' ? statement : statement.expression;
    if (node.type === 'ParenthesizedExpression') node = node.expression;
    known.set(text, node);
  }
  return node;
}
