import { boundNames, type Node } from '../../../instrument/syntax.ts';
import type { Leaf } from '../../../shared/trace.ts';
import { store } from '../containers.ts';
import type { Ledger } from '../ledger.ts';
import type { Machine } from '../machine.ts';
import { nothing, type Value } from '../model.ts';

/** What the traced function is given, by the names of its parameters; `this` among them. */
export function inputsOf(machine: Machine, leaves: readonly Leaf[]): ReadonlyMap<string, Value> {
  const inputs = new Map<string, Value>();
  for (const leaf of leaves) {
    if (leaf.kind === 'captured') continue;
    const [root, ...keys] = leaf.path.split(/[.[\]]+/).filter((key) => key !== '');
    if (root === undefined) continue;
    const path = [root, ...keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key))];
    inputs.set(root, placed(machine, inputs.get(root), path.slice(1), leafValue(machine.ledger, leaf)));
  }
  return inputs;
}

/** Puts a leaf where its path says, below what is there. */
function placed(
  machine: Machine,
  held: Value | undefined,
  keys: readonly (string | number)[],
  leaf: Value,
): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return leaf;
  const kind = typeof key === 'number' ? 'array' : 'object';
  const outer = held && held.refs.length > 0 ? held : { ...nothing, refs: [machine.ledger.make(kind)] };
  const inner = outer.refs[0]!.storage.slots.get(String(key))?.value;
  const value = placed(machine, inner, rest, leaf);
  if (value.refs.length > 0) store(machine, outer, key, value);
  return outer;
}

function leafValue(ledger: Ledger, { container, shape }: Leaf): Value {
  if (container === 'number') return nothing;
  if (container === 'matrix') return { ...nothing, refs: [ledger.make('matrix')] };
  return { ...nothing, refs: [nested(ledger, shape.length)] };
}

function nested(ledger: Ledger, depth: number) {
  const made = ledger.make('array');
  if (depth > 1) {
    const row = nested(ledger, depth - 1);
    row.storage.isMany = true;
    made.storage.rest.value = { ...nothing, refs: [row] };
  }
  return made;
}

/** The arguments of a call of the function, as its parameters name them. */
export function argumentsOf(
  params: readonly Node[],
  inputs: ReadonlyMap<string, Value>,
  machine: Machine,
): Value[] {
  return params.map((param) => {
    if (param.type === 'Identifier') return inputs.get(param.name) ?? nothing;
    if (param.type === 'AssignmentPattern' && param.left.type === 'Identifier')
      return inputs.get(param.left.name) ?? nothing;
    const object: Value = { ...nothing, refs: [machine.ledger.make('object')] };
    boundNames(param, ({ name }) => store(machine, object, name, inputs.get(name) ?? nothing));
    return object;
  });
}
