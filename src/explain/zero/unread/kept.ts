import { staticKey, unwrap } from '../../../instrument/syntax.ts';
import {
  childrenOf,
  descendants,
  enclosing,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../../program/program.ts';
import { keyMeant } from '../../program/keyMeant.ts';
import { calledFunction } from '../../program/scopes.ts';
import type { Replaced } from './replaced.ts';

/**
 * A value that is kept under a key by which nothing reads it (`this.wane = waning`, `rates.set('wane', waning)`, `{ wane: waning }`), or
 * only what keeps its result from the first time.
 */
export function keptUnread(program: Program, value: Placed): Replaced | undefined {
  const { parent } = value;
  const kept = parent && keptUnder(parent, value);
  if (!kept) return undefined;
  if (isRead(program, kept)) return setBefore(program, kept) ?? keptBefore(program, value, kept);
  const { key, whole } = kept;
  const span = spanOf(whole);
  const where = `${program.text(spanOf(value))} is kept as ${key} on line ${span[1]}, and nothing reads ${key}`;
  const object = whole.parent?.node.type === 'ObjectExpression' ? whole.parent : undefined;
  const taken = object && keyMeant(program, object, key);
  if (!taken) return { kind: 'not read', span, message: where, links: [] };
  const { callee, key: other, at } = taken;
  const read = spanOf(at);
  return {
    kind: 'not read',
    span,
    message: `${where}; ${callee} reads ${other} on line ${read[1]}, which is not given`,
    links: [{ message: `${callee} reads ${other}`, span: read }],
  };
}

/** A field that a method sets before the class gives it its first value: the base class calls the method in its constructor. */
function setBefore(program: Program, { key, whole }: Kept): Replaced | undefined {
  const method = enclosing(whole, functionTypes);
  const type = method && enclosing(method, /^Class(Declaration|Expression)$/);
  if (method?.node.type !== 'ClassMethod' || method.node.kind === 'constructor') return undefined;
  const base = type && childrenOf(type).find((one) => one.key === 'superClass');
  const first = base && calledFunction(program, base);
  if (!first) return undefined;
  const { name } = method.node.key as { readonly name?: string };
  const calls = program.nodes().filter((one) => isCallOf(one, name));
  // Called elsewhere as well, it may be after all has been computed.
  const isOnlyThere = calls.every((one) => one.file === first.file && isWithin(first, one.node));
  if (calls.length === 0 || !isOnlyThere) return undefined;
  const field = childrenOf(childrenOf(type).find((one) => one.key === 'body')!).find(
    ({ node }) =>
      node.type === 'ClassProperty' && node.key.type === 'Identifier' && node.key.name === key && node.value,
  );
  if (!field) return undefined;
  const span = spanOf(field);
  const [sets, later] = [program.text(spanOf(whole)), program.text(span).replace(/;$/, '')];
  return {
    kind: 'not read',
    span,
    message: `the field ${key} gets its first value after the constructor of the base class, and replaces what line ${spanOf(whole)[1]} has set`,
    links: [
      { message: `sets it: ${sets}`, span: spanOf(whole) },
      { message: `replaces it: ${later}`, span },
    ],
  };
}

/** Whether a node calls a method of this name. */
function isCallOf({ node }: Placed, name: string | undefined): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return name !== undefined && staticKey(node.callee) === name;
}

/** A result that is computed once, of a value that has been kept under the same key before: `this.#cached ??= f(this.temperature)`. */
function keptBefore(program: Program, value: Placed, { key, whole }: Kept): Replaced | undefined {
  const memo = program.nodes().filter((at) => isOnce(program, at));
  const once = memo.find((at) => mentions(at, key));
  if (!once || whole.node.type !== 'AssignmentExpression') return undefined;
  const span = spanOf(whole);
  const text = program.text(spanOf(value));
  const result = program.text(spanOf(childrenOf(once).find((one) => one.key === 'left')!));
  return {
    kind: 'not read',
    span: spanOf(once),
    message: `${result} is computed once, and not again when line ${span[1]} makes ${key} ${text}`,
    links: [{ message: `${text} is kept as ${key} here`, span }],
  };
}

/** Whether an assignment only happens as long as what it assigns to has no value. */
function isOnce(program: Program, at: Placed): boolean {
  const { node } = at;
  if (node.type !== 'AssignmentExpression') return false;
  if (node.operator === '??=' || node.operator === '||=') return true;
  const test = enclosing(at, /^IfStatement$/);
  const condition = test && childrenOf(test).find((one) => one.key === 'test');
  const target = program.text(spanOf(childrenOf(at).find((one) => one.key === 'left')!));
  return condition !== undefined && isMissing(target, program.text(spanOf(condition)));
}

/** Whether a test is that an expression has no value yet. */
function isMissing(expression: string, test: string): boolean {
  const nothing = ['undefined', 'null'].flatMap((none) =>
    ['===', '=='].map((is) => `${expression} ${is} ${none}`),
  );
  return [`!${expression}`, ...nothing, `Number.isNaN(${expression})`].includes(test);
}

/** Whether an assignment's value reads a member. */
function mentions(at: Placed, key: string): boolean {
  const value = childrenOf(at).find((one) => one.key === 'right')!;
  return [...descendants(value)].some(
    ({ node }) => /MemberExpression$/.test(node.type) && staticKey(node as never) === key,
  );
}

/** What keeps a value, and the key that it has there. */
interface Kept {
  readonly key: string;
  readonly whole: Placed;
}

function keptUnder(parent: Placed, { key: place, node: value }: Placed): Kept | undefined {
  const { node } = parent;
  if (node.type === 'AssignmentExpression' && place === 'right' && node.left.type === 'MemberExpression') {
    const key = staticKey(node.left);
    return key === undefined ? undefined : { key, whole: parent };
  }
  if (node.type === 'ObjectProperty' && place === 'value' && node.key.type === 'Identifier' && !node.computed)
    return { key: node.key.name, whole: parent };
  if (node.type !== 'CallExpression' || node.arguments[1] !== value) return undefined;
  const callee = unwrap(node.callee);
  const [first] = node.arguments;
  if (callee.type !== 'MemberExpression' || staticKey(callee) !== 'set' || first?.type !== 'StringLiteral')
    return undefined;
  return { key: first.value, whole: parent };
}

/** Whether a key stands anywhere else in the program, as a member, in a pattern or as text. */
function isRead(program: Program, { key, whole }: Kept): boolean {
  return program.nodes().some(({ node, parent, file }) => {
    const text = node.type === 'StringLiteral' ? node.value : node.type === 'Identifier' ? node.name : '';
    if (text !== key || (file === whole.file && isWithin(whole, node))) return false;
    const isKey = parent?.node.type === 'ObjectProperty' || /MemberExpression$/.test(parent?.node.type ?? '');
    return node.type === 'StringLiteral' || isKey;
  });
}

const isWithin = (whole: Placed, node: Placed['node']): boolean =>
  node.start! >= whole.node.start! && node.end! <= whole.node.end!;
