/**
 * Whether what the marked function returned is a promise, or something like one. A `then` that a program gave all objects makes none:
 * who calls the function plainly never asks for it.
 *
 * @param isOpaque whether an object is a proxy, which alone knows what it has
 */
export function isThenable(x: unknown, isOpaque: (x: object) => boolean): x is PromiseLike<unknown> {
  if (typeof x !== 'object' || x === null) return false;
  let holder: object | null = x;
  while (holder !== null && !isOpaque(holder) && !Object.hasOwn(holder, 'then'))
    holder = Object.getPrototypeOf(holder) as object | null;
  if (holder === null || holder === Object.prototype) return false;
  return typeof (x as { then?: unknown }).then === 'function';
}
