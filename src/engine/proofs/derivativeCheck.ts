import type { Derivatives, DerivativeCheck, DerivativeKind } from '../../shared/derivatives.ts';
import type { Tensor } from '../../shared/tensor.ts';
import type { Trace } from '../../shared/trace.ts';
import { freeIds } from '../autodiff/forward.ts';
import { leafValues, replay } from '../autodiff/replay.ts';
import { differentiate } from '../autodiff/reverse.ts';
import { everything, moved, moves, type Direction } from './check/directions.ts';

/** Largest relative disagreement with differences, which are exact to about half the digits, that counts as agreement. */
const tolerance = 1e-4;
/** Differences to both sides that differ by more than this part are not those of a smooth function. */
const smooth = 1e-3;
const steps = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9];

/**
 * Compares further derivatives with the record itself, replayed beside the inputs: the Hessian along one seeded direction with
 * differences of the gradient, the Jacobian with differences of the outputs, and tangents, all inputs moving by one, with the
 * gradient, whose sum they have to be. What is not smooth there is not compared.
 */
export function checkDerivatives(
  trace: Trace,
  { jvp, jacobian, hessian }: Pick<Derivatives, DerivativeKind>,
): { readonly [K in DerivativeKind]?: DerivativeCheck } {
  const base = leafValues(trace);
  const direction = everything(trace, base);
  const along = (of: Compared, matrix: Tensor): DerivativeCheck =>
    moves(direction)
      ? compare(trace, of, direction, product(matrix, freeOf(trace, direction)))
      : { outcome: 'not compared', why: 'no input can be moved' };
  return {
    ...(jvp && {
      jvp: sumsUp(trace, jvp) ? { outcome: 'ok' } : compare(trace, 'outputs', ones(base), jvp.data),
    }),
    ...(jacobian && { jacobian: along('outputs', jacobian) }),
    ...(hessian && { hessian: along('gradient', hessian) }),
  };
}

/** What rounding can do to the outputs' sum, or to a gradient times a change of the inputs. */
function roundingOf(trace: Trace): number {
  const cotangents = differentiate(trace);
  const size = trace.values.reduce(
    (sum, x, id) => sum + (id > 0 ? Math.abs(x * cotangents[id]!) || 0 : 0),
    0,
  );
  return Number.EPSILON * size;
}

/** What is differentiated: the outputs' elements, or the gradient of their sum by the free elements. */
type Compared = 'outputs' | 'gradient';

function compare(trace: Trace, of: Compared, direction: Direction, claimed: Float64Array): DerivativeCheck {
  // in the gradient each element is weighed as it moves, so that all have the unit of the outputs
  const weights = of === 'gradient' ? freeOf(trace, direction) : null;
  const weighed = (numbers: Float64Array) => (weights ? numbers.map((x, k) => x * weights[k]!) : numbers);
  const numbersAt = (step: number) => beside(trace, of, direction, step);
  const found = weighed(claimed);
  const center = numbersAt(0);
  if (!center || !found.every(Number.isFinite) || !center.every(Number.isFinite))
    return { outcome: 'not compared', why: 'not every number is finite' };
  const noise = roundingOf(trace);
  let best = { error: Infinity, bend: Infinity };
  let wide: number | undefined;
  let wider: Float64Array | undefined;
  for (const step of steps) {
    const [before, after] = [numbersAt(-step), numbersAt(step)];
    if (!before || !after) continue;
    const left = weighed(center.map((x, k) => (x - before[k]!) / step));
    const right = weighed(center.map((x, k) => (after[k]! - x) / step));
    const middle = left.map((x, k) => (x + right[k]!) / 2);
    // where a slope is 0, as at a minimum, it is measured by what it is some way off, unless that is rounding
    const around = Math.max(largest(left), largest(right));
    wide ??= around * step * tolerance > noise ? around : 0;
    const scale = Math.max(largest(middle), wide);
    const error = largest(middle.map((x, k) => x - found[k]!)) / (Math.max(scale, largest(found)) || 1);
    const bend = largest(left.map((x, k) => x - right[k]!)) / (scale + 1e-6 * largest(found) || 1);
    if (error <= tolerance && bend <= smooth) return { outcome: 'ok' };
    // across a jump they agree as well, but grow with every step
    const change = wider ? largest(middle.map((x, k) => x - wider![k]!)) / (scale || 1) : Infinity;
    const isVisible = Math.max(scale, largest(found)) * step * tolerance > noise;
    if (isVisible && Math.max(bend, change) < best.bend) best = { error, bend: Math.max(bend, change) };
    wider = middle;
  }
  if (wide === undefined) return { outcome: 'not compared', why: 'a branch or a step changes nearby' };
  if (!(best.bend <= smooth))
    return { outcome: 'not compared', why: 'the inputs are at a kink, or rounding hides the differences' };
  if (best.error <= best.bend) return { outcome: 'not compared', why: 'rounding hides the differences' };
  return { outcome: 'failed', why: `differences of the ${of} along a direction have other numbers` };
}

/** The outputs or the gradient a step beside the inputs; null where the record is not that of the program there. */
function beside(trace: Trace, of: Compared, direction: Direction, step: number): Float64Array | null {
  const point = moved(leafValues(trace), direction, step);
  const { values, outputs, flipped, stepped, truncated } = replay(trace, point, 'smooth');
  if (flipped.length > 0 || stepped.length > 0 || truncated.length > 0) return null;
  return of === 'outputs' ? outputs : gradient({ ...trace, values });
}

/** Whether tangents for ones at every input add up to the gradient's sum. */
function sumsUp(trace: Trace, { data }: Tensor): boolean {
  const parts = gradient(trace);
  const sum = (numbers: Float64Array) => numbers.reduce((total, x) => total + x, 0);
  const sizes = sum(parts.map(Math.abs)) + sum(data.map(Math.abs));
  return Math.abs(sum(parts) - sum(data)) <= 1e-9 * sizes;
}

function gradient(trace: Trace): Float64Array {
  const cotangents = differentiate(trace);
  return Float64Array.from(freeIds(trace), (id) => cotangents[id]!);
}

/** A direction's numbers at the free elements. */
function freeOf({ leaves }: Trace, direction: Direction): Float64Array {
  return Float64Array.from(direction.flatMap((data, i) => (leaves[i]!.first > 0 ? [...data] : [])));
}

function ones(base: Direction): Direction {
  return base.map((data) => new Float64Array(data.length).fill(1));
}

function product({ shape, data }: Tensor, x: Float64Array): Float64Array {
  return Float64Array.from({ length: shape[0]! }, (_, i) =>
    x.reduce((sum, value, j) => sum + data[i * x.length + j]! * value, 0),
  );
}

function largest(numbers: Float64Array): number {
  return numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
