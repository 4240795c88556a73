import type { Node } from '../../../instrument/syntax.ts';
import { callBack } from '../callBack.ts';
import { append, copied, elementOf, share } from '../containers.ts';
import {
  asksForm,
  callsBack,
  changesArray,
  changesMatrix,
  copiesArray,
  fillsMatrix,
  givesElements,
} from '../library.ts';
import { drop } from '../drop.ts';
import { mapped } from './libraryCalls.ts';
import type { Machine } from '../machine.ts';
import { either, nothing, type Index, type Ref, type Site, type Value } from '../model.ts';

/** A call of a member of arrays, matrices and objects of libraries. */
export interface MemberCall {
  readonly of: Value;
  readonly name: string;
  readonly args: readonly Value[];
  readonly site: Site;
  /** When the evaluation of its receiver began: what was made since has no name yet. */
  readonly start: number;
}

export function callMember(machine: Machine, call: MemberCall): Value {
  let result: Value = nothing;
  const others = new Set(call.of.refs.map(({ storage }) => storage.kind));
  if (call.of.refs.length === 0 || others.has('object')) readArguments(machine, call);
  for (const ref of call.of.refs) {
    const { kind } = ref.storage;
    if (kind === 'matrix') result = either(result, ofMatrix(machine, ref, call));
    if (kind === 'array') result = either(result, ofArray(machine, ref, call));
  }
  return result;
}

function readArguments(machine: Machine, { name, args, site }: MemberCall): void {
  for (const arg of args) {
    machine.ledger.readAll(arg, site);
    const value = callBack(machine, arg, [], site);
    if (name === 'forEach' || name === 'apply') drop(value);
  }
}

function ofMatrix(machine: Machine, ref: Ref, call: MemberCall): Value {
  const { name, args, site } = call;
  const { ledger } = machine;
  if (asksForm.has(name)) return nothing;
  readArguments(machine, call);
  if (changesMatrix(name)) {
    const key = name === 'set' ? args.slice(0, 2).map(({ index }) => index) : [];
    return changed(machine, ref, call, key, !fillsMatrix.has(name));
  }
  if (name === 'get') {
    ledger.read(
      ref,
      args.map(({ index }) => index),
      site,
    );
    return nothing;
  }
  ledger.read(ref, [], site);
  const makesNumbers =
    /^(to\dDArray|get(Row|Column)|diag|diagonal|sum|mean|product|max|min|variance|standardDeviation)$/;
  return { ...nothing, refs: [ledger.make(makesNumbers.test(name) ? 'array' : 'matrix', site)] };
}

/** A change in place: its result is a thing of its own until it is dropped, or given to the name that it came from. */
function changed(
  { ledger }: Machine,
  ref: Ref,
  { site, start }: MemberCall,
  key: readonly Index[],
  reads: boolean,
  isOrder = false,
): Value {
  if (reads) ledger.read(ref, key, site, isOrder);
  const isUnnamed = ref.storage.owner.born > start;
  const result = isUnnamed ? ref : ledger.anew(ref, 'result', site);
  ledger.write(result, key, site, isOrder);
  return { ...nothing, refs: [result] };
}

function ofArray(machine: Machine, ref: Ref, call: MemberCall): Value {
  const { name, args, site } = call;
  const { ledger } = machine;
  const of = { ...nothing, refs: [ref] };
  const [first = nothing] = args;
  if (name === 'push' || name === 'unshift') {
    for (const arg of args) append(machine, of, arg, site);
    ledger.write(ref, ['push'], site);
    return nothing;
  }
  if (name === 'set' || name === 'splice') {
    for (const arg of args) ledger.readAll(arg, site);
    ledger.write(ref, [undefined], site);
    return nothing;
  }
  if (name === 'subarray') return { ...nothing, refs: [subarray(machine, ref, call)] };
  if (changesArray.has(name)) {
    if (name === 'fill' && first.refs.length > 0) share(machine, ref, first, site);
    callBack(machine, first, [], site);
    return changed(machine, ref, call, [], name !== 'fill', name === 'sort');
  }
  if (callsBack.has(name)) return withFunction(machine, ref, call);
  ledger.read(ref, [], site);
  if (copiesArray.has(name)) {
    for (const arg of args) for (const one of arg.refs) ledger.read(one, [], site);
    return {
      ...nothing,
      refs: [copied(machine, { ...of, refs: [ref, ...args.flatMap(({ refs }) => refs)] }, site)],
    };
  }
  for (const arg of args) ledger.readAll(arg, site);
  return givesElements.has(name) ? elementOf(machine, of, undefined) : nothing;
}

/**
 * A part of an array. The first numbers of one that has some already may be taken for a copy of them, and stand at the same indices; where
 * other parts begin is not known.
 */
function subarray({ ledger }: Machine, ref: Ref, { site }: MemberCall): Ref {
  const { storage } = ref;
  const isFilled = !storage.isBlank || storage.writes.length > 0;
  const start = 'arguments' in site.node ? (site.node.arguments as Node[])[0] : undefined;
  const isFirst = !start || (start.type === 'NumericLiteral' && start.value === 0);
  if (!isFirst || !isFilled) return { ...ref, view: {} };
  return ledger.anew(ref, 'view', site);
}

/** A member that calls a function with elements. */
function withFunction(machine: Machine, ref: Ref, { name, args, site }: MemberCall): Value {
  const { ledger } = machine;
  const of = { ...nothing, refs: [ref] };
  const [f = nothing, initial = nothing] = args;
  const isNumbers = elementOf(machine, of, undefined).refs.length === 0;
  if (name === 'map' || name === 'flatMap') {
    if (isNumbers) ledger.read(ref, [], site);
    return mapped(machine, of, f, site);
  }
  let state = name.startsWith('reduce') ? initial : nothing;
  // Without a start the first element is what the sum begins as: another thing to the program, in its storage.
  if (name.startsWith('reduce') && args.length === 1) {
    const first = elementOf(machine, of, { of: site, plus: -1 });
    state = { ...first, refs: first.refs.map((one) => ledger.anew(one, 'result', site)) };
  }
  machine.twice((k) => {
    const key = { of: site, plus: k };
    if (isNumbers) ledger.read(ref, [key], site);
    const element = elementOf(machine, of, key);
    const index = { ...nothing, index: key };
    if (name.startsWith('reduce')) state = callBack(machine, f, [state, element, index], site);
    else if (name === 'forEach') drop(callBack(machine, f, [element, index], site));
    else callBack(machine, f, [element, index], site);
  });
  if (name === 'filter' || name === 'toSorted') return { ...nothing, refs: [copied(machine, of, site)] };
  return givesElements.has(name) ? elementOf(machine, of, undefined) : state;
}
