import { staticKey, unwrap } from '../../../instrument/syntax.ts';
import { childrenOf, functionTypes, type Placed } from '../../program/program.ts';

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
