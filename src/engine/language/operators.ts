import type { Tracer } from '../tracking/tracer.ts';
import { arithmetic, integers, unary } from './arithmetic.ts';
import { comparisons, membership } from './comparison.ts';
import type { ToPrimitive } from './conversion.ts';
import { truth } from './truth.ts';

/**
 * The operators of the language on plain values and boxes. Two plain numbers take the operator at once; a box makes an
 * equation or a guard; everything else is the language's own conversion, which keeps boxes.
 */
export function operators(tracer: Tracer, toPrimitive: ToPrimitive) {
  return {
    ...arithmetic(tracer, toPrimitive),
    ...integers(tracer, toPrimitive),
    ...comparisons(tracer, toPrimitive),
    ...membership(tracer, toPrimitive),
    ...unary(tracer, toPrimitive),
    ...truth(tracer),
  };
}
