import type { Elementwise } from '../rules/interpreter.ts';
import type { Strided } from '../rules/strided.ts';
import { mapSideBySide } from './exponential.ts';

type Evaluate = Elementwise['evaluate'];
type Forward = (
  f: Evaluate,
  out: Float64Array,
  at: number,
  m: number,
  n: number,
  x: Strided,
  y: Strided,
) => void;

/**
 * A loop over elements of a function's own. Each is compiled anew from the text of one, so that the engine sees a single function called
 * in it and compiles that in place; one loop for all functions would call through a pointer, at several times the cost. Where
 * no text may be compiled, as in a page with a strict policy, that one serves all.
 */
export function loops<K, F extends (...args: never[]) => void>(plain: F): (f: K) => F {
  const made = new Map<K, F>();
  // taken before any program can change how functions become text
  const text = String(plain);
  const compiled = (): F => {
    try {
      return new Function(`/* ${made.size} */ return ${text}`)() as F;
    } catch (error) {
      if (error instanceof EvalError) return plain;
      throw error;
    }
  };
  return (f) => {
    let found = made.get(f);
    if (!found) made.set(f, (found = compiled()));
    return found;
  };
}

// It may name nothing but its parameters.
const forward = loops<Evaluate, Forward>((f, out, at, m, n, x, y) => {
  const { data: a, column: ac } = x;
  const { data: b, column: bc } = y;
  for (let i = 0; i < m; i++)
    for (let j = 0, p = x.at + i * x.row, q = y.at + i * y.row; j < n; j++, p += ac, q += bc, at++)
      out[at] = f(a[p]!, b[q]!);
});

/** The second operand of a function of one number. */
export const absent: Strided = { data: new Float64Array(1), at: 0, row: 0, column: 0 };

/** Numbers from which on functions that are computed side by side pay. */
const MANY = 32;

/** Writes f(x, y) into `out` from `at` on, for m rows of n numbers: side by side where a kernel can. */
export function mapRows(
  f: Evaluate,
  out: Float64Array,
  at: number,
  m: number,
  n: number,
  x: Strided,
  y: Strided,
): void {
  const isDense = y === absent && x.column === 1 && (m === 1 || x.row === n) && m * n >= MANY;
  const map = isDense ? mapSideBySide(f) : null;
  if (map) map(out, at, x.data, x.at, m * n);
  else forward(f)(f, out, at, m, n, x, y);
}
