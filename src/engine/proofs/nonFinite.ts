import type { Diagnostic } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { sizeOf } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, shapeOf, valueOf, type Trace } from '../../shared/trace.ts';
import { primitiveNames } from '../primitives/index.ts';
import { sentBy } from '../autodiff/contributions.ts';

/**
 * Where a gradient stops being finite although every number of the run is: the first operation of the backward pass that
 * sends NaN or infinity and received neither.
 */
export function firstNonFiniteGradient(
  trace: Trace,
  cotangents: Float64Array,
  spanOf: (site: number) => Span | undefined,
): Diagnostic[] {
  const { leaves, values, equations } = trace;
  const bad = leaves.filter(({ first, shape }) => {
    return first > 0 && !cotangents.subarray(first, first + sizeOf(shape)).every(Number.isFinite);
  });
  if (bad.length === 0 || !values.subarray(1).every(Number.isFinite)) return [];
  for (let e = equations.op.length - 1; e >= 0; e--) {
    const first = equations.out[e]!;
    const size = sizeOf(shapeOf(equations.rows[e]!, equations.columns[e]!));
    if (!cotangents.subarray(first, first + size).every(Number.isFinite)) continue;
    const operands = operandsOf(trace, e);
    const receives = operands.some(({ refs }) => refs.some((ref) => !Number.isFinite(cotangents[ref] ?? 0)));
    if (!receives) continue;
    const name = primitiveNames[equations.op[e]! & ~ARRAY]!;
    const sent = sentBy(trace, cotangents, e, name)?.flatMap((part) => [...(part?.data ?? [])]) ?? [];
    const value = sent.find((x) => !Number.isFinite(x));
    const span = spanOf(equations.site[e]!);
    if (value === undefined || !span) continue;
    const scalars = operands
      .filter(({ refs }) => refs.length === 1)
      .map(({ refs }) => valueOf(trace, refs[0]!));
    const of = scalars.length > 0 && scalars.length === operands.length ? ` of ${scalars.join(' and ')}` : '';
    const shown = Number.isNaN(value) ? 'NaN' : String(value).replace('Infinity', '∞');
    const names = bad.map(({ path }) => path.replace(/^module:/, '')).join(', ');
    const message = `The gradient of ${names} is not finite: the derivative of ${name}${of} makes it ${shown} here.`;
    return [{ code: 'non-finite', severity: 'warning', message, span, related: [] }];
  }
  return [];
}
