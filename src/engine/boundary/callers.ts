import { nameOf } from '../runtime/dispatch.ts';
import type { Boundary } from './registry.ts';

/** Calls a native that looks at the source of its caller, which is the expression at `site`; receiver and arguments are plain. */
export type CallFrom = (site: number, self: unknown, args: unknown[]) => unknown;

/** Such natives, and how each is called so that it sees the program. */
export type Callers = ReadonlyMap<unknown, CallFrom>;

/** Natives that look at the source of their caller: called as any other, they would see that of this tool. */
export function registerCallers({ dispatch }: Boundary, callers: Callers): void {
  for (const [native, call] of callers) {
    dispatch.handlers.set(native, ({ site, self, args }) =>
      dispatch.outside(site, nameOf(native), self, args, 'opaque', (plainSelf, plain) =>
        call(site, plainSelf, plain),
      ),
    );
  }
}
