import { eachChild, propertyKey, unwrap, type Node, type NodeOf } from '../../../instrument/syntax.ts';
import { copied, elementOf, share, slotOf, store } from '../containers.ts';
import { assign, keyOf, libraryMember, read } from './assignment.ts';
import { asked, callExpression, newExpression } from './calls.ts';
import { asksForm } from '../library.ts';
import type { Machine } from '../machine.ts';
import { either, nothing, type Index, type Ref, type Scope, type Site, type Value } from '../model.ts';

/** Evaluates an expression: what it writes, reads, calls, and what storage its value is in. */
export function expression(machine: Machine, given: Node, scope: Scope): Value {
  machine.step();
  const node = unwrap(given);
  switch (node.type) {
    case 'Identifier':
      return scope.find(node.name)?.value ?? machine.global(node.name, scope);
    case 'ThisExpression':
      return scope.self ?? nothing;
    case 'NumericLiteral':
      return { ...nothing, index: node.value };
    case 'StringLiteral':
      return { ...nothing, index: node.value };
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return { ...nothing, callables: [{ node, scope }] };
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return member(machine, node, scope);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return callExpression(machine, node, scope);
    case 'NewExpression':
      return newExpression(machine, node, scope);
    case 'AssignmentExpression':
      return assignment(machine, node, scope);
    case 'UpdateExpression':
      return update(machine, node, scope);
    case 'BinaryExpression':
      return { ...nothing, index: sum(machine, node, scope) };
    case 'LogicalExpression':
      return logical(machine, node, scope);
    case 'ConditionalExpression':
      return conditional(machine, node, scope);
    case 'SequenceExpression':
      return node.expressions.reduce<Value>((_, one) => machine.evaluate(one, scope), nothing);
    case 'AwaitExpression':
      return machine.evaluate(node.argument, scope);
    case 'ArrayExpression':
      return arrayLiteral(machine, node, scope);
    case 'ObjectExpression':
      return objectLiteral(machine, node, scope);
    default:
      eachChild(node, (child) => {
        const value = machine.evaluate(child, scope);
        if (node.type === 'YieldExpression') machine.ledger.readAll(value, { node, file: scope.file });
      });
      return nothing;
  }
}

/** Names that say that what they name stays as it was. */
const ofOldOne =
  /^(before|prev(ious)?|old|orig(inal)?|saved|backup|snapshot)(?![a-z])|(Before|Prev(ious)?|Old|Copy|Backup|Snapshot)$/;

/**
 * A value under a new name: `const next = rod` means another thing, though it is the same. A field may well be named for short, so that
 * `const { grid } = this` means the same thing, but not by a name that says that it is the old one.
 */
export function underNewName(machine: Machine, name: Node, init: Node, value: Value, site: Site): Value {
  const from = unwrap(init).type;
  const isOldOne = name.type === 'Identifier' && ofOldOne.test(name.name);
  if (from !== 'Identifier' && !(from === 'MemberExpression' && isOldOne)) return value;
  const refs = value.refs.map((ref) => machine.ledger.anew(ref, 'alias', site));
  return { ...value, refs };
}

function member(
  machine: Machine,
  node: NodeOf<'MemberExpression' | 'OptionalMemberExpression'>,
  scope: Scope,
) {
  const object = asked(machine, node.object, scope);
  const key = keyOf(machine, node, scope);
  const library = libraryMember(object, key);
  if (library) return library;
  if (typeof key === 'string' && asksForm.has(key)) return nothing;
  if (key === 'buffer' && object.refs.some(({ storage }) => storage.kind === 'array')) return object;
  return read(machine, object, key, node, scope);
}

function assignment(machine: Machine, node: NodeOf<'AssignmentExpression'>, scope: Scope): Value {
  const { left, right, operator } = node;
  const site = { node, file: scope.file };
  if (operator === '=') {
    const value = machine.evaluate(right, scope);
    const isCopy = isMember(left) && isMember(right);
    const named = isCopy
      ? { ...value, refs: value.refs.map((ref) => machine.ledger.anew(ref, 'alias', site)) }
      : isMember(left)
        ? value
        : underNewName(machine, left, right, value, site);
    assign(machine, left, named, scope, named !== value);
    return named;
  }
  if (isMember(left)) machine.evaluate(left, scope);
  const value = machine.evaluate(right, scope);
  if (/^(\?\?|\|\||&&)=$/.test(operator)) {
    const both = either(machine.evaluate(left, scope), value);
    assign(machine, left, both, scope);
    return both;
  }
  assign(machine, left, nothing, scope);
  return nothing;
}

const isMember = (node: Node): boolean => /MemberExpression$/.test(unwrap(node).type);

function update(machine: Machine, node: NodeOf<'UpdateExpression'>, scope: Scope): Value {
  const value = machine.evaluate(node.argument, scope);
  const step = node.operator === '++' ? 1 : -1;
  const next = { ...nothing, index: moved(value.index, step) };
  assign(machine, node.argument, next, scope);
  return node.prefix ? next : value;
}

/** `i + 1`, `i - 1`: as far as it can be told. */
function sum(machine: Machine, { left, right, operator }: NodeOf<'BinaryExpression'>, scope: Scope): Index {
  const a = left.type === 'PrivateName' ? undefined : machine.evaluate(left, scope).index;
  const b = machine.evaluate(right, scope).index;
  if (operator === '-') return typeof b === 'number' ? moved(a, -b) : undefined;
  if (operator !== '+') return undefined;
  if (typeof b === 'number') return moved(a, b);
  return typeof a === 'number' ? moved(b, a) : undefined;
}

function moved(index: Index, by: number): Index {
  if (typeof index === 'number') return index + by;
  return typeof index === 'object' ? { of: index.of, plus: index.plus + by } : undefined;
}

function logical(
  machine: Machine,
  { left, right, operator }: NodeOf<'LogicalExpression'>,
  scope: Scope,
): Value {
  const first = machine.evaluate(left, scope);
  let second: Value = nothing;
  machine.apart(() =>
    machine.branch([
      () => {
        second = machine.evaluate(right, scope);
        return false;
      },
      () => false,
    ]),
  );
  return operator === '&&' ? second : either(first, second);
}

function conditional(machine: Machine, node: NodeOf<'ConditionalExpression'>, scope: Scope): Value {
  machine.evaluate(node.test, scope);
  let value: Value = nothing;
  const way = (one: Node) => () => {
    value = either(value, machine.evaluate(one, scope));
    return false;
  };
  machine.apart(() => machine.branch([way(node.consequent), way(node.alternate)]));
  return value;
}

function arrayLiteral(machine: Machine, node: NodeOf<'ArrayExpression'>, scope: Scope): Value {
  const site = { node, file: scope.file };
  const made = machine.ledger.make('array', site);
  const value = { ...nothing, refs: [made] };
  node.elements.forEach((element, k) => {
    if (!element) return;
    if (element.type !== 'SpreadElement') {
      const one = machine.evaluate(element, scope);
      if (isTwin(node.elements, k) && one.refs.length > 0) share(machine, made, one, site);
      else store(machine, value, k, one);
      return;
    }
    const spread = machine.evaluate(element.argument, scope);
    for (const ref of spread.refs) machine.ledger.read(ref, [], site);
    const copy = { ...nothing, refs: [copied(machine, spread, site)] };
    store(machine, value, undefined, elementOf(machine, copy, undefined));
  });
  return value;
}

/** Whether an element is named before in the same literal: `[row, row, row]`. */
function isTwin(elements: NodeOf<'ArrayExpression'>['elements'], k: number): boolean {
  const name = nameOf(elements[k]);
  return name !== undefined && elements.slice(0, k).some((one) => nameOf(one) === name);
}

function nameOf(element: Node | null | undefined): string | undefined {
  const inner = element ? unwrap(element) : undefined;
  return inner?.type === 'Identifier' ? inner.name : undefined;
}

function objectLiteral(machine: Machine, node: NodeOf<'ObjectExpression'>, scope: Scope): Value {
  const site = { node, file: scope.file };
  let made: Ref = machine.ledger.make('object', site);
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = machine.evaluate(property.argument, scope);
      for (const ref of spread.refs) machine.ledger.read(ref, [], site);
      const before = made.storage.slots;
      made = copied(machine, spread, site, 'object');
      for (const [key, slot] of before) if (!made.storage.slots.has(key)) made.storage.slots.set(key, slot);
      continue;
    }
    const key = propertyKey(property);
    const one: Value =
      property.type === 'ObjectMethod'
        ? { ...nothing, callables: [{ node: property, scope }] }
        : machine.evaluate(property.value, scope);
    if (key === undefined) store(machine, { ...nothing, refs: [made] }, key, one);
    else machine.set(slotOf(made.storage, key), one);
  }
  return { ...nothing, refs: [made] };
}
