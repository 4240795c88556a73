import type * as t from '@babel/types';
import { runtimeGlobal as gl } from '../../../shared/runtime.ts';
import { wholeMessage } from '../../../shared/sites.ts';
import type { Node } from '../../ast.ts';
import { isLiteral, unwrap } from '../../ast.ts';
import { errorOffset } from '../../sourceMarks.ts';
import type { Writer } from '../../writer.ts';
import { calleeText, valueText } from './quoted.ts';

/*
 * Where the engine iterates or destructures a value itself, its error quotes the running text, which is not the user's. So the
 * runtime checks the value first, and throws V8's error with the text that the user wrote.
 */

/**
 * The syntax in which something is iterated; it decides what V8 quotes: `for (… of x)`, `for await (… of x)`, `{ a: [b] = x }`, `[...x]`, `const [a] = x`, `[a] = x`,
 * `([a] = x) => …`, `f(...x, y)`, `yield* x`, and the latter in an
 * async generator.
 */
export type Iteration =
  | 'loop'
  | 'awaited'
  | 'nested'
  | 'element'
  | 'declared'
  | 'assigned'
  | 'default'
  | 'argument'
  | 'delegate'
  | 'delegateAsync';

/**
 * Writes the operand of an iteration, without checks. If the operand is a call, V8 has one message for a callee that is no function
 * and for a result that is not iterable: the call gets that text.
 */
export function writeOperand(w: Writer, node: Node, how: Iteration, write = w.argument): string {
  const call = w.setting.trace ? callIn(node) : undefined;
  if (call) {
    const text = textOfIterated(node, call, how);
    if (text !== undefined) w.calleeTexts.set(call, text);
  }
  return write(node);
}

/** Writes the operand of an iteration with the check that it is iterable. `isRewritten`: its text is not the user's in any case. */
export function writeIterated(
  w: Writer,
  node: Node,
  how: Iteration,
  text = writeOperand(w, node, how),
  at = how === 'declared' ? node.start! : undefined,
  isRewritten = false,
): string {
  const inner = unwrap(node);
  if (!w.setting.trace || /^(Array|String|Template)(Expression|Literal)$/.test(inner.type)) return text;
  const message = iterationMessage(node, inner, how);
  // The engine quotes what is not rewritten as it stands.
  const isQuoted = message !== undefined || how === 'default' || (how === 'nested' && isLiteral(inner));
  if (isQuoted && !isRewritten && w.isUnchanged(node, text)) return text;
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

/** Writes the source value of an object pattern with V8's checks. `isRewritten`: its text is not the user's in any case. */
export function writeDestructured(
  w: Writer,
  pattern: t.ObjectPattern,
  node: Node,
  text: string,
  isRewritten: boolean,
  quoted = valueText(node),
): string {
  // The engine quotes what is not rewritten as it stands, or the first property's default.
  const [first] = pattern.properties;
  const isDefault = first?.type === 'ObjectProperty' && first.value.type === 'AssignmentPattern';
  if (w.isUnchanged(node, text) && !isRewritten && !isDefault) return text;
  const s = destructuringSite(w, pattern, node, quoted);
  return s === undefined ? text : `${gl}.destructured(${s}, ${text})`;
}

/**
 * The site of an object pattern's source value, with the start of V8's message for null and undefined; `quoted` is the text that V8
 * finds for the value. Undefined if the pattern fails at its first read, whose message quotes nothing.
 */
export function destructuringSite(
  w: Writer,
  pattern: t.ObjectPattern,
  node: Node,
  quoted: string | undefined,
): string | undefined {
  const [first] = pattern.properties;
  const at = destructuringPlace(pattern);
  let property = '';
  if (first?.type === 'ObjectProperty' && !first.computed) {
    const { key } = first;
    const value = unwrap(first.value);
    const isDefault = value.type === 'AssignmentPattern';
    if (value.type === 'MemberExpression' || (isDefault && value.left.type !== 'ObjectPattern'))
      return undefined;
    if (isDefault) quoted = valueText(value.right);
    property = ` property '${key.type === 'Identifier' ? key.name : String((key as t.StringLiteral).value)}' of`;
  }
  return w.site(
    node,
    `Cannot destructure${property}${quoted === undefined ? '' : ` '${quoted}'`}`,
    undefined,
    at,
  );
}

/** The offset that V8 names where an object pattern meets null or undefined: the target of the pattern's first property. */
export function destructuringPlace(pattern: t.ObjectPattern): number {
  const [first] = pattern.properties;
  if (!first || (first.type === 'ObjectProperty' && first.computed)) return pattern.start!;
  return (first.type === 'ObjectProperty' ? first.value : first.argument).start!;
}

/** The message for a value that is not iterable; undefined where V8 names the value's type instead. */
export function iterationMessage(node: Node, inner: Node, how: Iteration): string | undefined {
  const unread = (callee: Node): string =>
    `${calleeText(callee)} is not iterable (cannot read property Symbol(Symbol.iterator))`;
  const call = callIn(inner);
  const callee = call && calledIn(call);
  // V8 names the start of `b` for `a ?? b`; a method call there contains that position, but does not start at it.
  const method =
    isNullish(inner) && !call && inner.right.type === 'CallExpression' ? inner.right.callee : undefined;
  switch (how) {
    case 'loop':
    case 'nested':
      if (
        how === 'nested' &&
        /^(Null|Numeric|Boolean|BigInt|RegExp)Literal$|^Object|Function|^Class/.test(inner.type)
      )
        return undefined;
      if (how === 'nested' && inner.type === 'UnaryExpression' && inner.operator === '!') return undefined;
      if (inner.type === 'OptionalCallExpression') return unread(inner.callee);
      if (/^(OptionalMember|Conditional)Expression$/.test(inner.type)) return undefined;
      if (inner.type === 'LogicalExpression' && !isNullish(inner)) return undefined;
      if (method) return unread(method);
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
      return (callee ?? method) && unread((callee ?? method)!);
    case 'argument':
      return callee && unread(callee);
    case 'delegate':
      if (inner.type === 'OptionalCallExpression') return unread(inner.callee);
      if (method) return unread(method);
      return isSilent(inner) ? undefined : 'yield* (intermediate value) is not iterable';
    case 'delegateAsync':
      return undefined;
  }
  const returned = callee ? 'is not a function or its return value is not' : 'is not';
  return `${calleeText(node, '')} ${returned} iterable`;
}

/** The call, `new` or tagged template that V8 takes for the place of an expression. */
function callIn(node: Node): Node | undefined {
  const inner = unwrap(node);
  if (inner.type === 'SequenceExpression') return callIn(inner.expressions.at(-1)!);
  if (isNullish(inner)) return isNullish(inner.left) ? undefined : firstCall(inner.right);
  return calledIn(inner) && inner;
}

const isNullish = (node: Node): node is t.LogicalExpression =>
  node.type === 'LogicalExpression' && node.operator === '??';

/** The text that V8 prints for a call whose result is iterated. */
function textOfIterated(node: Node, call: Node, how: Iteration): string | undefined {
  if (how === 'default' || how === 'argument') return undefined;
  const isDelegate = how === 'delegate' || how === 'delegateAsync';
  const text = isDelegate
    ? 'yield* (intermediate value)'
    : how === 'awaited'
      ? valueText(node)
      : calleeText(node, '');
  if (call.type === 'NewExpression') return text;
  const kind = how === 'awaited' || how === 'delegateAsync' ? 'async iterable' : 'iterable';
  return wholeMessage(`${text} is not ${isDelegate ? '' : 'a function or its return value is not '}${kind}`);
}

/** The callee of a call, `new` or tagged template. */
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

/** Whether V8 finds an expression by the position where it starts, not by that of an operator inside. */
function startsWhereItIs(node: Node): boolean {
  return /^(Identifier|(This|Unary|Object|Class|Function|ArrowFunction|Conditional)Expression|.*Literal)$/.test(
    node.type,
  );
}

/** Whether V8's message has no source text for this operand of `yield*`. */
function isSilent(node: Node): boolean {
  if (node.type === 'UnaryExpression') return /^(!|delete|void|typeof)$/.test(node.operator);
  if (node.type === 'LogicalExpression') return node.operator !== '??';
  return /^(Identifier|ThisExpression|(OptionalMember|Conditional|Object|Class|Function|ArrowFunction)Expression|.*Literal)$/.test(
    node.type,
  );
}
