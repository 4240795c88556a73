import { unwrap, type Node, type NodeOf } from '../../../instrument/syntax.ts';
import { copied, elementOf, store } from '../containers.ts';
import { keyOf, libraryMember } from './assignment.ts';
import { drop } from '../drop.ts';
import { callLibrary, makeLibrary } from './libraryCalls.ts';
import { callMember } from './members.ts';
import { isClass, methodsOf } from './methods.ts';
import type { Machine } from '../machine.ts';
import { either, nothing, Scope, type Callable, type Site, type Value } from '../model.ts';

type Call = NodeOf<'CallExpression' | 'OptionalCallExpression'>;

/** A call: of a function of the program, of a member of storage, or of a library. */
export function callExpression(machine: Machine, node: Call, scope: Scope): Value {
  const site = { node, file: scope.file };
  const callee = unwrap(node.callee);
  if (callee.type === 'Super' || callee.type === 'Import') {
    argumentsOf(machine, node.arguments, scope);
    return nothing;
  }
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
    const { callables } = machine.evaluate(callee, scope);
    return callAll(machine, callables, argumentsOf(machine, node.arguments, scope), undefined, site);
  }
  const start = machine.ledger.now();
  const object = asked(machine, callee.object, scope);
  const key = keyOf(machine, callee, scope);
  const args = argumentsOf(machine, node.arguments, scope);
  const name = typeof key === 'string' ? key : '';
  const library = libraryMember(object, key)?.callables[0];
  if (library) return callAll(machine, [library], args, undefined, site);
  const own = methodsOf(machine, object, name);
  if (own.length > 0) return callAll(machine, own, args, object, site);
  return callMember(machine, { of: object, name, args, site, start });
}

/**
 * What a member is asked of. An object of a class that one of its methods gives back, as in `window.push(x).mean`, is taken for no other
 * than it was.
 */
export function asked(machine: Machine, node: Node, scope: Scope): Value {
  const object = machine.evaluate(node, scope);
  if (/CallExpression$/.test(unwrap(node).type))
    drop({ ...object, refs: object.refs.filter(({ storage }) => storage.type !== undefined) });
  return object;
}

export function newExpression(machine: Machine, node: NodeOf<'NewExpression'>, scope: Scope): Value {
  const site = { node, file: scope.file };
  const { callables } = machine.evaluate(node.callee, scope);
  const args = argumentsOf(machine, node.arguments, scope);
  const type = callables[0];
  if (!type || 'library' in type) return makeLibrary(machine, type?.library ?? '', args, site);
  const made: Value = { ...nothing, refs: [machine.ledger.make('object', site)] };
  made.refs[0]!.storage.type = type;
  construct(machine, type, args, made, site);
  return made;
}

function construct(machine: Machine, type: Callable, args: readonly Value[], made: Value, site: Site): void {
  if ('library' in type || !isClass(type.node)) {
    machine.call(type, args, made, site);
    return;
  }
  const { node, scope } = type;
  const base = node.superClass ? machine.evaluate(node.superClass, scope).callables[0] : undefined;
  if (base) construct(machine, base, args, made, site);
  const inside = new Scope(scope.file, scope, made);
  for (const member of node.body.body) {
    if (member.type === 'ClassProperty' && member.value && member.key.type === 'Identifier' && !member.static)
      store(machine, made, member.key.name, machine.evaluate(member.value, inside));
  }
  const maker = node.body.body.find((one) => one.type === 'ClassMethod' && one.kind === 'constructor');
  if (maker) machine.call({ node: maker, scope }, args, made, site);
}

function callAll(
  machine: Machine,
  callables: readonly Callable[],
  args: readonly Value[],
  self: Value | undefined,
  site: Site,
): Value {
  let result: Value = nothing;
  if (callables.length === 0) for (const arg of args) machine.ledger.readAll(arg, site);
  for (const one of callables) {
    const value =
      'library' in one ? callLibrary(machine, one.library, args, site) : machine.call(one, args, self, site);
    result = either(result, value);
  }
  return result;
}

function argumentsOf(machine: Machine, nodes: readonly Node[], scope: Scope): Value[] {
  return nodes.map((node) => {
    if (node.type !== 'SpreadElement') return machine.evaluate(node, scope);
    const site = { node, file: scope.file };
    const spread = machine.evaluate(node.argument, scope);
    for (const ref of spread.refs) machine.ledger.read(ref, [], site);
    return elementOf(machine, { ...nothing, refs: [copied(machine, spread, site)] }, undefined);
  });
}
