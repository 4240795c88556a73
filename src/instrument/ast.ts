import type * as t from '@babel/types';
import type { Range } from '../shared/span.ts';

export type Node = t.Node;
export type NodeOf<K extends Node['type']> = Extract<Node, { type: K }>;

const functionKeys = ['id', 'typeParameters', 'params', 'returnType', 'body'];
const methodKeys = ['decorators', 'key', 'typeParameters', 'params', 'returnType', 'body'];
const fieldKeys = ['decorators', 'key', 'typeAnnotation', 'value'];
const classKeys = [
  'decorators', 'id', 'typeParameters', 'superClass', 'superTypeArguments', 'implements', 'body',
]; // prettier-ignore
const pair = ['left', 'right'];
const argument = ['argument'];
const expression = ['expression'];

/**
 * Children of every node of JavaScript, in the order they stand in the source. Nodes that are types only are not listed:
 * nothing in them is evaluated.
 */
const childKeys: Readonly<Record<string, readonly string[]>> = {
  File: ['program'],
  Program: ['directives', 'body'],
  ArrayExpression: ['elements'],
  ArrayPattern: ['elements', 'typeAnnotation'],
  ArrowFunctionExpression: ['typeParameters', 'params', 'returnType', 'body'],
  AssignmentExpression: pair,
  AssignmentPattern: pair,
  AwaitExpression: argument,
  BinaryExpression: pair,
  BlockStatement: ['directives', 'body'],
  BreakStatement: ['label'],
  CallExpression: ['callee', 'typeArguments', 'arguments'],
  CatchClause: ['param', 'body'],
  ClassAccessorProperty: fieldKeys,
  ClassBody: ['body'],
  ClassDeclaration: classKeys,
  ClassExpression: classKeys,
  ClassMethod: methodKeys,
  ClassPrivateMethod: methodKeys,
  ClassPrivateProperty: fieldKeys,
  ClassProperty: fieldKeys,
  ConditionalExpression: ['test', 'consequent', 'alternate'],
  ContinueStatement: ['label'],
  Decorator: expression,
  DoWhileStatement: ['body', 'test'],
  ExportDefaultDeclaration: ['declaration'],
  ExportNamedDeclaration: ['declaration', 'specifiers'],
  ExportSpecifier: ['local'],
  ExpressionStatement: expression,
  ForInStatement: ['left', 'right', 'body'],
  ForOfStatement: ['left', 'right', 'body'],
  ForStatement: ['init', 'test', 'update', 'body'],
  FunctionDeclaration: functionKeys,
  FunctionExpression: functionKeys,
  IfStatement: ['test', 'consequent', 'alternate'],
  ImportExpression: ['source', 'options'],
  JSXAttribute: ['value'],
  JSXElement: ['openingElement', 'children'],
  JSXExpressionContainer: expression,
  JSXFragment: ['children'],
  JSXMemberExpression: ['object'],
  JSXOpeningElement: ['name', 'typeArguments', 'attributes'],
  JSXSpreadAttribute: argument,
  JSXSpreadChild: expression,
  LabeledStatement: ['label', 'body'],
  LogicalExpression: pair,
  MemberExpression: ['object', 'property'],
  NewExpression: ['callee', 'typeArguments', 'arguments'],
  ObjectExpression: ['properties'],
  ObjectMethod: methodKeys,
  ObjectPattern: ['properties', 'typeAnnotation'],
  ObjectProperty: ['key', 'value'],
  OptionalCallExpression: ['callee', 'typeArguments', 'arguments'],
  OptionalMemberExpression: ['object', 'property'],
  ParenthesizedExpression: expression,
  RestElement: ['argument', 'typeAnnotation'],
  ReturnStatement: argument,
  SequenceExpression: ['expressions'],
  SpreadElement: argument,
  StaticBlock: ['body'],
  SwitchCase: ['test', 'consequent'],
  SwitchStatement: ['discriminant', 'cases'],
  TaggedTemplateExpression: ['tag', 'typeArguments', 'quasi'],
  TemplateLiteral: ['expressions'],
  ThrowStatement: argument,
  TryStatement: ['block', 'handler', 'finalizer'],
  TSAsExpression: expression,
  TSEnumBody: ['members'],
  TSEnumDeclaration: ['body'],
  TSEnumMember: ['initializer'],
  TSExportAssignment: expression,
  TSInstantiationExpression: expression,
  TSModuleBlock: ['body'],
  TSModuleDeclaration: ['body'],
  TSNonNullExpression: expression,
  TSParameterProperty: ['decorators', 'parameter'],
  TSSatisfiesExpression: expression,
  TSTypeAssertion: expression,
  UnaryExpression: argument,
  UpdateExpression: argument,
  VariableDeclaration: ['declarations'],
  VariableDeclarator: ['id', 'init'],
  WhileStatement: ['test', 'body'],
  WithStatement: ['object', 'body'],
  YieldExpression: argument,
};

/** Calls `visit` with each child, in source order. */
export function eachChild(node: Node, visit: (child: Node, key: string) => void): void {
  for (const key of childKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) {
      for (const one of child) if (one) visit(one, key);
    } else if (child) visit(child, key);
  }
}

/** The expression inside parentheses, casts and non-null marks. */
export function unwrap(node: Node): Node {
  while (isWrapper(node)) node = node.expression;
  return node;
}

/** Parentheses, `as`, `satisfies`, `!`, `<T>x`, `f<T>`: no value of their own. */
export function isWrapper(
  node: Node,
): node is
  | t.ParenthesizedExpression
  | t.TSAsExpression
  | t.TSSatisfiesExpression
  | t.TSNonNullExpression
  | t.TSTypeAssertion
  | t.TSInstantiationExpression {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return true;
    default:
      return false;
  }
}

/** Whether a range has a place in it (line from 1, column from 0) or at its end. */
export function holds([startLine, start, endLine, end]: Range, line: number, column: number): boolean {
  return (
    (line > startLine || (line === startLine && column >= start)) &&
    (line < endLine || (line === endLine && column <= end))
  );
}

/** A function of any kind: a declaration, an expression, an arrow, a method. */
export function isFunction(node: Node): node is t.Function {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'ObjectMethod':
      return true;
    default:
      return false;
  }
}

/** A function, arrow or class: never wrapped, since it takes its name from where it stands. */
export function isFunctionLike(node: Node): boolean {
  return /^(ArrowFunctionExpression|FunctionExpression|ClassExpression)$/.test(unwrap(node).type);
}

/** A literal, also a negative number; never a tracked number. */
export function isLiteral(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'UnaryExpression' && (inner.operator === '-' || inner.operator === '+')) {
    return isLiteral(inner.argument);
  }
  if (inner.type === 'TemplateLiteral') return inner.expressions.length === 0;
  if (inner.type === 'BinaryExpression') return isLiteral(inner.left) && isLiteral(inner.right);
  return /^(Numeric|String|Boolean|Null|BigInt)Literal$/.test(inner.type);
}

/** Whether code refers to `this` or `new.target` of the function whose body it is. */
export function hasReceiver(node: Node): boolean {
  if (node.type === 'ThisExpression' || node.type === 'MetaProperty') return true;
  if (/^(Function|Class|ObjectMethod)/.test(node.type)) return false;
  let found = false;
  eachChild(node, (child) => (found ||= hasReceiver(child)));
  return found;
}

/** The key of a member that needs no evaluation: `o.name`, `o["name"]`. */
export function staticKey(node: {
  readonly computed?: boolean | null;
  readonly property: Node;
}): string | undefined {
  const { property } = node;
  if (!node.computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'StringLiteral' ? property.value : undefined;
}

/** The key of a property, a method or a field that needs no evaluation: `{ name: … }`, `{ "name": … }`, `{ 0: … }`. */
export function propertyKey(node: {
  readonly computed?: boolean | null;
  readonly key: Node;
}): string | undefined {
  const { key } = node;
  if (key.type === 'Identifier') return node.computed ? undefined : key.name;
  return key.type === 'StringLiteral' || key.type === 'NumericLiteral' ? String(key.value) : undefined;
}

/** A node's range, lines from 1, columns from 0. */
export function rangeOf(node: Node): Range {
  const { start, end } = node.loc!;
  return [start.line, start.column, end.line, end.column];
}

/** The identifiers that a pattern binds. */
export function boundNames(pattern: Node, visit: (id: t.Identifier) => void): void {
  switch (pattern.type) {
    case 'Identifier':
      return visit(pattern);
    case 'TSParameterProperty':
      return boundNames(pattern.parameter, visit);
    case 'AssignmentPattern':
      return boundNames(pattern.left, visit);
    case 'RestElement':
      return boundNames(pattern.argument, visit);
    case 'ArrayPattern':
      return pattern.elements.forEach((element) => element && boundNames(element, visit));
    case 'ObjectPattern':
      return pattern.properties.forEach((p) =>
        boundNames(p.type === 'ObjectProperty' ? p.value : p.argument, visit),
      );
    default:
  }
}
