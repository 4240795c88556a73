import { staticKey } from '../../instrument/syntax.ts';
import { bare, childrenOf, type Placed } from './program.ts';

/**
 * The list whose elements a name stands for, one after the other: `xs` of `for (let x of xs)` and of `xs.forEach((x) => …)`. A number
 * among them is a copy: what the name is given is not in the list.
 *
 * @param at the identifier that declares the name
 */
export function listGoneThrough(at: Placed): Placed | undefined {
  const { parent } = at;
  if (parent?.node.type === 'VariableDeclarator') {
    const declaration = parent.parent!;
    const loop = declaration.parent;
    if (loop?.node.type !== 'ForOfStatement' || declaration.key !== 'left') return undefined;
    return childrenOf(loop).find(({ key }) => key === 'right');
  }
  if (at.key !== 'params' || !parent || !/^(Arrow)?FunctionExpression$/.test(parent.node.type))
    return undefined;
  const callee = parent.key === 'arguments' ? childrenOf(parent.parent!)[0] : undefined;
  const member = callee && bare(callee);
  if (member?.node.type !== 'MemberExpression' || staticKey(member.node) !== 'forEach') return undefined;
  return 'params' in parent.node && parent.node.params[0] === at.node ? childrenOf(member)[0] : undefined;
}
