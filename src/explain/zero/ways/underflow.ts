import { shortNumber } from '../../../present/format/numberText.ts';
import { opName } from '../../../present/model/variables.ts';
import { countText } from '../../../shared/tensor.ts';
import type { Link } from '../../../shared/errors.ts';
import { ARRAY, valueOf } from '../../../shared/trace.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { makerOf } from '../../evidence/makers.ts';
import { ownPlace } from '../../evidence/places.ts';

/** Why a number is 0 of which all factors are not. */
export interface Underflow {
  /** As the end of a clause: `the product of 800 factors of at most 0.2061, which after 471 of them is …`. */
  readonly words: string;
  readonly advice?: string;
  readonly links: readonly Link[];
}

/** A product of so many factors is better taken as a sum of logarithms. */
const many = 3;

/**
 * Why a number is 0, where that is because a product of numbers that are not 0 was smaller than the smallest number; undefined where it is
 * another zero.
 */
export function underflowOf(evidence: Evidence, ref: number): Underflow | undefined {
  const { trace } = evidence;
  const { lhs, rhs, site } = trace.equations;
  if (valueOf(trace, ref) !== 0) return undefined;
  const factors: number[] = [];
  const isZero = (operand: number) => valueOf(trace, operand) === 0;
  const isOne = (operand: number) => operand < 0 && valueOf(trace, operand) === 1;
  // Back to the first product that is 0: each after it has that zero and a factor.
  let born = productAt(evidence, ref);
  while (born >= 0 && (isZero(lhs[born]!) || isZero(rhs[born]!))) {
    const [zero, factor] = isZero(lhs[born]!) ? [lhs[born]!, rhs[born]!] : [rhs[born]!, lhs[born]!];
    factors.push(valueOf(trace, factor));
    born = isZero(factor) ? -1 : productAt(evidence, zero);
  }
  if (born < 0) return undefined;
  const later = factors.length;
  // Back to its first factor: what the same expression has made before is the product up to there.
  for (let e = born; e >= 0;) {
    const made = [lhs[e]!, rhs[e]!].map((operand) => productAt(evidence, operand));
    const before = made.findIndex((one) => one >= 0 && site[one] === site[e]);
    // Most products start with 1, which is no factor.
    const own = [lhs[e]!, rhs[e]!].filter((one, k) => k !== before && !isOne(one));
    for (const one of own) factors.push(valueOf(trace, one));
    e = before < 0 ? -1 : made[before]!;
  }
  return described(evidence, born, factors, factors.length - later);
}

/** The multiplication of two numbers whose result a number is; −1 where it is no such. */
function productAt({ result, trace }: Evidence, ref: number): number {
  const equation = ref > 0 ? makerOf(trace, ref) : -1;
  const isScalar = equation >= 0 && !(trace.equations.op[equation]! & ARRAY);
  return isScalar && opName(result, equation) === 'mul' && trace.equations.rhs[equation] !== 0
    ? equation
    : -1;
}

function described(evidence: Evidence, born: number, factors: readonly number[], after: number): Underflow {
  const largest = shortNumber(factors.reduce((a, b) => Math.max(a, Math.abs(b)), 0));
  const size = factors.some((factor) => factor < 0) ? ' in size' : '';
  const iteration = evidence.iteration(born);
  const round = iteration === undefined ? '' : `, from iteration ${iteration} on`;
  const count = countText(factors.length);
  const part = after < factors.length ? ` already after ${countText(after)} of them` : '';
  const span = ownPlace(evidence, born);
  return {
    words: `the product of ${count} factors, the largest${size} ${largest}, which${part} is smaller than the smallest number${round}`,
    ...(factors.length >= many && {
      advice: 'Add the logarithms of the factors, and keep the sum in place of the product.',
    }),
    links: span ? [{ message: `becomes 0 here${round}`, span, equation: born, value: 0 }] : [],
  };
}
