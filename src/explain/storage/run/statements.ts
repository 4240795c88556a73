import { eachChild, unwrap, type Node, type NodeOf } from '../../../instrument/syntax.ts';
import { assign, declare } from './assignment.ts';
import { elementOf } from '../containers.ts';
import { drop } from '../drop.ts';
import { underNewName } from './expressions.ts';
import type { Machine } from '../machine.ts';
import { either, nothing, Scope, type Value } from '../model.ts';

/** Runs a statement; whether what follows it in its block is not reached. */
export function statement(machine: Machine, node: Node, scope: Scope): boolean {
  machine.step();
  switch (node.type) {
    case 'ExpressionStatement':
      expressionStatement(machine, node.expression, scope);
      return false;
    case 'VariableDeclaration':
      variables(machine, node, scope);
      return false;
    case 'ReturnStatement':
      if (node.argument)
        machine.frame.returned = either(machine.frame.returned, machine.evaluate(node.argument, scope));
      return true;
    case 'BlockStatement':
      return block(machine, node.body, new Scope(scope.file, scope));
    case 'IfStatement':
      return branch(machine, node, scope);
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      loop(machine, node, new Scope(scope.file, scope));
      return false;
    case 'ForOfStatement':
    case 'ForInStatement':
      loopOver(machine, node, scope);
      return false;
    case 'SwitchStatement':
      machine.evaluate(node.discriminant, scope);
      machine.apart(() =>
        machine.branch(
          node.cases.map(
            (one) => () => (block(machine, one.consequent, new Scope(scope.file, scope)), false),
          ),
        ),
      );
      return false;
    case 'TryStatement':
      return attempt(machine, node, scope);
    case 'LabeledStatement':
      return machine.execute(node.body, scope);
    case 'ThrowStatement':
      machine.evaluate(node.argument, scope);
      return true;
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (node.declaration) machine.execute(node.declaration, scope);
      return false;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'ImportDeclaration':
      return false;
    default:
      if (!/^(TS|Empty|Debugger|Import|Export)/.test(node.type))
        eachChild(node, (child) => machine.evaluate(child, scope));
      return false;
  }
}

/** Runs the statements of a block; functions and classes are known from its start. */
export function block(machine: Machine, body: readonly Node[], scope: Scope): boolean {
  for (const one of body) hoist(one, scope);
  return body.some((one) => machine.execute(one, scope));
}

function hoist(node: Node, scope: Scope): void {
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') {
    if (node.declaration) hoist(node.declaration, scope);
  } else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    const value: Value = { ...nothing, callables: [{ node, scope }] };
    scope.names.set(node.id?.name ?? 'default', { value });
  }
}

function expressionStatement(machine: Machine, expression: Node, scope: Scope): void {
  const inner = unwrap(expression);
  machine.dropped = inner;
  const value = machine.evaluate(inner, scope);
  if (!/^(Assignment|Update)Expression$/.test(inner.type)) drop(value);
}

function variables(machine: Machine, { declarations }: NodeOf<'VariableDeclaration'>, scope: Scope): void {
  for (const one of declarations) {
    const value = one.init ? machine.evaluate(one.init, scope) : nothing;
    const site = { node: one, file: scope.file };
    const named =
      one.init && one.id.type === 'Identifier' ? underNewName(machine, one.id, one.init, value, site) : value;
    declare(machine, one.id, named, scope);
  }
}

function branch(
  machine: Machine,
  { test, consequent, alternate }: NodeOf<'IfStatement'>,
  scope: Scope,
): boolean {
  machine.evaluate(test, scope);
  return machine.branch([
    () => machine.execute(consequent, scope),
    () => (alternate ? machine.execute(alternate, scope) : false),
  ]);
}

function loop(
  machine: Machine,
  node: NodeOf<'ForStatement' | 'WhileStatement' | 'DoWhileStatement'>,
  scope: Scope,
): void {
  if (node.type === 'ForStatement' && node.init) {
    if (node.init.type === 'VariableDeclaration') machine.execute(node.init, scope);
    else machine.evaluate(node.init, scope);
  }
  machine.loop(() => {
    if (node.test && node.type !== 'DoWhileStatement') machine.evaluate(node.test, scope);
    machine.execute(node.body, scope);
    if (node.type === 'DoWhileStatement') machine.evaluate(node.test, scope);
    if (node.type === 'ForStatement' && node.update) drop(machine.evaluate(node.update, scope));
  });
}

function loopOver(machine: Machine, node: NodeOf<'ForOfStatement' | 'ForInStatement'>, outer: Scope): void {
  const over = machine.evaluate(node.right, outer);
  const site = { node: node.right, file: outer.file };
  const right = unwrap(node.right);
  machine.loop((k) => {
    const scope = new Scope(outer.file, outer);
    const key = { of: node, plus: k };
    const element =
      node.type === 'ForOfStatement' ? elementOf(machine, over, key) : { ...nothing, index: key };
    // A copy without a name, made only to be gone through, leads to the elements themselves.
    for (const { thing } of element.refs)
      if (thing.origin === 'copy' && thing.site?.node === right && thing.parent) thing.become(thing.parent);
    if (element.refs.length === 0) for (const ref of over.refs) machine.ledger.read(ref, [key], site);
    if (node.left.type === 'VariableDeclaration')
      declare(machine, node.left.declarations[0]!.id, element, scope);
    else assign(machine, node.left, element, scope);
    machine.execute(node.body, scope);
  });
}

function attempt(
  machine: Machine,
  { block: body, handler, finalizer }: NodeOf<'TryStatement'>,
  scope: Scope,
): boolean {
  const ends = machine.branch([
    () => machine.execute(body, scope),
    () => (handler ? machine.execute(handler.body, new Scope(scope.file, scope)) : true),
  ]);
  return finalizer ? machine.execute(finalizer, scope) || ends : ends;
}
