import type { Arithmetic, Elementwise, Partial } from './interpreter.ts';

/** The constant partials by identity, so that generic rules can pass a cotangent on, negate or drop it. */
export const one: Partial = (k) => k.number(1);
export const minusOne: Partial = (k) => k.number(-1);
/** A derivative that is exactly zero is no cut: the function is flat, and callers skip the operand. */
export const zero: Partial = (k) => k.number(0);

/** Makes a partial one that chooses. */
export function mask(partial: Partial): Partial {
  return Object.assign(partial, { chooses: true });
}

/** A partial n / d, see `Partial.quotient`. */
export function quotient(numerator: Partial, divisor: Partial): Partial {
  const partial: Partial = (k, x, y, z) => k.div(numerator(k, x, y, z), divisor(k, x, y, z));
  return Object.assign(partial, { quotient: [numerator, divisor] as const });
}

/** z as a divisor of what is 0 wherever z is: 1 there, so that the quotient is 0. */
export function nonzero<T>(k: Arithmetic<T>, z: T): T {
  return k.add(z, k.equal(z, k.number(0)));
}

type Description = Omit<Elementwise, 'kind' | 'partials'>;

/** An elementwise primitive of one operand. */
export function unary({ partial, ...rest }: Description & { readonly partial: Partial }): Elementwise {
  return { kind: 'elementwise', partials: [partial], ...rest };
}

/** An elementwise primitive of two operands. */
export function binary(
  record: Description & { readonly partials: readonly [Partial, Partial] },
): Elementwise {
  return { kind: 'elementwise', ...record };
}
