import { overtime } from './timeLimit.ts';

/** The process stops by itself at this share of its memory limit, so that its trace so far is kept. */
export const SHARE = 0.85;

/** Milliseconds of processor time beyond the limit in which it can do so: it looks every 20. */
const GRACE = 100;
/** So many times its limit it may not even have for that time. */
const FAR = 1.5;

/** Since when a process has been beyond its memory limit: milliseconds by the clock and of processor time. */
export interface Excess {
  readonly time: number;
  readonly used: number;
}

/**
 * Whether a process that is beyond its memory limit is to be killed: one step, as that of a growing array, can lead there from below the
 * share at which it stops by itself.
 *
 * @param share of its limit that it has
 * @param since when it was first seen beyond
 */
export function isKilled(share: number, since: Excess, now: Excess): boolean {
  return share > FAR || overtime(GRACE, now.time - since.time, () => now.used - since.used) !== undefined;
}
