import type { MemberCall } from '../memberRule.ts';

type Options = Readonly<Record<string, unknown>>;

/**
 * An argument that holds options, none if it is left out: an object literal whose properties a rule may read more often than
 * ml-matrix does, and nobody will know. Null for anything else: getters, proxies, objects of a class.
 */
export function optionsIn({ tracer }: MemberCall, x: unknown): Options | null {
  if (x === undefined) return {};
  if (typeof x !== 'object' || x === null || tracer.isOpaque(x)) return null;
  if (Object.getPrototypeOf(x) !== Object.prototype) return null;
  const own = Object.values(Object.getOwnPropertyDescriptors(x));
  return own.every((each) => 'value' in each) ? (x as Options) : null;
}
