import { functionMark } from '../../shared/runtime.ts';

/** As it is before any program could replace it. */
export const toText = Function.prototype.toString;

/** Instrumented functions carry a mark in their text; natives, bound functions and Node's own code do not. */
export function isInstrumented(f: unknown): boolean {
  if (typeof f !== 'function') return false;
  let known = marked.get(f);
  if (known === undefined) {
    known = Reflect.apply(toText, f, []).includes(functionMark);
    marked.set(f, known);
  }
  return known;
}
/** Functions whose text has been looked at: a site that calls many functions asks again and again. */
const marked = new WeakMap<object, boolean>();
