import type { Reason } from '../recorded.ts';

/** So near to zero that what is added there, or a limit, changes it. */
const small = 1e-6;

/** An exponential that came out infinite, or nearly. */
export const overflows: Reason = { of: ['exp'], shows: ([x], result) => x! > 700 || result === Infinity };

/** Exponentials that came out infinite, or as 0. */
export const leavesRange: Reason = {
  of: ['exp'],
  shows: ([x], result) => x! > 700 || result === Infinity || (result === 0 && Number.isFinite(x)),
};

/** An exponential that is infinite, or of which a sum with 1 has lost digits. */
export const dwarfs: Reason = {
  of: ['exp'],
  shows: ([x], result) => x! > 700 || result === Infinity || result < small,
};

/** A quotient that is not finite. */
export const hasNoQuotient: Reason = {
  of: ['div', 'mod'],
  shows: ([a, b], result) => b === 0 || (Number.isFinite(a) && !Number.isNaN(b) && !Number.isFinite(result)),
};

/** A quotient of which the divisor is infinite. */
export const hasInfiniteDivisor: Reason = {
  of: ['div'],
  shows: ([, b]) => b === Infinity || b === -Infinity,
};

/** An argument below the least that a root has. */
export const hasNoRoot: Reason = { of: ['sqrt'], shows: ([x]) => x! < 0 };

/** An argument of which there is no logarithm, or at which its slope is infinite. */
export const hasNoLogarithm = (name: string): Reason => ({
  of: [name],
  shows: ([x]) => x! <= 0 || 1 / x! === Infinity,
});

/** An argument that is not between −1 and 1. */
export const isBeyondOne = (name: string): Reason => ({ of: [name], shows: ([x]) => Math.abs(x!) > 1 });

/** An argument at −1 or 1, or beyond. */
export const isAtEnd = (name: string): Reason => ({ of: [name], shows: ([x]) => Math.abs(x!) > 1 - 1e-9 });

/** A base below zero, of which a power by a fraction is none. */
export const hasNoPower: Reason = { of: ['pow'], shows: ([base]) => base! < 0 };

/** A base so near to zero that the slope of its power may be infinite. */
export const hasSmallBase: Reason = { of: ['pow'], shows: ([base]) => Math.abs(base!) < small };

/** An argument, or a length, so near to zero that the slope of its root may be infinite. */
export const isAtZero = (...of: readonly string[]): Reason => ({
  of,
  shows: ([x]) => Math.abs(x!) < small,
});

/** A length so near to zero that its slope may be undefined. */
export const isShort: Reason = {
  of: ['hypot', 'hypotOf', 'norm'],
  shows: (_, length) => length < small,
};

/** A direction of (0, 0), which has none. */
export const areBothZero: Reason = { of: ['atan2'], shows: ([y, x]) => y === 0 && x === 0 };

/** An argument at 1, where an inverse hyperbolic cosine ends. */
export const isAtOne: Reason = { of: ['acosh'], shows: ([x]) => x! < 1 + 1e-9 };

/** An exponential next to 1: less by 1, it loses digits. */
export const isNextToOne: Reason = { of: ['exp'], shows: ([x]) => Math.abs(x!) < 0.1 };

/** A logarithm of a number next to 1, which has lost digits of what was added to 1. */
export const takesNextToOne: Reason = { of: ['log'], shows: ([x]) => Math.abs(x! - 1) < 0.1 };

/** The first, or the second, of two numbers was taken as their maximum or minimum, and the other one left. */
export const takes = (which: 0 | 1): Reason => ({
  of: ['maximum', 'minimum'],
  shows: (operands, result) => operands[which] === result && operands[1 - which] !== result,
});
