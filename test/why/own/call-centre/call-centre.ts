import { blocking } from './erlang.ts';

const LINES = 160;

/** Load in erlang of calls an hour that last some minutes. */
function offered(calls: number, minutes: number): number {
  return (calls * minutes) / 60;
}

/**
 * Yearly cost of a telephone switchboard: its lines, and calls that are lost on it.
 * @trace cost(2400, 3.2, 4.5)
 */
export function cost(calls: number, minutes: number, penalty: number): number {
  const load = offered(calls, minutes);
  const lost = calls * blocking(load, LINES);
  const total = 180 * LINES + penalty * lost * 2000;
  return total;
}
