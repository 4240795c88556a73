import type { Arithmetic, Interpreter } from '../rules/interpreter.ts';
import type { ElementwiseName } from '../rules/names.ts';
import { arithmetic } from './arithmetic.ts';
import { math } from './math.ts';
import { piecewise } from './piecewise.ts';
import { float64Words } from './float64Words.ts';

/** Every elementwise primitive. */
export const elementwise = { ...arithmetic, ...math, ...piecewise, ...float64Words };

export const elementwiseNames = Object.keys(elementwise) as ElementwiseName[];

/** Partials with plain numbers: `partials[0](numbers, x, y, z)` in hot loops. */
export const numbers = Object.fromEntries([
  ['number', (value: number) => value],
  ...elementwiseNames.map((name) => [name, elementwise[name].evaluate] as const),
]) as Arithmetic<number>;

const known = new WeakMap<object, unknown>();

/** Partials with a calculus's values. */
export function arithmeticOf<V>(k: Interpreter<V>): Arithmetic<V> {
  let found = known.get(k) as Arithmetic<V> | undefined;
  if (!found) {
    const functions = elementwiseNames.map((name) => [
      name,
      elementwise[name].partials.length === 1
        ? (x: V) => k.apply(name, [x])
        : (x: V, y: V) => k.apply(name, [x, y]),
    ]);
    found = Object.fromEntries([
      ['number', (value: number) => k.constant(value)],
      ...functions,
    ]) as Arithmetic<V>;
    known.set(k, found);
  }
  return found;
}
