import type { Evidence } from '../evidence/evidence.ts';

/** The other times that an operation happened at its place. */
export interface Times {
  /** The last good time before; undefined where the time right before was bad, too, or there is none. */
  readonly before: number | undefined;
  /** Whether it was bad every time. */
  readonly isAlways: boolean;
}

/** Compares an equation with the others of the same operation at the same place. */
export function timesOf({ trace }: Evidence, equation: number, isGood: (e: number) => boolean): Times {
  const { op, site } = trace.equations;
  let before: number | undefined;
  let isAlways = true;
  for (let e = 0; e < op.length; e++) {
    if (site[e] !== site[equation] || op[e] !== op[equation] || e === equation) continue;
    if (e > equation && !isAlways) break;
    const good = isGood(e);
    if (good) isAlways = false;
    if (e < equation) before = good ? e : undefined;
  }
  return { before, isAlways };
}
