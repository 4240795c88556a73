import { staticKey, unwrap } from '../../instrument/syntax.ts';
import { bare, childrenOf, functionTypes, type Placed } from './program.ts';

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

/** By method of a list that calls a function for every element, which of its parameters is the element. */
const elementParameter: Readonly<Record<string, number>> = {
  ...{ map: 0, forEach: 0, filter: 0, some: 0, every: 0, find: 0, findIndex: 0, flatMap: 0 },
  ...{ reduce: 1, reduceRight: 1 },
};

/** The pattern that the elements of a list are bound to where it is gone through: `for (const x of list)`, `list.map((x) => …)`. */
export function elementOf(list: Placed): Placed | undefined {
  const { parent, key } = list;
  if (parent?.node.type === 'ForOfStatement' && key === 'right') {
    const left = childrenOf(parent)[0]!;
    return left.node.type === 'VariableDeclaration' ? childrenOf(childrenOf(left)[0]!)[0] : left;
  }
  if (parent?.node.type !== 'MemberExpression' || key !== 'object') return undefined;
  const index = elementParameter[staticKey(parent.node) ?? ''];
  const call = parent.parent;
  if (index === undefined || call?.node.type !== 'CallExpression' || parent.key !== 'callee')
    return undefined;
  const callback = childrenOf(call).find((one) => one.key === 'arguments');
  if (!callback || !functionTypes.test(unwrap(callback.node).type)) return undefined;
  return childrenOf(callback).filter((one) => one.key === 'params')[index];
}

/** The list whose elements a method hands to a callback, by the identifier that is the callback's parameter for them. */
export function listOfCallback(at: Placed): Placed | undefined {
  const { parent: callback, key } = at;
  const call = callback?.key === 'arguments' ? callback.parent : undefined;
  if (key !== 'params' || !callback || call?.node.type !== 'CallExpression') return undefined;
  const member = bare(childrenOf(call)[0]!);
  if (member.node.type !== 'MemberExpression') return undefined;
  const index = elementParameter[staticKey(member.node) ?? ''];
  const parameters = childrenOf(callback).filter((one) => one.key === 'params');
  return index !== undefined && parameters[index]?.node === at.node ? childrenOf(member)[0] : undefined;
}
