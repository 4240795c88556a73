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
  const [place, code] = [site[equation]!, op[equation]!];
  let last = equation;
  do last = last > 0 ? site.lastIndexOf(place, last - 1) : -1;
  while (last >= 0 && op[last] !== code);
  if (last >= 0 && isGood(last)) return { before: last, isAlways: false };
  let other = site.indexOf(place);
  while (other >= 0 && (other === equation || op[other] !== code || !isGood(other)))
    other = site.indexOf(place, other + 1);
  return { before: undefined, isAlways: other < 0 };
}
