import { isInstrumented } from '../language/functionMarks.ts';
import { isList } from './properties.ts';
import type { Boundary, Callable } from './carrier.ts';

/** Node's functions that ask a callback of the program yes or no, and where: an argument, or an option in it. */
const asking: Readonly<
  Record<string, readonly { readonly names: string; readonly at: number; readonly option?: string }[]>
> = {
  'stream.Readable.prototype': [{ names: 'filter find some every', at: 0 }],
  fs: [
    { names: 'cp cpSync', at: 2, option: 'filter' },
    { names: 'glob globSync', at: 1, option: 'exclude' },
  ],
  'fs.promises': [
    { names: 'cp', at: 2, option: 'filter' },
    { names: 'glob', at: 1, option: 'exclude' },
  ],
};

/** What of Node's own code takes the answer of a callback for yes or no: a tracked number would be an object there, which is yes. */
export function registerPlatform(boundary: Boundary): void {
  const { dispatch, truth } = boundary;
  const asked = (site: number, f: unknown): unknown => {
    if (!isInstrumented(f)) return f;
    return function (this: unknown, ...args: unknown[]) {
      const answer = dispatch.call(site, f, this, args);
      return answer instanceof Promise ? answer.then((v) => truth(site, v)) : truth(site, answer);
    };
  };
  for (const [path, functions] of Object.entries(asking)) {
    const [name = '', ...inner] = path.split('.');
    let library = builtin(name);
    for (const key of inner) library = library?.[key] as typeof library;
    for (const { names, at, option } of functions) {
      for (const native of names.split(' ').map((key) => library?.[key])) {
        if (typeof native !== 'function') continue;
        dispatch.handlers.set(native, ({ site, self, args }) => {
          const given = args[at];
          if (option === undefined) args[at] = asked(site, given);
          else if (isList(given)) args[at] = { ...given, [option]: asked(site, (given as never)[option]) };
          return dispatch.foreign(site, native as Callable, self, args);
        });
      }
    }
  }
}

interface Process {
  readonly getBuiltinModule?: (name: string) => Record<string, unknown> | undefined;
}
const builtin = (name: string) => (globalThis as { process?: Process }).process?.getBuiltinModule?.(name);
