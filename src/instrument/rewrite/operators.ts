import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { isLiteral, unwrap } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';
import { writeDelete } from './calls.ts';
import { writeIterated, writeOperand } from './messages/iterated.ts';

/** The runtime's member for each binary operator. */
export const binaryMembers: Readonly<Record<string, string>> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod', '**': 'pow',
  '&': 'bitAnd', '|': 'bitOr', '^': 'bitXor', '<<': 'shl', '>>': 'sar', '>>>': 'shr',
  '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', '==': 'eq', '!=': 'ne', '===': 'seq', '!==': 'sne',
  in: 'inOp', instanceof: 'instanceOf',
}; // prettier-ignore
const unaryMembers: Readonly<Record<string, string>> = { '-': 'neg', '+': 'plus', '~': 'bitNot' };

export const operators: Rewriters = {
  BinaryExpression(w, node) {
    const comparison = writeTypeofComparison(w, node);
    if (comparison !== undefined) return comparison;
    if (node.left.type === 'PrivateName') {
      return w.copy(node, (child, key) =>
        key === 'left' ? w.write(child) : `${gl}.plain(${w.site(child, 'in')}, ${w.argument(child)})`,
      );
    }
    if (staysNative(node)) return w.copy(node);
    const s = w.site(node, undefined, [node.left, node.right]);
    const lines = w.lines(node.left.end!, node.right.start!);
    return `${gl}.${binaryMembers[node.operator]}(${s}, ${w.write(node.left)},${lines} ${w.write(node.right)})`;
  },
  UnaryExpression(w, node) {
    const { operator, argument } = node;
    if (operator === 'typeof') return writeTypeof(w, argument);
    if (operator === 'delete') return writeDelete(w, node);
    if (isLiteral(argument) || operator === 'void' || operator === 'throw') return w.copy(node);
    const lines = w.lines(node.start!, argument.start!);
    if (operator === '!') {
      return isBoolean(unwrap(argument)) || unwrap(argument).type === 'LogicalExpression'
        ? `!${lines}${writeTest(w, argument)}`
        : `${gl}.not(${w.site(node)}, ${lines}${w.argument(argument)})`;
    }
    return `${gl}.${unaryMembers[operator]}(${w.site(node)}, ${lines}${w.argument(argument)})`;
  },
  LogicalExpression(w, node) {
    const { operator, left, right } = node;
    if (operator === '??') return w.copy(node);
    if (isLiteral(left) || isBoolean(left)) {
      return w.copy(node, (child, key) => (key === 'left' ? writeTest(w, child) : w.write(child)));
    }
    const test = `${gl}.truth(${w.site(left)}, ${w.argument(left)})${w.lines(left.end!, right.start!)}`;
    const other = w.write(right);
    return operator === '&&' ? `(${test} ? ${other} : ${gl}.v)` : `(${test} ? ${gl}.v : ${other})`;
  },
  ConditionalExpression: (w, node) =>
    w.copy(node, (child, key) => (key === 'test' ? writeTest(w, child) : w.write(child))),
  ArrayExpression: (w, node) =>
    w.copy(node, (child) =>
      child.type === 'SpreadElement'
        ? `...${w.lines(child.start!, child.argument.start!)}${writeIterated(w, child.argument, 'element')}`
        : w.write(child),
    ),
  YieldExpression: (w, node) =>
    w.copy(node, (child) => {
      if (!node.delegate) return w.write(child);
      // An async generator asks for an async iterator first.
      const how = w.within?.async ? 'delegateAsync' : 'delegate';
      const text = writeOperand(w, child, how, w.write);
      return how === 'delegate' ? writeIterated(w, child, how, text) : text;
    }),
  TemplateLiteral: (w, node) =>
    w.copy(node, (child) =>
      isLiteral(child) ? w.write(child) : `${gl}.text(${w.site(child)}, ${w.argument(child)})`,
    ),
};

/** An expression as a condition: only what is not boolean already needs the runtime to say its truth. */
export function writeTest(w: Writer, node: Node): string {
  const inner = unwrap(node);
  if (inner.type === 'LogicalExpression' && inner.operator !== '??') {
    const text = w.copy(inner, (child) => writeTest(w, child));
    return inner === node
      ? text
      : `(${w.lines(node.start!, inner.start!)}${text})${w.lines(inner.end!, node.end!)}`;
  }
  if (isLiteral(inner) || isBoolean(inner)) return w.write(node);
  return `${gl}.truth(${w.site(inner)}, ${w.argument(node)})`;
}

/** Whether the value is a boolean whatever its operands are. */
function isBoolean(node: Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'BinaryExpression':
      return /^([<>]=?|[=!]==?|in|instanceof)$/.test(inner.operator);
    case 'UnaryExpression':
      return inner.operator === '!' || inner.operator === 'delete';
    case 'LogicalExpression':
      return inner.operator !== '??' && isBoolean(inner.left) && isBoolean(inner.right);
    default:
      return inner.type === 'BooleanLiteral';
  }
}

/** Operators that no tracked number can reach, or that give the same on one. */
function staysNative(node: NodeOf<'BinaryExpression'>): boolean {
  const { left, right, operator } = node;
  if (isLiteral(left) && isLiteral(right)) return true;
  if (operator === '===' || operator === '!==') return neverNumber(left) || neverNumber(right);
  return (operator === '==' || operator === '!=') && (isNil(left) || isNil(right));
}

function isNil(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'NullLiteral' || (inner.type === 'Identifier' && inner.name === 'undefined');
}

function neverNumber(node: Node): boolean {
  const inner = unwrap(node);
  const text =
    inner.type === 'StringLiteral' || inner.type === 'BooleanLiteral' || inner.type === 'TemplateLiteral';
  return (text && isLiteral(inner)) || isNil(inner);
}

/** `typeof x === "string"` and the like. A tracked number's own type is `object`: only that and `number` need the runtime. */
function writeTypeofComparison(w: Writer, node: NodeOf<'BinaryExpression'>): string | undefined {
  const sides = [node.left, node.right];
  const literal = sides.find((side) => side.type === 'StringLiteral');
  if (!literal || !/^[=!]==?$/.test(node.operator)) return undefined;
  const type = sides.find((side) => side.type === 'UnaryExpression' && side.operator === 'typeof');
  if (!type) return undefined;
  const asWritten = !/^(number|object)$/.test(literal.value);
  return w.copy(node, (child) => (child === type && asWritten ? w.copy(child) : w.write(child)));
}

function writeTypeof(w: Writer, argument: Node): string {
  const inner = unwrap(argument);
  if (inner.type !== 'Identifier') return `${gl}.typeOf(${w.argument(argument)})`;
  // An undeclared name has a type, too; only `typeof` may look at it.
  const { name } = inner;
  return `(typeof ${name} === "object" ? ${gl}.typeOf(${name}) : typeof ${name})`;
}
