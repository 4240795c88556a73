import { writesSince } from './ledger.ts';
import type { Machine } from './machine.ts';
import {
  either,
  nothing,
  Thing,
  type Index,
  type Ref,
  type Site,
  type Slot,
  type Storage,
  type Value,
} from './model.ts';

/** What stands under a key of containers, without the reading. */
export function elementOf({ ledger }: Machine, of: Value, key: Index): Value {
  let found: Value = nothing;
  for (const ref of of.refs) {
    const { storage } = ref;
    if (storage.kind === 'matrix' || (storage.kind === 'array' && typeof key === 'string')) continue;
    let value = storedAt(storage, key);
    if (storage.shared && value.refs.length > 0) value = asElement(storage, value, key);
    const parts = ledger.partsOf(ref, value);
    found = either(found, {
      ...parts,
      refs: parts.refs.map((part) => (part.storage.isMany ? { ...part, at: [...ref.at, key] } : part)),
    });
  }
  return found;
}

function storedAt({ slots, rest }: Storage, key: Index): Value {
  if (typeof key === 'number' || typeof key === 'string') return (slots.get(String(key)) ?? rest).value;
  return [...slots.values()].reduce((value, slot) => either(value, slot.value), rest.value);
}

/** One storage in all places of a container: each place is taken for a thing of its own. */
function asElement(storage: Storage, value: Value, key: Index): Value {
  const { site, moment, things } = storage.shared!;
  const name = typeof key === 'object' ? key.of : key;
  const refs = value.refs.map((ref) => {
    const known = things.find((one) => one.key === name && one.plus === plusOf(key) && name !== undefined);
    if (known) return { ...ref, thing: known.thing };
    const thing = new Thing('element', moment, site, ref.thing);
    things.push({ key: name, plus: plusOf(key), thing });
    return { ...ref, thing };
  });
  return { ...value, refs };
}

const plusOf = (key: Index): number => (typeof key === 'object' ? key.plus : 0);

/** Puts a value under a key of containers. */
export function store(machine: Machine, into: Value, key: Index, value: Value): void {
  for (const { storage } of into.refs) {
    const isOne = into.refs.length === 1 && (typeof key === 'number' || typeof key === 'string');
    const holds = value.refs.length > 0 || value.callables.length > 0;
    if (isOne && (holds || storage.slots.has(String(key)))) {
      machine.set(slotOf(storage, String(key)), value);
    } else if (holds && storage.shared) {
      storage.shared = undefined;
      machine.set(storage.rest, value);
    } else if (holds) {
      machine.set(storage.rest, either(storage.rest.value, value));
    }
  }
}

/** The place of a key in a storage. */
export function slotOf({ slots }: Storage, key: string): Slot {
  let slot = slots.get(key);
  if (!slot) slots.set(key, (slot = { value: nothing }));
  return slot;
}

/** Puts one storage in all places of a container. */
export function share({ ledger }: Machine, { storage }: Ref, value: Value, site: Site): void {
  storage.slots.clear();
  storage.rest.value = value;
  storage.shared = value.refs.length > 0 ? { site, moment: ledger.moment(), things: [] } : undefined;
}

/**
 * Puts a value behind the last of a container. What is put there a second time, and was changed since the first, was taken for two
 * things.
 */
export function append(machine: Machine, into: Value, value: Value, site: Site): void {
  const { ledger } = machine;
  for (const { storage } of into.refs) {
    let held = storage.rest.value;
    for (const ref of value.refs) {
      const first = storage.appended.get(ref.storage);
      const isSame = first?.site.node === site.node;
      if (isSame && !ref.storage.isMany && writesSince(ref.storage, first.moment.time).length > 0) {
        const before = new Thing('element', first.moment, site, ref.thing);
        const refs = held.refs.map((one) => (one.storage === ref.storage ? { ...one, thing: before } : one));
        held = { ...held, refs: [...refs, ledger.anew(ref, 'element', site)] };
      } else {
        held = either(held, { ...nothing, refs: [ref] });
      }
      if (!isSame) storage.appended.set(ref.storage, { site, moment: ledger.moment() });
    }
    machine.set(storage.rest, held);
  }
}

/** A new array of the elements of others: storage among them is the same, taken for a copy. */
export function copied({ ledger }: Machine, from: Value, site: Site, kind: Storage['kind'] = 'array'): Ref {
  const copy = ledger.make(kind, site);
  for (const ref of from.refs) {
    for (const [key, slot] of ref.storage.slots)
      copy.storage.slots.set(key, { value: anew(ledger.partsOf(ref, slot.value)) });
    const rest = ledger.partsOf(ref, ref.storage.rest.value);
    copy.storage.rest.value = either(copy.storage.rest.value, anew(rest));
  }
  return copy;

  function anew(value: Value): Value {
    const refs = value.refs.map((ref) =>
      ref.storage.kind === 'object' ? ref : ledger.anew(ref, 'copy', site),
    );
    return { ...value, refs };
  }
}
