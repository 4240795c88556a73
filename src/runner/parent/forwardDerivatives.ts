import { freeIds, hessian, jacobian, jvp } from '../../engine/autodiff/index.ts';
import { checkDerivatives } from '../../engine/proofs/index.ts';
import { mostDerivatives, type DerivativeKind, type Derivatives } from '../../shared/derivatives.ts';
import { elementName, sizeOf, type Shape } from '../../shared/tensor.ts';
import type { TraceResult } from '../../shared/trace.ts';

/** The further derivatives of these kinds; null if there are none, or the run did not finish. */
export function derivativesOf(
  { trace, status }: TraceResult,
  kinds: ReadonlySet<DerivativeKind>,
): Derivatives | null {
  if (kinds.size === 0 || status !== 'ok') return null;
  const n = freeIds(trace).length;
  const outputs = trace.outputs.flatMap(({ path, shape }) => elements(path || 'result', shape));
  const inputs = trace.leaves.flatMap(({ path, shape, first }) => (first > 0 ? elements(path, shape) : []));
  const fits = { jacobian: outputs.length * n <= mostDerivatives, hessian: n * n <= mostDerivatives };
  const missing = (['jacobian', 'hessian'] as const).filter((kind) => kinds.has(kind) && !fits[kind]);
  const tensors = {
    ...(kinds.has('jvp') && {
      jvp: { shape: [outputs.length], data: jvp(trace, new Float64Array(n).fill(1)) },
    }),
    ...(kinds.has('jacobian') && fits.jacobian && { jacobian: jacobian(trace) }),
    ...(kinds.has('hessian') && fits.hessian && { hessian: hessian(trace) }),
  };
  return {
    outputs,
    inputs,
    ...tensors,
    check: checkDerivatives(trace, tensors),
    ...(missing.length > 0 && {
      note: `The ${missing.join(' and ')} of ${outputs.length} outputs by ${n} inputs would have more than ${mostDerivatives} elements.`,
    }),
  };
}

/** Names of a value's elements: `x`, `x[1]`, `x[0][2]`. */
function elements(path: string, shape: Shape): string[] {
  return Array.from({ length: sizeOf(shape) }, (_, at) => elementName(path, shape, at));
}
