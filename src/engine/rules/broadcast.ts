import { sameShape, shapeText, sizeOf, type Shape } from '../../shared/tensor.ts';
import type { Interpreter } from './interpreter.ts';
import { broadcastStrides, columnsOf, isFlat, rowsOf } from './strided.ts';

/** NumPy's rule: shapes align at their last dimension, and 1 stretches. Throws a RangeError that names both shapes. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  if (a.length === 0 || sameShape(a, b)) return b;
  if (b.length === 0) return a;
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new RangeError(`shapes ${shapeText(a)} and ${shapeText(b)} do not broadcast`);
    }
    return m === 1 ? n : m;
  });
}

/** For each element of shape `to`, the index of the element of shape `from` that broadcasting copies there. */
export function broadcastSources(from: Shape, to: Shape): Int32Array {
  let sources = new Int32Array(1);
  let stride = sizeOf(from);
  to.forEach((n, dim) => {
    const own = from[dim - to.length + from.length] ?? 1;
    stride /= own || 1;
    const step = own === 1 ? 0 : stride;
    const finer = new Int32Array(sources.length * n);
    for (let i = 0, at = 0; i < sources.length; i++) {
      for (let j = 0; j < n; j++) finer[at++] = sources[i]! + j * step;
    }
    sources = finer;
  });
  return sources;
}

/** Visits the elements of shape `to` in order, each with the element of shape `from` that it is a copy of. */
export function eachCopy(from: Shape, to: Shape, visit: (source: number, copy: number) => void): void {
  if (to.length > 2) return broadcastSources(from, to).forEach(visit);
  const [rows, columns] = [rowsOf(from), columnsOf(from)];
  const flat = isFlat(rows, columns, rowsOf(to), columnsOf(to));
  const { row, column } = broadcastStrides(none, 0, rows, columns, flat);
  const [m, n] = flat || to.length < 2 ? [1, sizeOf(to)] : (to as [number, number]);
  let copy = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0, source = i * row; j < n; j++, source += column) visit(source, copy++);
  }
}
const none = new Float64Array(0);

/** `value` repeated to `shape`. */
export function broadcast<V>(k: Interpreter<V>, value: V, shape: Shape): V {
  return sameShape(k.shape(value), shape) ? value : k.apply('broadcastTo', [value], { shape });
}

/** The transpose of broadcasting: the cotangents of an element's copies add up. */
export function unbroadcast<V>(k: Interpreter<V>, value: V, shape: Shape): V {
  return sameShape(k.shape(value), shape) ? value : k.apply('sumTo', [value], { shape });
}
