import { getCallSites, type CallSiteObject } from 'node:util';
import type { CallFrom } from '../../engine/index.ts';

/** Node gives at most so many frames. */
const ALL = 200;

/**
 * Makes `util.getCallSites` return the program's frames only. Node's limit counts this tool's frames too, so a deep stack has
 * fewer.
 *
 * @param own picks the program's frames
 */
export function callSites(
  own: (sites: readonly CallSiteObject[]) => CallSiteObject[],
): ReadonlyMap<object, CallFrom> {
  const native = getCallSites as (...args: unknown[]) => CallSiteObject[];
  return new Map([
    [
      native,
      (_site, self, args) => {
        // Node checks the arguments and throws for wrong ones.
        const given = Reflect.apply(native, self, args);
        const count = typeof args[0] === 'number' ? args[0] : given.length;
        return own(native(ALL, { sourceMap: false })).slice(0, count);
      },
    ],
  ]);
}
