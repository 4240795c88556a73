import type { Node, NodeOf } from '../../../instrument/syntax.ts';
import { elementOf } from '../containers.ts';
import type { Machine } from '../machine.ts';
import type { Callable, Index, Value } from '../model.ts';

export const isClass = (node: Node): node is NodeOf<'ClassDeclaration' | 'ClassExpression'> =>
  /^Class(Declaration|Expression)$/.test(node.type);

/** The functions of the program that a member of objects or classes is. */
export function methodsOf(machine: Machine, object: Value, name: string): Callable[] {
  const found = [...elementOf(machine, object, name).callables];
  for (const { storage } of object.refs) {
    const method = storage.type && methodOf(machine, storage.type, name, false);
    if (method) found.push(method);
  }
  for (const type of object.callables) {
    const method = methodOf(machine, type, name, true);
    if (method) found.push(method);
  }
  // Objects of one class have one method.
  return found.filter((one, k) => found.findIndex((other) => isSame(one, other)) === k);
}

/** The getters of classes that a member of objects is. */
export function gettersOf(machine: Machine, object: Value, key: Index): Callable[] {
  if (typeof key !== 'string') return [];
  return methodsOf(machine, object, key).filter(
    (one) => 'node' in one && 'kind' in one.node && one.node.kind === 'get',
  );
}

const isSame = (one: Callable, other: Callable): boolean =>
  one === other || ('node' in one && 'node' in other && one.node === other.node && one.self === other.self);

function methodOf(machine: Machine, type: Callable, name: string, isStatic: boolean): Callable | undefined {
  if ('library' in type || !isClass(type.node)) return undefined;
  const { node, scope } = type;
  for (const member of node.body.body) {
    const isMethod = member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod';
    if (!isMethod || member.static !== isStatic) continue;
    const { key } = member;
    const own = key.type === 'PrivateName' ? `#${key.id.name}` : key.type === 'Identifier' ? key.name : '';
    if (own === name) return { node: member, scope };
  }
  const base = node.superClass ? machine.evaluate(node.superClass, scope).callables[0] : undefined;
  return base && methodOf(machine, base, name, isStatic);
}
