import type * as t from '@babel/types';
import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node } from '../ast.ts';
import { unwrap } from '../ast.ts';
import { errorOffset } from '../positions.ts';
import type { Writer } from '../writer.ts';
import { calleeText, valueText } from './callee.ts';

/*
 * Where the engine takes a value apart itself, its error quotes the program's text, which here is not the user's. So the
 * runtime looks at the value first, and says what V8 says of the text as it was written.
 */

/**
 * Where something is iterated, which decides what V8 quotes: `for (… of x)`, `for await (… of x)`, `{ a: [b] = x }`, `[...x]`, `const [a] = x`, `[a] = x`,
 * `([a] = x) => …`, `f(...x, y)`, `yield* x`.
 */
export type Iteration =
  'loop' | 'awaited' | 'nested' | 'element' | 'declared' | 'assigned' | 'default' | 'argument' | 'delegate';

/** A value that is iterated. */
export function writeIterated(
  w: Writer,
  node: Node,
  how: Iteration,
  text = w.argument(node),
  at = how === 'declared' ? node.start! : undefined,
): string {
  const inner = unwrap(node);
  if (!w.setting.trace || /^(Array|String|Template)(Expression|Literal)$/.test(inner.type)) return text;
  const message = iterationMessage(node, inner, how);
  // The engine quotes what is not rewritten as it stands.
  if (message !== undefined && w.isUnchanged(node, text)) return text;
  return `${gl}.${how === 'awaited' ? 'asyncIterable' : 'iterable'}(${w.site(node, message, undefined, at)}, ${text})`;
}

/** The arguments of a call: a single spread at the end is V8's own, others it turns into an array. */
export function writeArgument(w: Writer, call: Node, args: readonly Node[]): (arg: Node) => string {
  const isLast = args.findIndex((arg) => arg.type === 'SpreadElement') === args.length - 1;
  return (arg) => {
    if (arg.type !== 'SpreadElement' || !w.setting.trace) return w.write(arg);
    const { argument } = arg;
    const before = `...${w.lines(arg.start!, argument.start!)}`;
    if (!isLast) return before + writeIterated(w, argument, 'argument');
    return `${before}${gl}.spread(${w.site(argument, valueText(argument), undefined, errorOffset(w.source, call))}, ${w.argument(argument)})`;
  };
}

/** Whether an object pattern's own keys may be slots of a typed array. */
export function takesSlots(pattern: t.ObjectPattern): boolean {
  const isSlot = (key: Node) =>
    key.type === 'NumericLiteral' || (key.type === 'StringLiteral' && /^\d+$/.test(key.value));
  return pattern.properties.some((one) => one.type !== 'ObjectProperty' || one.computed || isSlot(one.key));
}

/** The patterns inside an object pattern that take slots, as text; undefined if there are none. */
export function patternsIn(pattern: t.ObjectPattern): string | undefined {
  const inner = pattern.properties.flatMap((one) => {
    if (one.type !== 'ObjectProperty' || one.computed) return [];
    const taken = one.value.type === 'AssignmentPattern' ? one.value.left : one.value;
    if (taken.type !== 'ObjectPattern') return [];
    const patterns = patternsIn(taken) ?? (takesSlots(taken) ? '{}' : undefined);
    const name = one.key.type === 'Identifier' ? one.key.name : String((one.key as t.StringLiteral).value);
    return patterns === undefined || name === '__proto__' ? [] : `${JSON.stringify(name)}: ${patterns}`;
  });
  return inner.length > 0 ? `{ ${inner.join(', ')} }` : undefined;
}

/** A value that an object pattern takes apart. */
export function writeDestructured(w: Writer, pattern: t.ObjectPattern, node: Node, text: string): string {
  const [first] = pattern.properties;
  let property = '';
  if (first?.type === 'ObjectProperty') {
    // V8 then fails at the read, and quotes nothing.
    if (/Pattern$/.test(first.value.type)) return text;
    const { key } = first;
    if (!first.computed) {
      property = ` property '${key.type === 'Identifier' ? key.name : String((key as t.StringLiteral).value)}' of`;
    }
  }
  // The engine quotes what is not rewritten as it stands.
  if (w.isUnchanged(node, text) && !takesSlots(pattern) && !patternsIn(pattern)) return text;
  const s = w.site(
    node,
    `Cannot destructure${property} '${valueText(node)}'`,
    undefined,
    first?.start ?? pattern.start!,
  );
  return `${gl}.destructured(${s}, ${text})`;
}

/** The message for a value that is not iterable; undefined where V8 names the value's type instead. */
function iterationMessage(node: Node, inner: Node, how: Iteration): string | undefined {
  const unread = (callee: Node): string =>
    `${calleeText(callee)} is not iterable (cannot read property Symbol(Symbol.iterator))`;
  const callee = calledIn(inner.type === 'SequenceExpression' ? inner.expressions.at(-1)! : inner);
  switch (how) {
    case 'loop':
    case 'nested':
      if (how === 'nested' && inner.type === 'UnaryExpression' && inner.operator === '!') return undefined;
      if (inner.type === 'OptionalCallExpression') return unread(inner.callee);
      if (/^(OptionalMember|Conditional)Expression$/.test(inner.type)) return undefined;
      if (inner.type === 'LogicalExpression' && inner.operator !== '??') return undefined;
      break;
    case 'awaited': {
      const text = valueText(node);
      return `${text} ${callee ? 'is not a function or its return value is not' : 'is not'} async iterable`;
    }
    case 'element':
      if (/^Optional/.test(inner.type)) return `${valueText(inner)} is not iterable`;
      break;
    case 'declared': {
      const first = node === inner ? firstCall(inner) : undefined;
      if (first === inner) break;
      if (first) return unread(first.callee);
      if (node !== inner || !startsWhereItIs(inner)) return undefined;
      break;
    }
    case 'assigned':
      return undefined;
    case 'default':
      if (inner.type === 'OptionalCallExpression') return unread(inner.callee);
      return callee && unread(callee);
    case 'argument':
      return callee && unread(callee);
    case 'delegate':
      if (inner.type === 'OptionalCallExpression') return unread(inner.callee);
      return isSilent(inner) ? undefined : 'yield* (intermediate value) is not iterable';
  }
  const returned = callee ? 'is not a function or its return value is not' : 'is not';
  return `${calleeText(node, '')} ${returned} iterable`;
}

/** What a call, `new` or tagged template calls. */
function calledIn(node: Node): Node | undefined {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return node.callee;
    case 'TaggedTemplateExpression':
      return node.tag;
    default:
      return undefined;
  }
}

/** The call of a name, or the `new`, that an expression starts with. */
function firstCall(node: Node): t.CallExpression | t.NewExpression | undefined {
  switch (node.type) {
    case 'NewExpression':
      return node;
    case 'CallExpression':
      return node.callee.type === 'Identifier' ? node : firstCall(node.callee);
    case 'MemberExpression':
      return firstCall(node.object);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return firstCall(node.left);
    default:
      return undefined;
  }
}

/** Expressions that V8 knows by the place where they start: not those known by an operator inside. */
function startsWhereItIs(node: Node): boolean {
  return /^(Identifier|(This|Unary|Object|Class|Function|ArrowFunction|Conditional)Expression|.*Literal)$/.test(
    node.type,
  );
}

/** Operands of `yield*` that V8 does not find again. */
function isSilent(node: Node): boolean {
  if (node.type === 'UnaryExpression') return /^(!|delete|void|typeof)$/.test(node.operator);
  if (node.type === 'LogicalExpression') return node.operator !== '??';
  return /^(Identifier|ThisExpression|(OptionalMember|Conditional|Object|Class|Function|ArrowFunction)Expression|.*Literal)$/.test(
    node.type,
  );
}
