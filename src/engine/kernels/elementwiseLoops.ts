import { sizeOf, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Arithmetic, Elementwise, Partial } from '../rules/interpreter.ts';
import { broadcastStrides, columnsOf, isFlat, rowsOf, type Strided } from '../rules/strided.ts';

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
type Backward = (
  partial: Partial,
  k: Arithmetic<number>,
  out: Float64Array,
  into: number,
  operand: Strided,
  m: number,
  n: number,
  x: Strided,
  y: Strided,
  z: Float64Array,
  at: number,
  masked: boolean,
) => void;

/**
 * A loop over elements of a function's own. Each is compiled from text, so that the engine sees a single function called in
 * it and compiles that in place; one loop for all functions would call through a pointer, at several times the cost.
 */
function loops<K, F>(text: string): (f: K) => F {
  const made = new Map<K, F>();
  return (f) => {
    let found = made.get(f);
    if (!found) made.set(f, (found = new Function(`/* ${made.size} */ return ${text}`)() as F));
    return found;
  };
}

const forward = loops<Evaluate, Forward>(`(f, out, at, m, n, x, y) => {
  const a = x.data, b = y.data, ac = x.column, bc = y.column;
  for (let i = 0; i < m; i++)
    for (let j = 0, p = x.at + i * x.row, q = y.at + i * y.row; j < n; j++, p += ac, q += bc, at++)
      out[at] = f(a[p], b[q]);
}`);

// `out` holds the cotangents of the result as well, from `at` on.
const backward = loops<Partial, Backward>(`(partial, k, out, into, operand, m, n, x, y, z, at, masked) => {
  const a = x.data, b = y.data, ac = x.column, bc = y.column, oc = operand.column;
  for (let i = 0; i < m; i++) {
    let p = x.at + i * x.row, q = y.at + i * y.row, o = into + i * operand.row;
    for (let j = 0; j < n; j++, p += ac, q += bc, o += oc, at++) {
      const g = out[at];
      if (g === 0) continue;
      const slope = partial(k, a[p], b[q], z[at]);
      if (slope !== 0 || !masked) out[o] += g * slope;
    }
  }
}`);

/** The second operand of a function of one number. */
const absent: Strided = { data: new Float64Array(1), at: 0, row: 0, column: 0 };

/** f(x, y) element by element, with broadcasting, for a result of this shape and at most two dimensions. */
export function mapTensors(f: Evaluate, shape: Shape, x: Tensor, y: Tensor | undefined): Float64Array {
  const out = new Float64Array(sizeOf(shape));
  const flat = [x, y].every(
    (t) => !t || isFlat(rowsOf(t.shape), columnsOf(t.shape), rowsOf(shape), columnsOf(shape)),
  );
  const strided = (t: Tensor) => broadcastStrides(t.data, 0, rowsOf(t.shape), columnsOf(t.shape), flat);
  const [m, n] = flat || shape.length < 2 ? [1, out.length] : (shape as [number, number]);
  forward(f)(f, out, 0, m, n, strided(x), y ? strided(y) : absent);
  return out;
}

/** f(x, y) for operands whose `size` numbers stand side by side, or are one number for all. */
export function mapStrided(f: Evaluate, size: number, x: Strided, y: Strided | null): Float64Array {
  const out = new Float64Array(size);
  forward(f)(f, out, 0, 1, size, x, y ?? absent);
  return out;
}

/** An elementwise equation whose operands' numbers stand side by side, as it is stored. */
export interface StoredEquation {
  readonly rows: number;
  readonly columns: number;
  /** First element id of the result. */
  readonly out: number;
  readonly x: Strided;
  readonly y: Strided | null;
  readonly flat: boolean;
  /** First ids of the operands; 0 if static. */
  readonly ids: readonly [number, number];
}

/** Rows and columns to go through. */
function grid({ rows, columns, flat }: StoredEquation): readonly [number, number] {
  const [m, n] = [Math.abs(rows), Math.abs(columns)];
  return flat || columns < 0 ? [1, m * n] : [m, n];
}

/** Computes an equation into the record's values. */
export function evaluateStored(f: Evaluate, equation: StoredEquation, values: Float64Array): void {
  const [m, n] = grid(equation);
  forward(f)(f, values, equation.out, m, n, equation.x, equation.y ?? absent);
}

/**
 * Adds the cotangents of an equation's operands: those of its result times a partial derivative, element by element.
 * Cotangents that are exactly zero add nothing, whatever they would be multiplied by; nor do slopes of partials that choose.
 */
export function pullBack(
  k: Arithmetic<number>,
  partials: readonly (Partial | undefined)[],
  equation: StoredEquation,
  values: Float64Array,
  cotangents: Float64Array,
): void {
  const { x, y, out, ids } = equation;
  const [m, n] = grid(equation);
  for (let i = 0; i < 2; i++) {
    const partial = partials[i];
    if (!partial || ids[i] === 0) continue;
    const operand = i === 0 ? x : y!;
    backward(partial)(
      partial,
      k,
      cotangents,
      ids[i]!,
      operand,
      m,
      n,
      x,
      y ?? absent,
      values,
      out,
      partial.chooses === true,
    );
  }
}
