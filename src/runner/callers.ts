import type { CallSiteObject } from 'node:util';
import type { CallFrom, Callers } from '../engine/runtime/callers.ts';
import { asserting, assertions } from './assertions.ts';
import { callSites } from './callSites.ts';
import { frameAt } from './frames.ts';
import type { Called } from './load.ts';

type Native = (...args: unknown[]) => unknown;
const { toString } = Function.prototype;

/**
 * What Node has that looks at its caller. `node:test` makes such functions as it goes, for each test its own: what is written in
 * them tells.
 *
 * @param called where a call of the program is
 * @param own the program's frames among all
 */
export function callers(
  called: (site: number) => Called | undefined,
  own: (sites: readonly CallSiteObject[]) => CallSiteObject[],
): Callers {
  const known = new Map([...assertions(called), ...callSites(own)]);
  const others = new WeakMap<object, CallFrom | null>();
  const frames = new Map<number, ReturnType<typeof frameAt>>();

  const placed =
    (native: Native): CallFrom =>
    (site, self, args) => {
      const from = frames.has(site) ? undefined : called(site);
      if (from) frames.set(site, frameAt(from.name, from.place));
      return (frames.get(site) ?? Reflect.apply)(native, self, args);
    };
  const written = (native: object): CallFrom | null => {
    const text = toString.call(native);
    if (text.includes('getCallerLocation()')) return placed(native as Native);
    return text.includes('innerOk(') ? asserting(native as Native, called) : null;
  };

  return {
    get(native) {
      let call = known.get(native) ?? others.get(native);
      if (call === undefined) others.set(native, (call = written(native)));
      return call ?? undefined;
    },
  };
}
