import type { Elementwise, Partial } from '../../rules/interpreter.ts';
import { binary, nonzero, one, quotient, unary } from '../../rules/partials.ts';
import type { BinaryMath, UnaryMath } from '../../rules/names.ts';

const itself: Partial = (_k, x) => x;
const length: Partial = (k, x, y) => k.hypot(x, y);
const cosh: Partial = (k, x) => k.cosh(x);
/** 1, or |x| where x² could be out of range. */
const scale: Partial = (k, x) => k.pow(k.abs(x), k.prefers(k.abs(x), k.number(1e100)));

/** The smooth functions of Math. Where a formula could cancel or overflow, the derivative takes another. */
export const math: Readonly<Record<UnaryMath | BinaryMath, Elementwise>> = {
  sqrt: unary({
    formula: '√x',
    rule: 'x̄ += z̄ / 2z',
    doc: 'Square root. The derivative is ∞ at 0.',
    evaluate: Math.sqrt,
    partial: quotient(
      (k) => k.number(0.5),
      (_k, _x, _y, z) => z,
    ),
  }),
  cbrt: unary({
    formula: '∛x',
    rule: 'x̄ += z̄ / 3z²',
    doc: 'Cube root. The derivative is ∞ at 0.',
    evaluate: Math.cbrt,
    partial: (k, _x, _y, z) => k.div(k.number(1), k.mul(k.number(3), k.mul(z, z))),
  }),
  exp: unary({
    formula: 'exp x',
    rule: 'x̄ += z̄ ∘ z',
    doc: 'Exponential function.',
    evaluate: Math.exp,
    partial: (_k, _x, _y, z) => z,
  }),
  expm1: unary({
    formula: 'exp x − 1',
    rule: 'x̄ += z̄ ∘ exp x',
    doc: 'exp x − 1 without cancellation near 0.',
    evaluate: Math.expm1,
    partial: (k, x) => k.exp(x),
  }),
  log: unary({
    formula: 'log x',
    rule: 'x̄ += z̄ / x',
    doc: 'Natural logarithm. The derivative is ∞ at 0.',
    evaluate: Math.log,
    partial: quotient(one, itself),
  }),
  log1p: unary({
    formula: 'log(1 + x)',
    rule: 'x̄ += z̄ / (1 + x)',
    doc: 'log(1 + x) without cancellation near 0.',
    evaluate: Math.log1p,
    partial: (k, x) => k.div(k.number(1), k.add(k.number(1), x)),
  }),
  log2: unary({
    formula: 'log₂ x',
    rule: 'x̄ += z̄ / (x · ln 2)',
    doc: 'Logarithm to base 2.',
    evaluate: Math.log2,
    partial: quotient((k) => k.number(Math.LOG2E), itself),
  }),
  log10: unary({
    formula: 'log₁₀ x',
    rule: 'x̄ += z̄ / (x · ln 10)',
    doc: 'Logarithm to base 10.',
    evaluate: Math.log10,
    partial: quotient((k) => k.number(Math.LOG10E), itself),
  }),
  sin: unary({
    formula: 'sin x',
    rule: 'x̄ += z̄ ∘ cos x',
    doc: 'Sine.',
    evaluate: Math.sin,
    partial: (k, x) => k.cos(x),
  }),
  cos: unary({
    formula: 'cos x',
    rule: 'x̄ += −z̄ ∘ sin x',
    doc: 'Cosine.',
    evaluate: Math.cos,
    partial: (k, x) => k.neg(k.sin(x)),
  }),
  tan: unary({
    formula: 'tan x',
    rule: 'x̄ += z̄ ∘ (1 + z²)',
    doc: 'Tangent.',
    evaluate: Math.tan,
    partial: (k, _x, _y, z) => k.add(k.number(1), k.mul(z, z)),
  }),
  asin: unary({
    formula: 'arcsin x',
    rule: 'x̄ += z̄ / √(1 − x²)',
    doc: 'Inverse sine. The derivative is ∞ at ±1; 1 − x² is taken as (1 − x)(1 + x), which is exact near ±1.',
    evaluate: Math.asin,
    partial: (k, x) => k.div(k.number(1), k.sqrt(k.mul(k.sub(k.number(1), x), k.add(k.number(1), x)))),
  }),
  acos: unary({
    formula: 'arccos x',
    rule: 'x̄ += −z̄ / √(1 − x²)',
    doc: 'Inverse cosine. The derivative is −∞ at ±1; 1 − x² is taken as (1 − x)(1 + x), which is exact near ±1.',
    evaluate: Math.acos,
    partial: (k, x) => k.div(k.number(-1), k.sqrt(k.mul(k.sub(k.number(1), x), k.add(k.number(1), x)))),
  }),
  atan: unary({
    formula: 'arctan x',
    rule: 'x̄ += z̄ / (1 + x²)',
    doc: 'Inverse tangent. Far from 0 both 1 and 1 + x² are divided by |x|, so that x² cannot overflow.',
    evaluate: Math.atan,
    partial: quotient(
      (k, x, y, z) => k.div(k.number(1), scale(k, x, y, z)),
      (k, x, y, z) => k.add(k.div(k.number(1), scale(k, x, y, z)), k.mul(x, k.div(x, scale(k, x, y, z)))),
    ),
  }),
  sinh: unary({
    formula: 'sinh x',
    rule: 'x̄ += z̄ ∘ cosh x',
    doc: 'Hyperbolic sine.',
    evaluate: Math.sinh,
    partial: (k, x) => k.cosh(x),
  }),
  cosh: unary({
    formula: 'cosh x',
    rule: 'x̄ += z̄ ∘ sinh x',
    doc: 'Hyperbolic cosine.',
    evaluate: Math.cosh,
    partial: (k, x) => k.sinh(x),
  }),
  tanh: unary({
    formula: 'tanh x',
    rule: 'x̄ += z̄ / cosh² x',
    doc: 'Hyperbolic tangent. The derivative is not taken as 1 − z², which cancels where tanh saturates.',
    evaluate: Math.tanh,
    partial: quotient((k, x) => k.div(k.number(1), k.cosh(x)), cosh),
  }),
  asinh: unary({
    formula: 'arsinh x',
    rule: 'x̄ += z̄ / √(1 + x²)',
    doc: 'Inverse hyperbolic sine. The root is taken as hypot(1, x), which cannot overflow.',
    evaluate: Math.asinh,
    partial: (k, x) => k.div(k.number(1), k.hypot(k.number(1), x)),
  }),
  acosh: unary({
    formula: 'arcosh x',
    rule: 'x̄ += z̄ / √(x² − 1)',
    doc: 'Inverse hyperbolic cosine. The derivative is ∞ at 1.',
    evaluate: Math.acosh,
    partial: (k, x) =>
      k.div(k.number(1), k.mul(k.sqrt(k.sub(x, k.number(1))), k.sqrt(k.add(x, k.number(1))))),
  }),
  atanh: unary({
    formula: 'artanh x',
    rule: 'x̄ += z̄ / (1 − x²)',
    doc: 'Inverse hyperbolic tangent. The derivative is ∞ at ±1.',
    evaluate: Math.atanh,
    partial: (k, x) => k.div(k.number(1), k.mul(k.sub(k.number(1), x), k.add(k.number(1), x))),
  }),
  atan2: binary({
    formula: 'atan2(x, y)',
    rule: 'x̄ += z̄ ∘ y / (x² + y²);  ȳ += −z̄ ∘ x / (x² + y²)',
    doc: 'The angle of the point with ordinate x and abscissa y, in the order of Math.atan2. NaN at the origin.',
    evaluate: Math.atan2,
    partials: [
      quotient((k, x, y) => k.div(y, k.hypot(x, y)), length),
      quotient((k, x, y) => k.neg(k.div(x, k.hypot(x, y))), length),
    ],
  }),
  hypot: binary({
    formula: '√(x² + y²)',
    rule: 'x̄ += z̄ ∘ x / z;  ȳ += z̄ ∘ y / z',
    doc: 'Length of (x, y). The derivative is 0 at the origin, as that of abs.',
    evaluate: (x, y) => Math.hypot(x, y),
    partials: [(k, x, _y, z) => k.div(x, nonzero(k, z)), (k, _x, y, z) => k.div(y, nonzero(k, z))],
  }),
};
