import { valueOf, type Trace } from '../../shared/trace.ts';
import { leafValues, replay } from '../autodiff/replay.ts';
import { differentiate } from '../autodiff/reverse.ts';
import { everything, moved, moves, type Direction } from './check/directions.ts';

/** How far beside the inputs a gradient is looked at, as part of their size: twice, to see what it tends to. */
const far = 1e-4;
const near = 1e-8;

/** The record beside the inputs, as it was taken there: every branch held. */
export interface Beside {
  readonly trace: Trace;
  readonly cotangents: Float64Array;
}

/** Two points to one side of the inputs, along a seeded direction. */
export interface Side {
  readonly farther: Beside;
  readonly nearer: Beside;
}

/** The record on both sides of the inputs, but beside a jump of the outputs, where there is no derivative to tend to. */
export function sidesOf(trace: Trace): Side[] {
  const base = leafValues(trace);
  const direction = everything(trace, base);
  if (!moves(direction)) return [];
  return [1, -1]
    .map((side) => ({
      farther: besideOf(trace, moved(base, direction, side * far)),
      nearer: besideOf(trace, moved(base, direction, side * near)),
    }))
    .filter(({ farther, nearer }) => !jumps(trace, farther.trace, nearer.trace));
}

/** Whether a number that is `a` farther and `b` nearer does not tend to zero. */
export function staysApart(a: number, b: number): boolean {
  return Math.abs(b) > 0.5 * Math.abs(a);
}

function besideOf(trace: Trace, point: Direction): Beside {
  const there = { ...trace, values: replay(trace, point, 'smooth').values };
  return { trace: there, cotangents: differentiate(there) };
}

/** Whether an output does not tend to its value at the inputs, by more than rounding. */
function jumps(at: Trace, farther: Trace, nearer: Trace): boolean {
  return at.outputs.some(({ refs }) =>
    refs.some((ref) => {
      const x = valueOf(at, ref);
      const gap = valueOf(nearer, ref) - x;
      return staysApart(valueOf(farther, ref) - x, gap) && Math.abs(gap) > 1e-9 * Math.abs(x);
    }),
  );
}
