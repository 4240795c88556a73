import type { Timing } from '../../shared/trace.ts';

/** When a changed function runs again: only when it is asked for, when its file is saved, or also when nobody types for a moment. */
export type TraceOn = 'command' | 'save' | 'pause';

/** Milliseconds without typing that count as a pause. */
export const pause = 300;
/** A run that takes longer, in milliseconds, is too long for a pause. */
const longest = 1000;

/** Milliseconds from the request to the gradient; the check runs on after that. */
export const traceTime = ({ start, load, run, gradient, proof }: Timing): number =>
  start + load + run + gradient + proof;

/**
 * Whether a change makes a run due.
 *
 * @param event what has just happened to the text
 * @param last how long the last run took; undefined where none was finished
 */
export function isDue(on: TraceOn, event: 'save' | 'pause', last: number | undefined): boolean {
  if (on === 'command') return false;
  return event === 'save' || (on === 'pause' && (last ?? 0) <= longest);
}

/** What is said of a function that is too slow for how often it should run: `slow: 2.1 s, on save only`; else empty. */
export function slowness(on: TraceOn, last: number | undefined): string {
  if (on !== 'pause' || last === undefined || last <= longest) return '';
  return `slow: ${(last / 1000).toFixed(1)} s, on save only`;
}
