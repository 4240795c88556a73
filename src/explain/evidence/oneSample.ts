import { bare, childrenOf, type Placed } from '../program/program.ts';
import { declarationOf } from '../program/scopes.ts';

/** Why the variance of one sample is no number, as the end of a sentence. */
export const noSpread = 'with n − 1, one sample has no spread';

/** Whether an expression is a number of samples less one: `xs.length - 1`, `n - 1` of a `const n = xs.length`. */
export function isCountLessOne(at: Placed): boolean {
  const [left, right] = childrenOf(bare(at));
  const { node } = bare(at);
  if (node.type !== 'BinaryExpression' || node.operator !== '-' || !left || !right) return false;
  const one = bare(right).node;
  return one.type === 'NumericLiteral' && one.value === 1 && isCount(bare(left));
}

function isCount(at: Placed): boolean {
  const { node } = at;
  if (node.type === 'MemberExpression' && node.property.type === 'Identifier')
    return /^(length|size|rows|columns)$/.test(node.property.name);
  if (node.type !== 'Identifier') return false;
  const declarator = declarationOf(at, node.name)?.at.parent;
  if (declarator?.node.type !== 'VariableDeclarator') return false;
  const init = childrenOf(declarator).find(({ key }) => key === 'init');
  return init !== undefined && bare(init).node.type !== 'Identifier' && isCount(bare(init));
}
