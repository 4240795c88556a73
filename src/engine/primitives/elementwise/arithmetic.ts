import type { Elementwise, Partial } from '../../rules/interpreter.ts';
import { binary, mask, minusOne, one, quotient, unary } from '../../rules/partials.ts';
import type { BinaryArithmetic, UnaryArithmetic } from '../../rules/names.ts';

const divisor: Partial = (_k, _x, y) => y;

/** 1 where y is negative, else 0. */
const negative: Partial = (k, _x, y) => k.equal(k.sign(y), k.number(-1));

/** JavaScript's arithmetic operators, and the product that rules are written with. */
export const arithmetic: Readonly<Record<UnaryArithmetic | BinaryArithmetic, Elementwise>> = {
  neg: unary({
    formula: '−x',
    rule: 'x̄ += −z̄',
    doc: 'Negation.',
    evaluate: (x) => -x,
    partial: minusOne,
  }),
  add: binary({
    formula: 'x + y',
    rule: 'x̄ += z̄;  ȳ += z̄',
    doc: 'Sum. A broadcast operand receives the sum of the cotangents of its copies.',
    evaluate: (x, y) => x + y,
    partials: [one, one],
  }),
  sub: binary({
    formula: 'x − y',
    rule: 'x̄ += z̄;  ȳ += −z̄',
    doc: 'Difference.',
    evaluate: (x, y) => x - y,
    partials: [one, minusOne],
  }),
  mul: binary({
    formula: 'x ∘ y',
    rule: 'x̄ += z̄ ∘ y;  ȳ += z̄ ∘ x',
    doc: 'Product, element by element (`mmul` is the matrix product).',
    evaluate: (x, y) => x * y,
    partials: [(_k, _x, y) => y, (_k, x) => x],
  }),
  div: binary({
    formula: 'x / y',
    rule: 'x̄ += z̄ / y;  ȳ += −z̄ ∘ z / y',
    doc: 'Quotient.',
    evaluate: (x, y) => x / y,
    partials: [quotient(one, divisor), quotient((k, _x, _y, z) => k.neg(z), divisor)],
  }),
  mod: binary({
    formula: 'x mod y',
    rule: 'x̄ += z̄;  ȳ += −z̄ ∘ trunc(x / y)',
    doc:
      'Remainder with the sign of x, the operator %. Where x is a multiple of y it jumps; the derivative is that of ' +
      'the side it is computed on. The whole quotient is taken as (x − z) / y, since x / y can round up to the next one.',
    evaluate: (x, y) => x % y,
    partials: [one, (k, x, y, z) => k.neg(k.round(k.div(k.sub(x, z), y)))],
  }),
  pow: binary({
    formula: 'x ^ y',
    rule: 'x̄ += z̄ ∘ y ∘ x^(y − 1);  ȳ += z̄ ∘ log x ∘ z',
    doc:
      'Power, the operator ** and Math.pow. As in JAX x̄ is 0 where y = 0, and ȳ is 0 where x = 0; ' +
      'ȳ is NaN where x < 0. Of a negative y x^(y − 1) is taken as x^y / x, since it leaves the range of numbers before x^y does.',
    evaluate: (x, y) => x ** y,
    partials: [
      quotient(
        (k, x, y, z) => k.chain(y, k.pow(x, k.sub(y, k.sub(k.number(1), negative(k, x, y, z))))),
        (k, x, y, z) => k.pow(x, negative(k, x, y, z)),
      ),
      // |sign x| is 0 just where log x must not count
      (k, x, _y, z) => k.chain(k.chain(k.abs(k.sign(x)), k.log(x)), z),
    ],
  }),
  chain: binary({
    formula: 'x ∘ y, 0 where x = 0',
    rule: 'x̄ += z̄ ∘ y;  ȳ += z̄ ∘ x',
    doc:
      'The product of the chain rule, of a cotangent (or tangent) x and a partial derivative y: a cotangent that is ' +
      'exactly zero stays zero, even where the derivative is infinite or NaN.',
    evaluate: (x, y) => (x === 0 ? 0 : x * y),
    partials: [(_k, _x, y) => y, mask((_k, x) => x)],
  }),
};
