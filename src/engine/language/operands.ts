import { Box } from '../record/box.ts';
import type { Primitive } from './conversion.ts';

/** Whether an operation on these two is an equation without any conversion: numbers and boxes, at least one a box. */
export const isTracked = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' ? Box.isOperand(b) : Box.isOperand(a) && (typeof b === 'number' || Box.isOperand(b));

/** The number of an operand that is a number or a box. */
export const numberOf = (x: unknown): number => (typeof x === 'number' ? x : Box.value(x as Box));

/** Whether the operator treats this primitive as a number where the other operand is a number. */
export function isNumeric(x: Primitive | Box, operator: string): boolean {
  const type = typeof x;
  if (type === 'number' || type === 'undefined' || type === 'boolean' || x === null) return true;
  return type === 'string' && operator !== 'add';
}

/** The language's ToNumber of a primitive. */
export const toNumber = (x: unknown): number => +(x as number);
