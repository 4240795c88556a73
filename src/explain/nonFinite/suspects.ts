import { unwrap } from '../../instrument/syntax.ts';
import {
  ancestors,
  bare,
  childrenOf,
  descendants,
  functionTypes,
  type Placed,
  type Program,
} from '../program/program.ts';
import { calledFunction, declarationOf, isWrite, referencesOf } from '../program/scopes.ts';

/**
 * The nearest expression by which another one may be NaN: a conversion of a text, or a division by a count; or by which it may be
 * infinite, where that is asked. It is looked for in the expression, in what its names are bound to or filled with, and in what the
 * functions return that it calls.
 */
export function suspectFor(
  program: Program,
  from: Placed,
  isSuspect: (at: Placed) => boolean = isNoNumber,
): Placed | undefined {
  const queue = [from];
  const seen = new Set<Placed['node']>();
  for (const at of queue) {
    if (seen.has(at.node) || seen.size > mostLooked) continue;
    seen.add(at.node);
    if (isSuspect(at)) return at;
    queue.push(...nextOf(program, at));
  }
  return undefined;
}

/** Expressions that are looked at, at most. */
const mostLooked = 500;

function nextOf(program: Program, at: Placed): readonly Placed[] {
  const { node } = at;
  if (node.type === 'Identifier') return valuesOf(at, node.name);
  if (functionTypes.test(node.type)) return returnsOf(at);
  if (node.type === 'MemberExpression')
    return childrenOf(at).filter(({ key }) => key === 'object' || node.computed);
  if (node.type !== 'CallExpression') return childrenOf(at);
  const called = calledFunction(program, childrenOf(at)[0]!);
  return called ? [called, ...childrenOf(at).slice(1)] : childrenOf(at);
}

/** What a function returns: its statements for it, or the expression that is its body. */
export function returnsOf(at: Placed): readonly Placed[] {
  const body = childrenOf(at).find(({ key }) => key === 'body');
  if (!body || body.node.type !== 'BlockStatement') return body ? [body] : [];
  return [...descendants(body)].filter(({ node }) => node.type === 'ReturnStatement');
}

/** What a name is bound to, assigned, or filled with. */
function valuesOf(at: Placed, name: string): readonly Placed[] {
  const declared = declarationOf(at, name);
  if (!declared) return [];
  const bound = boundTo(at, name, true);
  const filled = referencesOf(declared).flatMap((reference) => {
    const { parent } = reference;
    if (!parent) return [];
    if (isWrite(reference)) return childrenOf(parent).slice(1);
    const around = parent.parent;
    if (parent.node.type !== 'MemberExpression' || !around) return [];
    if (around.node.type === 'CallExpression' && parent.key === 'callee' && isPush(parent))
      return childrenOf(around).slice(1);
    return around.node.type === 'AssignmentExpression' && parent.key === 'left'
      ? childrenOf(around).slice(1)
      : [];
  });
  return bound ? [bound, ...filled] : filled;
}

function isPush({ node }: Placed): boolean {
  return (
    node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'push'
  );
}

/** What a name is bound to, of a loop's variable the list; undefined of one that is assigned later, unless that is allowed. */
export function boundTo(at: Placed, name: string, isVariable = false): Placed | undefined {
  const declared = declarationOf(at, name);
  if (!declared || (!isVariable && referencesOf(declared).some(isWrite))) return undefined;
  for (const around of ancestors(declared.at)) {
    const { type } = around.node;
    const isLoop = type === 'ForOfStatement';
    if (type === 'VariableDeclarator' || isLoop) {
      const value = childrenOf(around).find(({ key }) => key === (isLoop ? 'right' : 'init'));
      if (value) return bare(value);
    } else if (!/Pattern$|Property$|VariableDeclaration$|RestElement$/.test(type)) return undefined;
  }
  return undefined;
}

const isNoNumber = (at: Placed): boolean =>
  isConversion(at) || isDivisionByCount(at) || isMapToNothing(at) || isExtremeOfOne(at);

/** Whether an expression makes a list by a function that returns nothing: `xs.map((x) => { x / sum; })`. */
export function isMapToNothing(at: Placed): boolean {
  const { node } = at;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { property } = node.callee;
  if (property.type !== 'Identifier' || !/^(map|flatMap|from|reduce)$/.test(property.name)) return false;
  const f = childrenOf(at).find(({ key, node: { type } }) => key === 'arguments' && functionTypes.test(type));
  const body = f && childrenOf(f).find(({ key }) => key === 'body');
  if (body?.node.type !== 'BlockStatement') return false;
  return ![...descendants(body)].some(({ node: one }) => /^(Return|Throw)Statement$/.test(one.type));
}

/** Whether an expression takes the least or the largest of a list: of an empty one it is infinite. */
export function isExtremeOfList(at: Placed): boolean {
  return argumentsOfExtreme(at)?.every(({ type }) => type === 'SpreadElement') ?? false;
}

/** Whether it is of one thing: of a number it is that, so that a list is meant, of which it is NaN. */
export function isExtremeOfOne(at: Placed): boolean {
  const given = argumentsOfExtreme(at);
  return given?.length === 1 && given[0]!.type !== 'SpreadElement';
}

function argumentsOfExtreme({ node }: Placed) {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property } = node.callee;
  const isExtreme = property.type === 'Identifier' && /^(min|max)$/.test(property.name);
  return isExtreme && object.type === 'Identifier' && object.name === 'Math' ? node.arguments : undefined;
}

/** Whether an expression is an infinity that is written out, as what a search for the least one starts with. */
export function isInfinity({ node, parent }: Placed): boolean {
  if (node.type === 'Identifier') return node.name === 'Infinity';
  if (node.type !== 'MemberExpression' || parent?.node.type === 'CallExpression') return false;
  return node.property.type === 'Identifier' && /^(POSITIVE|NEGATIVE)_INFINITY$/.test(node.property.name);
}

/** Whether an expression divides by the length or size of something. */
export function isDivisionByCount({ node }: Placed): boolean {
  if (node.type !== 'BinaryExpression' || node.operator !== '/') return false;
  const right = unwrap(node.right);
  return (
    right.type === 'MemberExpression' &&
    right.property.type === 'Identifier' &&
    counts.test(right.property.name)
  );
}

const counts = /^(length|size|rows|columns)$/;

/** Whether an expression makes a number of a text. */
export function isConversion({ node, key }: Placed): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '+';
  if (node.type === 'Identifier') return key === 'arguments' && converting.test(node.name);
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  const last = callee.type === 'MemberExpression' ? callee.property : callee;
  return last.type === 'Identifier' && converting.test(last.name);
}

const converting = /^(Number|parseFloat|parseInt)$/;
