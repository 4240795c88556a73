import type { Elementwise } from '../../rules/interpreter.ts';
import { binary, mask, one, unary, zero } from '../../rules/partials.ts';
import type { BinaryPiecewise, UnaryPiecewise } from '../../rules/names.ts';

/** Missing before Node 24; a program that runs there cannot have called it. */
const f16round = (Math as { f16round?: (x: number) => number }).f16round ?? (() => NaN);

const flat = 'x̄ += 0';
const atSteps = 'The derivative is 0, at the steps too.';

/** Functions in pieces: their derivative jumps or vanishes, and each states what it is at the kinks. */
export const piecewise: Readonly<Record<UnaryPiecewise | BinaryPiecewise, Elementwise>> = {
  abs: unary({
    formula: '|x|',
    rule: 'x̄ += z̄ ∘ sign x',
    doc: 'Absolute value. The derivative is 0 at 0.',
    evaluate: Math.abs,
    partial: (k, x) => k.sign(x),
  }),
  sign: unary({
    formula: 'sign x',
    rule: flat,
    doc: `−1, 0 or 1. ${atSteps}`,
    evaluate: Math.sign,
    slope: 'steps',
    partial: zero,
  }),
  floor: unary({
    formula: '⌊x⌋',
    rule: flat,
    doc: `Largest integer not above x. ${atSteps}`,
    evaluate: Math.floor,
    slope: 'steps',
    partial: zero,
  }),
  ceil: unary({
    formula: '⌈x⌉',
    rule: flat,
    doc: `Smallest integer not below x. ${atSteps}`,
    evaluate: Math.ceil,
    slope: 'steps',
    partial: zero,
  }),
  round: unary({
    formula: 'round x',
    rule: flat,
    doc: `Nearest integer, halves upwards. ${atSteps}`,
    evaluate: Math.round,
    slope: 'steps',
    partial: zero,
  }),
  trunc: unary({
    formula: 'trunc x',
    rule: flat,
    doc: `x without its fraction. ${atSteps}`,
    evaluate: Math.trunc,
    slope: 'steps',
    partial: zero,
  }),
  fround: unary({
    formula: 'fround x',
    rule: 'x̄ += z̄',
    doc: 'x rounded to 32 bits. Rounding a number for storage is taken as the identity: the derivative is 1.',
    evaluate: Math.fround,
    slope: 'identity',
    partial: one,
  }),
  f16round: unary({
    formula: 'f16round x',
    rule: 'x̄ += z̄',
    doc: 'x rounded to 16 bits. Rounding a number for storage is taken as the identity: the derivative is 1.',
    evaluate: f16round,
    slope: 'identity',
    partial: one,
  }),
  maximum: binary({
    formula: 'max(x, y)',
    rule: 'x̄ += z̄ where x > y;  ȳ += z̄ where y > x;  ½ z̄ each where x = y',
    doc: 'The larger one, Math.max of two. A tie gives each half; where one is NaN so is the result, and both get 0.',
    evaluate: (x, y) => Math.max(x, y),
    partials: [mask((k, x, y) => k.prefers(x, y)), mask((k, x, y) => k.prefers(y, x))],
  }),
  minimum: binary({
    formula: 'min(x, y)',
    rule: 'x̄ += z̄ where x < y;  ȳ += z̄ where y < x;  ½ z̄ each where x = y',
    doc: 'The smaller one, Math.min of two. A tie gives each half; where one is NaN so is the result, and both get 0.',
    evaluate: (x, y) => Math.min(x, y),
    partials: [mask((k, x, y) => k.prefers(y, x)), mask((k, x, y) => k.prefers(x, y))],
  }),
  prefers: binary({
    formula: '[x > y] + ½ [x = y]',
    rule: 'x̄ += 0;  ȳ += 0',
    doc: 'The share of x in max(x, y): 1, ½ or 0; 0 where one is NaN. Used by rules.',
    evaluate: (x, y) => (x > y ? 1 : x === y ? 0.5 : 0),
    partials: [zero, zero],
  }),
  equal: binary({
    formula: '[x = y]',
    rule: 'x̄ += 0;  ȳ += 0',
    doc: '1 where x equals y, else 0. Used by rules.',
    evaluate: (x, y) => (x === y ? 1 : 0),
    partials: [zero, zero],
  }),
};
