import { functionMark, sloppyMark } from '../../shared/runtime.ts';

/** `Function.prototype.toString` as it was before any program could replace it. */
export const toText = Function.prototype.toString;

/** Instrumented functions carry a mark in their text; natives, bound functions and Node's own code do not. */
export function isInstrumented(f: unknown): boolean {
  if (typeof f !== 'function') return false;
  for (let i = 0; i < recent.length; i++) if (recent[i] === f) return answers[i]!;
  next = (next + 1) % recent.length;
  recent[next] = f;
  return (answers[next] = Reflect.apply(toText, f, []).includes(functionMark));
}

/** Whether a function is a class. */
export function isClass(f: object): boolean {
  return Reflect.apply(toText, f, []).startsWith('class');
}

/**
 * The functions that were asked about last, and the answers: a closure that is made for a few calls is asked about in each of
 * them. A map of all functions would cost more than to look at the text again.
 */
const recent: unknown[] = [undefined, undefined, undefined, undefined];
const answers: boolean[] = [false, false, false, false];
let next = 0;

/** Whether `f` is a function of the program outside strict mode that says `this`: called on a number, it gets a Number object. */
export function takesObject(f: unknown): boolean {
  if (!isInstrumented(f)) return false;
  // the least site is that of the function, the others are of those inside it
  const own = [...(Reflect.apply(toText, f, []) as string).matchAll(marks)].reduce((a, b) =>
    Number(b[1]) < Number(a[1]) ? b : a,
  );
  return own[2] !== undefined;
}
const escapedMark = (mark: string) => mark.replaceAll(/[/*]/g, '\\$&');
const marks = new RegExp(`${escapedMark(functionMark)}(\\d+)\\*/(${escapedMark(sloppyMark)})?`, 'g');
