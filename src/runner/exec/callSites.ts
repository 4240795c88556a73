import { getCallSites, type CallSiteObject } from 'node:util';
import type { CallFrom } from '../../engine/index.ts';

/** As many frames as Node gives. */
const ALL = 200;

/**
 * `util.getCallSites` gives the program's frames. Node's limit counts those of this tool as well: of a deep stack fewer are left.
 *
 * @param own the program's frames among all
 */
export function callSites(
  own: (sites: readonly CallSiteObject[]) => CallSiteObject[],
): ReadonlyMap<object, CallFrom> {
  const native = getCallSites as (...args: unknown[]) => CallSiteObject[];
  return new Map([
    [
      native,
      (_site, self, args) => {
        // What Node refuses, it refuses here.
        const given = Reflect.apply(native, self, args);
        const count = typeof args[0] === 'number' ? args[0] : given.length;
        return own(native(ALL, { sourceMap: false })).slice(0, count);
      },
    ],
  ]);
}
