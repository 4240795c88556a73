import type { CallSiteObject } from 'node:util';
import type { CallFrom, Callers } from '../../engine/index.ts';
import { asserting, assertions } from '../child/assertions.ts';
import { callSites } from './callSites.ts';
import { frameAt } from '../load/frames.ts';
import type { Called } from '../load/loader.ts';

type Frame = ReturnType<typeof frameAt>;
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
  const atSite = new Map<number, Frame>();
  const inFile = new Map<string, Frame>();

  const placed =
    (native: Native): CallFrom =>
    (site, self, args) => {
      const from = atSite.has(site) ? undefined : called(site);
      const place = from?.place();
      if (place) atSite.set(site, frameAt(from!.name, place));
      return (atSite.get(site) ?? Reflect.apply)(native, self, args);
    };
  /** For what asks only for the file. */
  const filed = (site: number): Frame => {
    const name = called(site)?.name ?? '';
    const frame = inFile.get(name) ?? frameAt(name, [1, 0]);
    inFile.set(name, frame);
    return frame;
  };
  const written = (native: object): CallFrom | null => {
    const text = toString.call(native);
    if (text.includes('getCallerLocation()')) return placed(native as Native);
    if (text.includes('innerOk(')) return asserting(native as Native, called);
    return warnings.some((name) => text.includes(`${name}(`))
      ? (site, self, args) => filed(site)(native, self, args)
      : null;
  };

  return {
    get(native) {
      let call = known.get(native) ?? others.get(native);
      if (call === undefined) others.set(native, (call = written(native)));
      return call ?? undefined;
    },
    make: (native) =>
      native === Buffer
        ? (site, args) => filed(site)(Reflect.construct, undefined, [native, args])
        : undefined,
  };
}

/** What Node calls obsolete, but not where a dependency uses it: `url.parse`, `Buffer()`. */
const warnings = ['isInsideNodeModules', 'showFlaggedDeprecation'];
