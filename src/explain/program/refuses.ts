import { enclosing, spanOf, type Placed, type Program } from './program.ts';

/** Whether a node stands in the test of an `if` that does nothing but throw: what it refuses never reaches a result. */
export function onlyRefuses(at: Placed): boolean {
  const branch = enclosing(at, /^IfStatement$/);
  if (branch?.node.type !== 'IfStatement' || branch.node.alternate) return false;
  const { test, consequent } = branch.node;
  if (at.node.start! < test.start! || at.node.end! > test.end!) return false;
  const only = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return only?.type === 'ThrowStatement';
}

/** Whether what is computed at a place is only printed. */
export function isPrinted(program: Program, place: Placed | undefined): boolean {
  for (let at = place; at; at = at.parent) {
    if (at.key === 'arguments' && at.parent && /^console\./.test(program.text(spanOf(at.parent))))
      return true;
    if (at.node.type.endsWith('Statement')) return false;
  }
  return false;
}
