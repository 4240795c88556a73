import type { Machine } from './machine.ts';
import { either, nothing, type Site, type Value } from './model.ts';

/** A call that a library makes of functions of the program. */
export function callBack(machine: Machine, f: Value, args: readonly Value[], site: Site): Value {
  let result: Value = nothing;
  for (const one of f.callables)
    if (!('library' in one)) result = either(result, machine.call(one, args, undefined, site));
  return result;
}
