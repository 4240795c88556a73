import { eachChild, isFunction, type Node } from '../instrument/syntax.ts';
import { Guess } from './guess.ts';
import { sizeOf } from './matrixCalls.ts';
import { eachOf } from './parts.ts';
import { bind, type Scope, type ValueOf } from './patterns.ts';

/** A function's text with the names that it sees. */
export const codeOf = (node: Node, scope: Scope, self?: Guess): Guess =>
  new Guess({ is: 'code', node, scope, ...(self && { self }) });

/** Follows statements in order; what they return is added to `returned`. */
export function followStatements(node: Node, scope: Scope, returned: Guess[], valueOf: ValueOf): void {
  if (isFunction(node)) return;
  const follow = (child: Node | null | undefined) => {
    if (child) followStatements(child, scope, returned, valueOf);
  };
  switch (node.type) {
    case 'BlockStatement':
      for (const one of node.body)
        if (one.type === 'FunctionDeclaration' && one.id) scope.set(one.id.name, codeOf(one, scope));
      node.body.forEach(follow);
      return;
    case 'VariableDeclarator':
      if (node.init) bind(node.id, valueOf(node.init, scope), scope, valueOf);
      return;
    case 'ReturnStatement': {
      const value = node.argument && valueOf(node.argument, scope);
      if (value) returned.push(value);
      return;
    }
    case 'ForStatement':
      follow(node.init);
      if (node.test) followBound(node.test, scope, valueOf);
      follow(node.body);
      return;
    case 'ForOfStatement': {
      const element = eachOf(valueOf(node.right, scope));
      const { left } = node;
      bind(left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left, element, scope, valueOf);
      return follow(node.body);
    }
    default:
      if (/Expression$|^Identifier$|Literal$/.test(node.type)) valueOf(node, scope);
      else eachChild(node, follow);
  }
}

/** The condition of a counting loop: its index runs below a size. */
function followBound(test: Node, scope: Scope, valueOf: ValueOf): void {
  if (test.type !== 'BinaryExpression' || !/^<=?$|^!==?$/.test(test.operator))
    return void valueOf(test, scope);
  const index = valueOf(test.left, scope);
  const bound = valueOf(test.right, scope);
  const size = sizeOf(bound);
  if (test.left.type !== 'Identifier' || !index) return;
  const below = new Guess({ is: 'number', isWhole: true, ...(bound?.as('number') && { size }) });
  scope.set(test.left.name, below);
}
