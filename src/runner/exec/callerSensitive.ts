import type { CallSiteObject } from 'node:util';
import type { CallFrom, Callers } from '../../engine/index.ts';
import { asserting, assertions } from '../child/assertions.ts';
import { callSites } from './callSites.ts';
import { frameAt } from '../load/frames.ts';
import type { ProgramCall } from '../load/loadedFiles.ts';

type Frame = ReturnType<typeof frameAt>;
type Native = (...args: unknown[]) => unknown;
const { toString } = Function.prototype;

/**
 * Node's functions that look at their caller, called so that they find the program's line. `node:test` makes such functions for
 * each test anew; they are known by their text.
 *
 * @param callAt the program's call at a site
 * @param own picks the program's frames
 */
export function callerSensitive(
  callAt: (site: number) => ProgramCall | undefined,
  own: (sites: readonly CallSiteObject[]) => CallSiteObject[],
): Callers {
  const known = new Map([...assertions(callAt), ...callSites(own)]);
  const others = new WeakMap<object, CallFrom | null>();
  const atSite = new Map<number, Frame>();
  const inFile = new Map<string, Frame>();

  const placed =
    (native: Native): CallFrom =>
    (site, self, args) => {
      const from = atSite.has(site) ? undefined : callAt(site);
      const position = from?.position();
      if (position) atSite.set(site, frameAt(from!.name, position));
      return (atSite.get(site) ?? Reflect.apply)(native, self, args);
    };
  /** A frame for functions that look only at their caller's file. */
  const filed = (site: number): Frame => {
    const name = callAt(site)?.name ?? '';
    const frame = inFile.get(name) ?? frameAt(name, [1, 0]);
    inFile.set(name, frame);
    return frame;
  };
  const byText = (native: object): CallFrom | null => {
    const text = toString.call(native);
    if (text.includes('getCallerLocation()')) return placed(native as Native);
    if (text.includes('innerOk(')) return asserting(native as Native, callAt);
    return warnings.some((name) => text.includes(`${name}(`))
      ? (site, self, args) => filed(site)(native, self, args)
      : null;
  };

  return {
    get(native) {
      let call = known.get(native) ?? others.get(native);
      if (call === undefined) others.set(native, (call = byText(native)));
      return call ?? undefined;
    },
    make: (native) =>
      native === Buffer
        ? (site, args) => filed(site)(Reflect.construct, undefined, [native, args])
        : undefined,
  };
}

/** Called by functions that warn of their use outside of dependencies only: `url.parse`, `Buffer()`. */
const warnings = ['isInsideNodeModules', 'showFlaggedDeprecation'];
