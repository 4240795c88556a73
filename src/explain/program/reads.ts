import { enclosing, functionTypes, type Placed } from './program.ts';
import { isWrite, referencesOf, type Declared } from './scopes.ts';

/** The reads of a declared name, in source order. */
export function readsOf(declared: Declared): Placed[] {
  return referencesOf(declared).filter((one) => !isWrite(one));
}

/** The statement, or the declaration of one name, that a node is part of. */
export function statementAround(at: Placed): Placed | undefined {
  return enclosing(at, /^VariableDeclarator$|Statement$/);
}

/** Whether two nodes are in the same function. */
export function inSameFunction(a: Placed, b: Placed): boolean {
  return enclosing(a, functionTypes)?.node === enclosing(b, functionTypes)?.node;
}

/** Whether a node is inside another. */
export function isInside(inner: Placed, outer: Placed): boolean {
  return (
    inner.file === outer.file && inner.node.start! >= outer.node.start! && inner.node.end! <= outer.node.end!
  );
}
