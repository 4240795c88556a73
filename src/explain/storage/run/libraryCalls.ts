import { copied, elementOf, share, store } from '../containers.ts';
import { callBack } from '../callBack.ts';
import type { Machine } from '../machine.ts';
import { nothing, type Ref, type Site, type Storage, type Value } from '../model.ts';

/** A call of a function of a library: what it writes, reads and returns. */
export function callLibrary(machine: Machine, path: string, args: readonly Value[], site: Site): Value {
  const [first = nothing] = args;
  if (path === 'require') return { ...nothing, callables: [{ library: `${String(first.index)}:` }] };
  if (path === 'Object.assign') return assigned(machine, args, site);
  if (path === 'Object.freeze' || path === 'ml-matrix:Matrix.checkMatrix' || path === 'ml-matrix:wrap')
    return first;
  if (path === 'Array' || /^\w*Array\.of$/.test(path)) return array(machine, args, site);
  if (/^\w*Array\.from$/.test(path)) return arrayFrom(machine, args, site);
  for (const arg of args) {
    machine.ledger.readAll(arg, site);
    callBack(machine, arg, [], site);
  }
  return fresh(machine, path.startsWith('ml-matrix:') ? 'matrix' : 'object', site);
}

/** `new` of a library's class. */
export function makeLibrary(machine: Machine, path: string, args: readonly Value[], site: Site): Value {
  const [first = nothing] = args;
  if (/^ml-matrix:(Matrix\w*View|Wrapper\w+)$/.test(path)) return first;
  if (!/Array$/.test(path)) return callLibrary(machine, path, args, site);
  if (first.refs.length === 0) {
    const blank = fresh(machine, 'array', site);
    blank.refs[0]!.storage.isBlank = true;
    return blank;
  }
  const isBuffer = first.refs.some(({ storage }) => storage.kind !== 'array');
  if (isBuffer) return { ...first, refs: first.refs.map((ref) => ({ ...ref, view: {} })) };
  machine.ledger.readAll(first, site);
  return { ...nothing, refs: [copied(machine, first, site)] };
}

function fresh({ ledger }: Machine, kind: Storage['kind'], site: Site): Value {
  return { ...nothing, refs: [ledger.make(kind, site)] };
}

/** `Object.assign(target, …)` changes the target and returns it. */
function assigned(machine: Machine, [target = nothing, ...sources]: readonly Value[], site: Site): Value {
  const { ledger } = machine;
  const refs = target.refs.map((ref): Ref => {
    const isUnnamed = ref.thing.itself === ref.storage.owner.itself && ref.thing.itself.name === undefined;
    const result = isUnnamed ? ref : ledger.anew(ref, 'result', site);
    ledger.read(ref, [], site);
    for (const source of sources) {
      for (const one of source.refs) {
        ledger.read(one, [], site);
        if (one.storage.slots.size === 0) ledger.write(result, [undefined], site);
        for (const [key, { value }] of one.storage.slots) {
          ledger.write(result, [key], site);
          store(machine, { ...nothing, refs: [ref] }, key, value);
        }
      }
    }
    return result;
  });
  return { ...target, refs };
}

function array(machine: Machine, args: readonly Value[], site: Site): Value {
  const made = fresh(machine, 'array', site);
  if (args.length > 1) args.forEach((arg, k) => store(machine, made, k, arg));
  return made;
}

/** `Array.from(source, f)`. */
function arrayFrom(machine: Machine, [source = nothing, f = nothing]: readonly Value[], site: Site): Value {
  for (const ref of source.refs) if (ref.storage.kind === 'array') machine.ledger.read(ref, [], site);
  if (f.callables.length === 0) return { ...nothing, refs: [copied(machine, source, site)] };
  return mapped(machine, source, f, site);
}

/** The results of a function for each element, as a new array. */
export function mapped(machine: Machine, source: Value, f: Value, site: Site): Value {
  const start = machine.ledger.now();
  const made = machine.ledger.make('array', site);
  const results: Value[] = [];
  machine.twice((k) => {
    const key = { of: site, plus: k };
    const element = elementOf(machine, source, key);
    results.push(callBack(machine, f, [element, { ...nothing, index: key }], site));
  });
  const isNew = (ref: Ref) => ref.storage.owner.born > start;
  const [before, last] = results as [Value, Value];
  for (const { storage } of last.refs.filter(isNew)) storage.isMany = true;
  const old = last.refs.filter((ref) => !isNew(ref) && !ref.storage.isMany);
  const isShared = old.some(({ storage }) => before.refs.some((ref) => ref.storage === storage));
  const value = { ...nothing, refs: [made] };
  if (isShared) share(machine, made, last, site);
  else store(machine, value, undefined, last);
  return value;
}
