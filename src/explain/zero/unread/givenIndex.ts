import { staticKey } from '../../../instrument/syntax.ts';
import { oneLine } from '../../evidence/evidence.ts';
import {
  childrenOf,
  enclosing,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../../program/program.ts';
import { declarationOf, referencesOf, type Declared } from '../../program/scopes.ts';
import type { Replaced } from './replaced.ts';

/** Members of arrays that call what they get with an element and its index. */
const givesIndex = /^(map|flatMap|forEach|filter|some|every|find(Last)?(Index)?)$/;

/** A function that is handed over bare, as in `rows.map(weight)`: its second parameter gets the index of each element. */
export function givenIndex(program: Program, { name, at }: Declared): Replaced | undefined {
  const called = enclosing(at, functionTypes);
  const second = called && childrenOf(called).filter(({ key }) => key === 'params')[1];
  const isSecond = second?.node === at.node || (at.key === 'left' && at.parent?.node === second?.node);
  const id = called && isSecond ? nameOf(called) : undefined;
  const declared = id?.node.type === 'Identifier' ? declarationOf(id, id.node.name) : undefined;
  for (const one of declared ? referencesOf(declared) : []) {
    const call = one.key === 'arguments' ? one.parent : undefined;
    if (call?.node.type !== 'CallExpression' || call.node.callee.type !== 'MemberExpression') continue;
    const key = staticKey(call.node.callee) ?? '';
    if (!givesIndex.test(key) || call.node.arguments[0] !== one.node) continue;
    const text = oneLine(program.text(spanOf(call)));
    return {
      kind: 'not read',
      span: spanOf(call),
      message: `${text} calls ${declared!.name} with the index of each element as its ${name}`,
      links: [{ message: `${name} comes in here`, span: spanOf(at) }],
    };
  }
  return undefined;
}

/** The identifier that a function is called by. */
function nameOf(called: Placed): Placed | undefined {
  if (called.node.type === 'FunctionDeclaration') return childrenOf(called).find(({ key }) => key === 'id');
  const { parent } = called;
  return parent?.node.type === 'VariableDeclarator' ? childrenOf(parent)[0] : undefined;
}
