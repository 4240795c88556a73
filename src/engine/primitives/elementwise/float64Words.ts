import type { Elementwise } from '../../rules/interpreter.ts';
import { binary, one, unary, zero } from '../../rules/partials.ts';
import type { BinaryWord, UnaryWord } from '../../rules/names.ts';

const double = new Float64Array(1);
const both = new Uint32Array(double.buffer);
/** Index of a double's high 32-bit word, with sign and exponent, on this machine. */
export const highIndex = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** One of the two words of a double. */
export function wordOf(x: number, index: number): number {
  double[0] = x;
  return both[index]!;
}

/** Whether this is ±2ⁿ, a factor that changes nothing but sign and exponent. */
export function isPowerOfTwo(x: number): boolean {
  const exponent = (wordOf(x, highIndex) >>> 20) & 0x7ff;
  const fraction = (wordOf(x, highIndex) & 0xfffff) | wordOf(x, 1 - highIndex);
  return fraction === 0 && exponent > 0 && exponent < 0x7ff;
}

/** The halves of a double, as ports of C libraries take numbers apart and put them together. */
export const float64Words: Readonly<Record<UnaryWord | BinaryWord, Elementwise>> = {
  highWord: unary({
    formula: 'high word of x',
    rule: 'x̄ += 0',
    doc: 'Sign, exponent and the first 20 bits of the fraction, as an unsigned integer. The derivative is 0.',
    evaluate: (x) => wordOf(x, highIndex),
    slope: 'bits',
    partial: zero,
  }),
  lowWord: unary({
    formula: 'low word of x',
    rule: 'x̄ += 0',
    doc: 'The last 32 bits of the fraction, as an unsigned integer. The derivative is 0.',
    evaluate: (x) => wordOf(x, 1 - highIndex),
    slope: 'bits',
    partial: zero,
  }),
  withLowWord: binary({
    formula: 'x with low word y',
    rule: 'x̄ += z̄;  ȳ += 0',
    doc: 'x with other last bits: a rounding, which is taken as the identity.',
    evaluate: (x, y) => {
      double[0] = x;
      both[1 - highIndex] = y;
      return double[0];
    },
    slope: 'identity',
    partials: [one, zero],
  }),
};
