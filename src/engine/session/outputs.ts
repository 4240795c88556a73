import { isMap, mapOf } from '../tracking/brands.ts';
import type { Shape } from '../../shared/tensor.ts';
import { Box } from '../record/box.ts';
import { isSlots } from '../tracking/slots.ts';
import { elementsOf, isMatrix, matrixRows, type Elements } from '../tracking/matrixLike.ts';
import { rectangular } from './rectangular.ts';
import type { Slots } from '../tracking/shadows.ts';

/** One leaf of a returned tree: its elements are boxes or numbers. */
export interface FoundOutput {
  readonly path: string;
  readonly shape: Shape;
  readonly elements: readonly unknown[];
}

const isNumber = (x: unknown): x is number | Box => typeof x === 'number' || Box.is(x);

/** A typed array whose slots hold no tracked number. */
const isIntegers = (x: object): x is Int32Array =>
  ArrayBuffer.isView(x) && !(x instanceof DataView) && typeof (x as Int32Array)[0] === 'number';

/** How the numbers of a returned value are read. */
export interface Reader {
  /** All slots of a typed array. */
  list(slots: Slots): unknown[];
  /** An element of a matrix that does not store its numbers as `Matrix` does. */
  get(matrix: Elements, i: number, j: number): unknown;
}

/** The numbers of a returned value: a number, matrix, typed array, rectangular array, or a tree of them. */
export function collectOutputs(value: unknown, { list, get }: Reader): FoundOutput[] {
  const found: FoundOutput[] = [];
  const seen = new Set<object>();
  const walk = (x: unknown, path: string): void => {
    if (isNumber(x)) found.push({ path, shape: [], elements: [x] });
    if (typeof x !== 'object' || x === null || Box.is(x) || seen.has(x)) return;
    seen.add(x);
    const rows = matrixRows(x);
    if (rows) {
      found.push({
        path,
        shape: [rows.length, rows[0]?.length ?? 0],
        elements: rows.flatMap((row) => list(row)),
      });
    } else if (isMatrix(x)) {
      const elements = elementsOf(x, (i, j) => get(x, i, j));
      found.push({ path, shape: [x.rows, x.columns], elements });
    } else if (isSlots(x)) {
      found.push({ path, shape: [x.length], elements: list(x) });
    } else if (isIntegers(x)) {
      found.push({ path, shape: [x.length], elements: [...x] });
    } else if (Array.isArray(x)) {
      const shape = rectangular(x, isNumber);
      if (shape) found.push({ path, shape, elements: x.flat(shape.length - 1) as unknown[] });
      else x.forEach((child, i) => walk(child, `${path}[${i}]`));
    } else if (isMap(x)) {
      for (const [key, child] of mapOf(x).entries()) walk(child, `${path}.${String(key)}`);
    } else if (!ArrayBuffer.isView(x)) {
      for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(x))) {
        if ('value' in descriptor && descriptor.enumerable)
          walk(descriptor.value, path ? `${path}.${key}` : key);
      }
    }
  };
  walk(value, '');
  return found;
}
