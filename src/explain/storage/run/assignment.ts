import { staticKey, unwrap, type Node } from '../../../instrument/syntax.ts';
import { copied, elementOf, store } from '../containers.ts';
import { gettersOf } from './methods.ts';
import type { Machine } from '../machine.ts';
import { either, nothing, type Index, type Ref, type Scope, type Thing, type Value } from '../model.ts';

/** Declares the names of a pattern and gives them what the parts of a value are. */
export function declare(machine: Machine, pattern: Node, value: Value, scope: Scope): void {
  bind(machine, pattern, value, scope, (name, part) => {
    const isNumber = part.refs.length === 0 && part.callables.length === 0 && part.index === undefined;
    scope.names.set(name, { value: isNumber ? { ...part, index: { of: {}, plus: 0 } } : part });
  });
}

/** Assigns a value to a name, a member, or the names of a pattern. */
export function assign(machine: Machine, target: Node, value: Value, scope: Scope, isKept = false): void {
  const to = unwrap(target);
  if (to.type === 'MemberExpression' || to.type === 'OptionalMemberExpression') {
    const object = machine.evaluate(to.object, scope);
    const key = keyOf(machine, to, scope);
    const site = { node: target, file: scope.file };
    const old = elementOf(machine, object, key);
    for (const ref of object.refs) machine.ledger.write(ref, [key], site);
    store(machine, object, key, isKept ? value : settled(old, value));
    return;
  }
  bind(machine, to, value, scope, (name, part) => {
    const slot = scope.find(name);
    if (slot) machine.set(slot, isKept ? part : settled(slot.value, part));
  });
}

/**
 * What a name gets that had another value before: the result of a change in place of that value, as in `w = w.sub(g)`, is no other thing.
 */
function settled(old: Value, value: Value): Value {
  for (const { storage, thing } of value.refs) {
    const before = old.refs.find((one) => one.storage === storage && thing.comesFrom(one.thing));
    if (before) becomeOne(thing, before.thing);
  }
  return value;
}

function becomeOne(thing: Thing, other: Thing): void {
  for (let up = thing.itself; up !== other.itself;) {
    const next = up.parent!.itself;
    up.become(other);
    up = next === up ? other.itself : next;
  }
}

/** The key of a member: a name, or what is known of an index. */
export function keyOf(machine: Machine, node: Node, scope: Scope): Index {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return undefined;
  const name = staticKey(node);
  if (name !== undefined) return name;
  if (node.property.type === 'PrivateName') return `#${node.property.id.name}`;
  return machine.evaluate(node.property, scope).index;
}

function bind(
  machine: Machine,
  pattern: Node,
  value: Value,
  scope: Scope,
  give: (name: string, value: Value) => void,
): void {
  const site = { node: pattern, file: scope.file };
  switch (pattern.type) {
    case 'Identifier':
      for (const { thing } of value.refs) thing.itself.name ??= pattern.name;
      return give(pattern.name, value);
    case 'TSParameterProperty':
      return bind(machine, pattern.parameter, value, scope, (name, part) => {
        give(name, part);
        if (scope.self) store(machine, scope.self, name, part);
      });
    case 'AssignmentPattern': {
      const isGiven = value.refs.length > 0 || value.callables.length > 0 || value.index !== undefined;
      const part = isGiven ? value : usual(machine, pattern.right, scope);
      return bind(machine, pattern.left, part, scope, give);
    }
    case 'RestElement':
      return bind(
        machine,
        pattern.argument,
        { ...nothing, refs: [copied(machine, value, site)] },
        scope,
        give,
      );
    case 'ArrayPattern':
      return pattern.elements.forEach((element, k) => {
        if (element?.type === 'RestElement') bind(machine, element, value, scope, give);
        else if (element) bind(machine, element, read(machine, value, k, element, scope), scope, give);
      });
    case 'ObjectPattern':
      return pattern.properties.forEach((property) => {
        if (property.type === 'RestElement') return bind(machine, property, value, scope, give);
        const { key } = property;
        const name =
          key.type === 'Identifier' && !property.computed
            ? key.name
            : key.type === 'StringLiteral'
              ? key.value
              : machine.evaluate(key, scope).index;
        bind(machine, property.value, read(machine, value, name, property, scope), scope, give);
      });
    case 'MemberExpression':
      return assign(machine, pattern, value, scope);
    default:
  }
}

/** What a name has by default: plain data that is there already is taken for another each time. */
function usual(machine: Machine, node: Node, scope: Scope): Value {
  const { time } = machine.ledger.moment();
  const value = machine.evaluate(node, scope);
  const site = { node, file: scope.file };
  const refs = value.refs.map((ref) => {
    const isData = ref.storage.type === undefined && ref.thing.born < time;
    return isData ? machine.ledger.anew(ref, 'alias', site) : ref;
  });
  return { ...value, refs };
}

/** Reads a member, which a getter may compute. */
export function read(machine: Machine, of: Value, key: Index, node: Node, { file }: Scope): Value {
  const library = libraryMember(of, key);
  if (library) return library;
  const getters = gettersOf(machine, of, key);
  if (getters.length > 0)
    return getters.map((one) => machine.call(one, [], of, { node, file })).reduce(either);
  for (const ref of of.refs) if (isElement(ref, key)) machine.ledger.read(ref, [key], { node, file });
  return elementOf(machine, of, key);
}

function isElement({ storage }: Ref, key: Index): boolean {
  return storage.kind !== 'matrix' && !(storage.kind === 'array' && typeof key === 'string');
}

/** A member of something of a library; undefined of anything else. */
export function libraryMember({ callables }: Value, key: Index): Value | undefined {
  const of = callables.find((one) => 'library' in one)?.library;
  if (of === undefined) return undefined;
  const path = of.endsWith(':') ? `${of}${String(key)}` : `${of}.${String(key)}`;
  return { ...nothing, callables: [{ library: path.replace('ml-matrix:default', 'ml-matrix:Matrix') }] };
}
