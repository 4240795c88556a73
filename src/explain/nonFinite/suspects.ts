import { staticKey, unwrap } from '../../instrument/syntax.ts';
import {
  ancestors,
  bare,
  childrenOf,
  descendants,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../program/program.ts';
import { listOfCallback } from '../program/elements.ts';
import {
  calledFunction,
  declarationOf,
  isWrite,
  memberName,
  onlyMethod,
  referencesOf,
} from '../program/scopes.ts';

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
  for (const at of originsOf(program, from)) if (isSuspect(at)) return at;
  return undefined;
}

/** The one expression by which another one may be infinite; undefined where there are several. */
export function onlySuspectFor(
  program: Program,
  from: Placed,
  isSuspect: (at: Placed) => boolean,
): Placed | undefined {
  const found = [...originsOf(program, from)].filter(isSuspect);
  return found.length === 1 ? found[0] : undefined;
}

/** An expression, and what it is made of, the nearest first. */
function* originsOf(program: Program, from: Placed): Generator<Placed> {
  const queue = [from];
  const seen = new Set<Placed['node']>();
  for (const at of queue) {
    if (seen.has(at.node) || seen.size > mostLooked) continue;
    seen.add(at.node);
    yield at;
    queue.push(...nextOf(program, at));
  }
}

/** Expressions that are looked at, at most. */
const mostLooked = 500;

function nextOf(program: Program, at: Placed): readonly Placed[] {
  const { node } = at;
  if (node.type === 'Identifier') return valuesOf(at, node.name);
  if (functionTypes.test(node.type)) return returnsOf(at);
  if (node.type === 'MemberExpression') {
    const own = childrenOf(at).filter(({ key }) => key === 'object' || node.computed);
    const field = node.object.type === 'ThisExpression' ? memberName(node) : undefined;
    return field === undefined ? own : fieldValues(program, field);
  }
  if (node.type !== 'CallExpression') return childrenOf(at);
  const callee = childrenOf(at)[0]!;
  const called = calledFunction(program, callee) ?? onlyMethod(program, callee);
  return called ? [called, ...childrenOf(at).slice(1)] : childrenOf(at);
}

/** What the program's own files give a field: `this.x = value`, `this.x.set(key, value)`, `x = value` in a class. */
function fieldValues(program: Program, field: string): Placed[] {
  return program.nodes().flatMap((at) => {
    const { node, parent, key } = at;
    if (/^Class(Private)?Property$/.test(node.type) && 'key' in node) {
      const [name, value] = childrenOf(at);
      const own = name?.node.type === 'PrivateName' ? `#${name.node.id.name}` : program.text(spanOf(name!));
      return own === field && value ? [value] : [];
    }
    if (node.type !== 'MemberExpression' || memberName(node) !== field || !parent) return [];
    if (parent.node.type === 'AssignmentExpression' && key === 'left') return childrenOf(parent).slice(1);
    const call = parent.parent;
    const isFilling =
      parent.node.type === 'MemberExpression' && /^(set|push)$/.test(staticKey(parent.node) ?? '');
    return isFilling && call?.node.type === 'CallExpression' && parent.key === 'callee'
      ? childrenOf(call).slice(1)
      : [];
  });
}

/** What a function returns or yields: its statements for it, or the expression that is its body. */
export function returnsOf(at: Placed): readonly Placed[] {
  const body = childrenOf(at).find(({ key }) => key === 'body');
  if (!body || body.node.type !== 'BlockStatement') return body ? [body] : [];
  return [...descendants(body)].filter(({ node }) => /^(ReturnStatement|YieldExpression)$/.test(node.type));
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
  // Of the parameter of a callback, the list that it is called for.
  const list = listOfCallback(declared.at);
  return [...(bound ? [bound] : []), ...(list ? [list] : []), ...filled];
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

/** Whether an expression is infinite where a number in it is 0: a logarithm, or a quotient. */
export function isUnbounded({ node }: Placed): boolean {
  if (node.type === 'BinaryExpression')
    return node.operator === '/' && !/Literal$/.test(unwrap(node.right).type);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  const isOfMath = object.type === 'Identifier' && object.name === 'Math' && property.type === 'Identifier';
  return (
    isOfMath && /^log(2|10)?$/.test(property.name) && !/Literal$/.test(unwrap(node.arguments[0] ?? node).type)
  );
}

/** Whether a list of texts is read by `parseInt` itself, which takes the index for the base. */
export function isReadByIndex({ node, parent, key }: Placed): boolean {
  const isParse = node.type === 'Identifier' && node.name === 'parseInt' && key === 'arguments';
  const callee = isParse && parent?.node.type === 'CallExpression' ? parent.node.callee : undefined;
  return callee?.type === 'MemberExpression' && staticKey(callee) === 'map';
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
