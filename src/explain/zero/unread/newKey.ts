import { unwrap } from '../../../instrument/syntax.ts';
import { oneLine, type Evidence } from '../../evidence/evidence.ts';
import { bare, childrenOf, functionTypes, spanOf, type Placed, type Program } from '../../program/program.ts';
import { calledFunction, declarationOf, memberName, onlyMethod } from '../../program/scopes.ts';
import type { Replaced } from './replaced.ts';

/**
 * A look-up in a Map by an array or an object that is made for it: `map.get([row, column])`. It is another key than all that were set,
 * so that it never finds anything.
 */
export function lookedUpByNew({ program }: Evidence): Replaced | undefined {
  for (const call of program.nodes()) {
    const key = keyOfGet(program, call);
    const made = key && madeFor(program, key);
    if (!key || !made) continue;
    const text = (at: Placed) => oneLine(program.text(spanOf(at)));
    const what = bare(made).node.type === 'ArrayExpression' ? 'array' : 'object';
    return {
      kind: 'not read',
      span: spanOf(call),
      message: `${text(call)} finds nothing: ${text(key)} is a new ${what} each time, and so another key than all that were set`,
      links: [{ message: `${text(made)} is made here`, span: spanOf(made) }],
    };
  }
  return undefined;
}

/** The key of a `get` of something that the program fills by `new Map` or by `set`. */
function keyOfGet(program: Program, call: Placed): Placed | undefined {
  const { node } = call;
  if (node.type !== 'CallExpression' || node.arguments.length !== 1) return undefined;
  const callee = childrenOf(call)[0]!;
  const inner = unwrap(callee.node);
  if (inner.type !== 'MemberExpression' || memberName(inner) !== 'get') return undefined;
  const map = program.text(spanOf(childrenOf(bare(callee))[0]!));
  const isMap = program
    .nodes()
    .some(
      ({ node: one, parent, file }) =>
        file === call.file &&
        one.type === 'NewExpression' &&
        one.callee.type === 'Identifier' &&
        one.callee.name === 'Map' &&
        parent !== undefined &&
        new RegExp(`(^|[\\s.])${map.replace(/^this\./, '').replace(/\$/g, '\\$')}\\b`).test(
          program.text(spanOf(parent)),
        ),
    );
  return isMap ? childrenOf(call)[1] : undefined;
}

/** The array or object literal that an expression is, or that all calls hand to the parameter that it is. */
function madeFor(program: Program, key: Placed): Placed | undefined {
  const inner = bare(key);
  if (/^(Array|Object)Expression$/.test(inner.node.type)) return inner;
  const declared = inner.node.type === 'Identifier' ? declarationOf(inner, inner.node.name) : undefined;
  const called = declared?.at.key === 'params' ? declared.at.parent : undefined;
  if (!called || !functionTypes.test(called.node.type)) return undefined;
  const index = childrenOf(called)
    .filter((one) => one.key === 'params')
    .findIndex(({ node }) => node === declared!.at.node);
  const given = program.nodes().flatMap((one) => {
    if (one.node.type !== 'CallExpression') return [];
    const callee = childrenOf(one)[0]!;
    const target = calledFunction(program, callee) ?? onlyMethod(program, callee);
    return target?.node === called.node ? [childrenOf(one)[1 + index]] : [];
  });
  const areMade = given.every((one) => one && /^(Array|Object)Expression$/.test(bare(one).node.type));
  return given.length > 0 && areMade ? given[0] : undefined;
}
