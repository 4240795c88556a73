import { sizeOf, type Shape, type Tensor } from '../../shared/tensor.ts';
import type { Arithmetic, Elementwise, Partial } from '../rules/interpreter.ts';
import { absent, loops, mapRows } from './maps.ts';
import { minusOne, one } from '../rules/partials.ts';
import { broadcastStrides, columnsOf, isFlat, rowsOf, type Strided } from '../rules/strided.ts';

type Evaluate = Elementwise['evaluate'];
type Backward = (partial: Partial, ...rest: readonly [...Places, masked: boolean]) => void;
type BackwardOfQuotient = (numerator: Partial, divisor: Partial, ...rest: Places) => void;
type Places = readonly [
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
];

// These may name nothing but their parameters. `out` holds the cotangents of the result as well, from `at` on.
const backward = loops<Partial, Backward>((partial, k, out, into, operand, m, n, x, y, z, at, masked) => {
  const { data: a, column: ac } = x;
  const { data: b, column: bc } = y;
  const { column: oc } = operand;
  for (let i = 0; i < m; i++) {
    let p = x.at + i * x.row;
    let q = y.at + i * y.row;
    let o = into + i * operand.row;
    for (let j = 0; j < n; j++, p += ac, q += bc, o += oc, at++) {
      const g = out[at]!;
      if (g === 0) continue;
      const slope = partial(k, a[p]!, b[q]!, z[at]!);
      if (slope !== 0 || !masked) out[o]! += g * slope;
    }
  }
});

// A test in one loop for both would cost as much as all else in it.
const backwardOfQuotient = loops<Partial, BackwardOfQuotient>(
  (numerator, divisor, k, out, into, operand, m, n, x, y, z, at) => {
    const { data: a, column: ac } = x;
    const { data: b, column: bc } = y;
    const { column: oc } = operand;
    for (let i = 0; i < m; i++) {
      let p = x.at + i * x.row;
      let q = y.at + i * y.row;
      let o = into + i * operand.row;
      for (let j = 0; j < n; j++, p += ac, q += bc, o += oc, at++) {
        const g = out[at]!;
        if (g === 0) continue;
        const part = g * numerator(k, a[p]!, b[q]!, z[at]!);
        out[o]! += part / divisor(k, a[p]!, b[q]!, z[at]!);
      }
    }
  },
);

/** `backward` where the slope is 1 or -1. */
function backwardOfSum(
  slope: number,
  out: Float64Array,
  into: number,
  { row, column }: Strided,
  m: number,
  n: number,
  at: number,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0, o = into + i * row; j < n; j++, o += column, at++) {
      const g = out[at]!;
      if (g !== 0) out[o]! += g * slope;
    }
  }
}

/** f(x, y) element by element, with broadcasting, for a result of this shape and at most two dimensions. */
export function mapTensors(f: Evaluate, shape: Shape, x: Tensor, y: Tensor | undefined): Float64Array {
  const out = new Float64Array(sizeOf(shape));
  const flat = [x, y].every(
    (t) => !t || isFlat(rowsOf(t.shape), columnsOf(t.shape), rowsOf(shape), columnsOf(shape)),
  );
  const strided = (t: Tensor) => broadcastStrides(t.data, 0, rowsOf(t.shape), columnsOf(t.shape), flat);
  const [m, n] = flat || shape.length < 2 ? [1, out.length] : (shape as [number, number]);
  mapRows(f, out, 0, m, n, strided(x), y ? strided(y) : absent);
  return out;
}

/** f(x, y), into `out` from `at` on, row by row. */
export function mapStrided(
  f: Evaluate,
  out: Float64Array,
  at: number,
  [m, n]: readonly [number, number],
  x: Strided,
  y: Strided | null,
): void {
  mapRows(f, out, at, m, n, x, y ?? absent);
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
  mapRows(f, values, equation.out, m, n, equation.x, equation.y ?? absent);
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
    const places = [k, cotangents, ids[i]!, operand, m, n, x, y ?? absent, values, out] as const;
    if (partial === one || partial === minusOne)
      backwardOfSum(partial === one ? 1 : -1, cotangents, ids[i]!, operand, m, n, out);
    else if (partial.quotient) backwardOfQuotient(partial)(...partial.quotient, ...places);
    else backward(partial)(partial, ...places, partial.chooses === true);
  }
}
