import { propertyKey, staticKey } from '../../instrument/syntax.ts';
import { bare, childrenOf, spanOf, type Placed, type Program } from './program.ts';
import { calledFunction, declarationOf, isWrite, referencesOf } from './scopes.ts';

/** What a function takes out of an object by a key that the object lacks. */
export interface KeyTaken {
  readonly key: string;
  /** Where it does. */
  readonly at: Placed;
  /** The text of what is called. */
  readonly callee: string;
}

/**
 * The key by which a called function reads an object that is put together as its argument, where the object lacks it and has another one
 * that the function does not read: of several the one that is most like that.
 */
export function keyMeant(program: Program, object: Placed, given: string): KeyTaken | undefined {
  const call = object.parent;
  if (!call || object.key !== 'arguments' || !('arguments' in call.node)) return undefined;
  const has = keysGiven(object);
  if (!has) return undefined;
  const callee = childrenOf(call).find(({ key }) => key === 'callee')!;
  const called = calledFunction(program, callee);
  const index = call.node.arguments.findIndex((one) => one === object.node);
  const parameter = called && childrenOf(called).filter(({ key }) => key === 'params')[index];
  const taken = parameter ? keysOf(parameter) : [];
  if (taken.some(({ key }) => key === given)) return undefined;
  const missing = taken.filter(({ key }) => !has.has(key));
  const wanted = plain(given);
  const alike = missing.find(({ key }) => wanted.includes(plain(key)) || plain(key).includes(wanted));
  const isOne = new Set(missing.map(({ key }) => key)).size === 1;
  const meant = alike ?? (isOne ? missing[0] : undefined);
  return meant && { ...meant, callee: program.text(spanOf(callee)) };
}

/** The keys of an object that is put together; undefined where it takes in another one, whose keys are not known. */
export function keysGiven(object: Placed): ReadonlySet<string | undefined> | undefined {
  const parts = childrenOf(object);
  if (parts.some(({ node }) => node.type === 'SpreadElement')) return undefined;
  return new Set(parts.map(({ node }) => ('key' in node ? propertyKey(node as never) : undefined)));
}

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');

/** The keys that are read of what a parameter holds: in its pattern, in one that it is taken apart by, or as members. */
function keysOf(parameter: Placed): { readonly key: string; readonly at: Placed }[] {
  const { node } = parameter;
  if (node.type === 'AssignmentPattern') return keysOf(childrenOf(parameter)[0]!);
  if (node.type === 'ObjectPattern') {
    return childrenOf(parameter).flatMap((at) => {
      const key = at.node.type === 'ObjectProperty' ? propertyKey(at.node) : undefined;
      return key === undefined ? [] : [{ key, at }];
    });
  }
  const declared = node.type === 'Identifier' ? declarationOf(parameter, node.name) : undefined;
  if (!declared) return [];
  return referencesOf(declared)
    .filter((one) => !isWrite(one))
    .flatMap((read) => {
      const parent = read.parent!;
      if (parent.node.type === 'VariableDeclarator' && read.key === 'init')
        return keysOf(childrenOf(parent)[0]!);
      if (!/MemberExpression$/.test(parent.node.type) || read.key !== 'object') return [];
      const key = staticKey(parent.node as Parameters<typeof staticKey>[0]);
      return key === undefined ? [] : [{ key, at: bare(parent) }];
    });
}
