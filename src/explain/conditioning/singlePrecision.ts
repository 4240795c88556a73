import type { Diagnostic } from '../../shared/errors.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { ARRAY, valueOf } from '../../shared/trace.ts';
import { countText } from '../../shared/tensor.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import type { Amplification } from './amplification.ts';

/** Who keeps numbers in single precision has 7 digits; when fewer than half of them are left, it was not meant so. */
const leastError = 3e-4;

/** Digits that are lost because numbers are kept in a `Float32Array`: small ones that are added to a large one there. */
export function singlePrecision(
  evidence: Evidence,
  { cotangents, scale, norm }: Amplification,
  name: string,
): Diagnostic | undefined {
  const { trace, result, codes } = evidence;
  const fround = result.ops.findIndex((one) => one.name === 'fround');
  if (fround < 0 || codes[fround] !== 1) return undefined;
  const { op, lhs, out } = trace.equations;
  let [sum, squares, most, worst, absorbed] = [0, 0, 0, -1, false];
  for (let e = 0; e < op.length; e++) {
    if (op[e] !== fround || op[e]! & ARRAY) continue;
    const own = cotangents[out[e]!]! * (trace.values[out[e]!]! - valueOf(trace, lhs[e]!));
    sum += own;
    squares += own * own;
    if (Math.abs(own) > most) [most, worst] = [Math.abs(own), e];
    absorbed ||= own !== 0 && isAbsorbed(evidence, e);
  }
  // Equal numbers that are added again and again are all rounded the same way.
  const error = norm === 0 && absorbed && sum !== 0 ? 1 : Math.max(Math.abs(sum), Math.sqrt(squares)) * scale;
  const span = worst < 0 ? undefined : ownPlace(evidence, worst);
  if (!(error >= leastError) || !span) return undefined;
  const z = trace.values[out[worst]!]!;
  const off = shortNumber(Math.abs(z - valueOf(trace, lhs[worst]!)));
  const left = error >= 0.1 ? 0 : Math.max(1, Math.round(-Math.log10(error)));
  const right = left === 0 ? 'No digit' : `About ${countText(left)} ${left === 1 ? 'digit' : 'digits'}`;
  const iteration = evidence.iteration(worst);
  return {
    code: 'ill-conditioned',
    class: 'conditioning',
    severity: 'warning',
    message:
      `${evidence.textOf(worst)} is kept in single precision, which has 7 digits: next to ${shortNumber(z)} it is off by ${off}. ` +
      `${right} of ${name} ${left <= 1 ? 'is' : 'are'} right. A Float64Array has 16.`,
    span,
    mark: `−${7 - left} of 7 digits`,
    related: [
      { message: `${evidence.textOf(worst)} = ${shortNumber(z)}, rounded`, span, equation: worst, value: z },
    ],
    equation: worst,
    ...(iteration !== undefined && { iteration }),
  };
}

/** Whether a sum that is rounded comes out as one of its terms: the other one is lost whole. */
function isAbsorbed({ trace, makers }: Evidence, e: number): boolean {
  const { lhs, rhs, op, out } = trace.equations;
  const maker = lhs[e]! > 0 ? makers[lhs[e]!]! : -1;
  if (maker < 0 || op[maker]! & ARRAY) return false;
  const z = trace.values[out[e]!]!;
  return [lhs[maker]!, rhs[maker]!].some((ref) => ref !== 0 && valueOf(trace, ref) === z);
}
