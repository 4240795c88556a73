import type { CaseHelpers } from '../../shared/runtime.ts';
import { normal, uniform } from '../proofs/random.ts';

/** Marks a value of a `@trace` call as static. */
export class StaticArg {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

/** ml-matrix's `Matrix`, as far as the helpers need it. */
export interface MatrixClass {
  new (rows: number[][]): object;
}

/**
 * Functions for `@trace` calls: random and constant inputs of any shape. No size gives a number, one an array, two a
 * matrix of the ml-matrix that the user's file resolves.
 */
export function caseHelpers(matrixClass: () => MatrixClass): CaseHelpers & { seed(seed: number): void } {
  let nextNormal = normal(42);
  let nextUniform = uniform(42);
  const make = (shape: readonly number[], element: (i: number, j: number) => number): unknown => {
    const [rows, columns] = shape;
    if (rows === undefined) return element(0, 0);
    if (columns === undefined) return Array.from({ length: rows }, (_, i) => element(i, 0));
    const data = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => element(i, j)),
    );
    return new (matrixClass())(data);
  };
  return {
    seed(seed) {
      nextNormal = normal(seed);
      nextUniform = uniform(seed);
    },
    randn: (...shape) => make(shape, () => nextNormal()),
    rand: (...shape) => make(shape, () => nextUniform()),
    zeros: (...shape) => make(shape, () => 0),
    ones: (...shape) => make(shape, () => 1),
    eye: (rows, columns = rows) => make([rows, columns], (i, j) => (i === j ? 1 : 0)),
    arange(start, stop, step = 1) {
      const [from, to] = stop === undefined ? [0, start] : [start, stop];
      return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, k) => from + k * step);
    },
    linspace: (start, stop, count = 50) =>
      Array.from({ length: count }, (_, k) =>
        count === 1 ? start : start + ((stop - start) * k) / (count - 1),
      ),
    staticArg: (value) => new StaticArg(value),
    getter,
  };
}

function getter(object: unknown, key: PropertyKey): unknown {
  for (let at: unknown = object; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, key);
    if (descriptor) return descriptor.get;
  }
  return undefined;
}
