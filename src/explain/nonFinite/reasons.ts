import type { PrimitiveName } from '../../engine/primitives/index.ts';
import { noSpread } from '../evidence/oneSample.ts';
import { shortNumber } from '../../present/format/numberText.ts';

/**
 * Why an operation makes a number that is not finite of finite ones, as the end of a sentence; undefined where only its name can be said.
 *
 * @param x its operands where they are single numbers, else the numbers of its first operand
 */
export function valueReason(
  name: PrimitiveName,
  x: readonly number[],
  isSingle: boolean,
): string | undefined {
  const known = isSingle ? ofNumbers[name]?.(x[0]!, x[1]!) : undefined;
  if (known) return known;
  if (x.length === 0) return empty[name] ?? undefined;
  if ((name === 'variance' || name === 'spread') && x.length === 1)
    return `the ${name} of a single number is 0 / 0: ${noSpread}`;
  if (overflowing.has(name)) return tooLarge;
  if (singular.has(name)) return 'the matrix is singular, or nearly so';
  return undefined;
}

const tooLarge = 'the result is larger than the largest number, 1.8e308';

const logarithm = (x: number): string =>
  x === 0 ? 'the logarithm of 0 is −∞' : 'a negative number has no logarithm';
/** A number beyond an end by less is not told from it by the digits that are shown. */
const unseen = 1e-4;

function within(x: number, name: string): string | undefined {
  const beyond = Math.abs(x) - 1;
  if (!(beyond > 0)) return undefined;
  const by = beyond < unseen ? `: it is ${shortNumber(beyond)} beyond, by rounding most likely` : '';
  return `${name} takes numbers from −1 to 1 only${by}`;
}

type Reason = (x: number, y: number) => string | undefined;

/** By operation of numbers; undefined where what is left is an overflow. */
const ofNumbers: { readonly [P in PrimitiveName]?: Reason } = {
  div: (x, y) => {
    if (y !== 0) return undefined;
    return x === 0 ? '0 / 0 is not a number' : 'a division by 0 is infinite';
  },
  mod: (_x, y) => (y === 0 ? 'the remainder of a division by 0 is not a number' : undefined),
  log: logarithm,
  log2: logarithm,
  log10: logarithm,
  log1p: (x) => logarithm(x === -1 ? 0 : -1),
  sqrt: () => 'a negative number has no square root',
  asin: (x) => within(x, 'asin'),
  acos: (x) => within(x, 'acos'),
  acosh: () => 'acosh takes numbers from 1 on only',
  atanh: (x) => within(x, 'atanh') ?? 'atanh is infinite at −1 and 1',
  exp: () => 'exp overflows above 709.8',
  expm1: () => 'exp overflows above 709.8',
  sinh: () => 'sinh overflows above 710.5',
  cosh: () => 'cosh overflows above 710.5',
  pow: (x, y) => {
    if (x < 0 && !Number.isInteger(y)) return `a negative number has no power ${shortNumber(y)}`;
    return x === 0 ? '0 to a negative power is infinite' : undefined;
  },
};

const overflowing: ReadonlySet<PrimitiveName> = new Set([
  'add', 'sub', 'mul', 'div', 'pow', 'hypot', 'sum', 'mean', 'product', 'norm', 'trace', 'mmul', 'dot', 'kronecker', 'variance', 'spread',
  'cumulativeSum', 'determinant', 'hypotOf',
]); // prettier-ignore

const singular: ReadonlySet<PrimitiveName> = new Set(['inverse', 'solve', 'pseudoInverse', 'lu']);

const empty: { readonly [P in PrimitiveName]?: string } = {
  mean: 'the mean of no numbers is 0 / 0',
  variance: 'the variance of no numbers is not a number',
  max: 'the largest of no numbers is −∞',
  min: 'the smallest of no numbers is ∞',
};

/**
 * Why an operation has no finite derivative where its value is finite, as the end of a sentence; undefined where only its name can be said.
 *
 * @param x its operands where they are single numbers
 */
export function slopeReason(name: PrimitiveName, x: readonly number[], operand: number): string | undefined {
  return slopes[name]?.(x[0]!, x[1]!, operand);
}

const root = (what: string) => (x: number) =>
  x === 0 ? `the ${what} has an infinite slope at 0` : undefined;
const atEnds = (name: string) => (x: number) =>
  Math.abs(x) === 1 ? `${name} has an infinite slope at ${shortNumber(x)}` : undefined;

const slopes: {
  readonly [P in PrimitiveName]?: (x: number, y: number, operand: number) => string | undefined;
} = {
  sqrt: root('square root'),
  cbrt: root('cube root'),
  asin: atEnds('asin'),
  acos: atEnds('acos'),
  acosh: (x) => (x === 1 ? 'acosh has an infinite slope at 1' : undefined),
  atan2: (y, x) => (x === 0 && y === 0 ? 'the angle of the point (0, 0) has no slope' : undefined),
  pow: (x, y, operand) => {
    if (operand === 1 && x < 0) return 'a power of a negative number has no slope in its exponent';
    return x === 0 && y < 1 ? 'a power below 1 has an infinite slope at 0' : undefined;
  },
  norm: () => 'a norm has no slope where all its numbers are 0',
  spread: () => 'a deviation has no slope where all its numbers are equal',
};
