import { EigenvalueDecomposition, SingularValueDecomposition } from 'ml-matrix';
import type { Tensor } from '../../shared/tensor.ts';
import type { ArrayPrimitive } from '../rules/interpreter.ts';
import type { PartedName, SpectrumName } from '../rules/names.ts';
import { attempt, matrixOf, numbersOf, type Matrix } from '../kernels/ownMatrix.ts';
import { equalWithin } from './algebra.ts';
import { evd, spectrum, svd } from './spectrum.ts';

/**
 * The vectors of a decomposition as a change D of the matrix A chooses them. Vectors of equal values turn freely among
 * themselves; these are what the vectors of A + t·D tend to as t falls to 0 (degenerate perturbation theory), so that the values
 * have a derivative along D. Where no values are equal they are the plain vectors, and have their derivative.
 */
export const partedVectors: Readonly<Record<PartedName, ArrayPrimitive>> = {
  leftParted: parted('leftSingularVectors', 'U of A + 0·D', (a, d) => partedSingular(a, d).left),
  rightParted: parted('rightSingularVectors', 'V of A + 0·D', (a, d) => partedSingular(a, d).right),
  eigenParted: parted('eigenvectors', 'V of A + 0·D', (a, d, params) => {
    const { d: values, V: vectors } = evd(a, params);
    for (const block of blocksOf(values))
      turn(vectors, block, vectorsOf(inBasis(vectors, d, vectors), block));
    return vectors;
  }),
};

function parted(
  vectors: SpectrumName,
  formula: string,
  evaluate: (a: Tensor, d: Tensor, params: Parameters<ArrayPrimitive['evaluate']>[1]) => Matrix,
): ArrayPrimitive {
  const { shape, jvp, vjp, rule } = spectrum[vectors];
  return {
    kind: 'array',
    formula,
    rule,
    doc: `As ${vectors}, chosen by a change D of the matrix where values are equal. It is used by rules; D is held.`,
    shape: ([a], params) => shape([a!], params),
    evaluate: ([a, d], params) => {
      const size = shape([a!.shape], params).reduce((product, n) => product * n, 1);
      return attempt(size, () => numbersOf(evaluate(a!, d!, params)));
    },
    jvp: (k, at, [da]) => da && jvp(k, at, [da]),
    vjp: (k, at, g) => [vjp(k, at, g)[0]!, null],
  };
}

/** Runs of equal values, by index; values come in order. */
function blocksOf(values: Float64Array): readonly (readonly number[])[] {
  const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const blocks: number[][] = [];
  values.forEach((x, i) => {
    const last = blocks.at(-1);
    const isEqual = last && Math.abs(values[last[0]!]! - x) <= equalWithin * largest;
    if (isEqual) last.push(i);
    else blocks.push([i]);
  });
  return blocks.filter(({ length }) => length > 1);
}

/** Uᵀ · D · V. */
function inBasis(u: Matrix, d: Tensor, v: Matrix): Matrix {
  return u.transpose().mmul(matrixOf(d)).mmul(v) as Matrix;
}

/** Eigenvectors of the symmetric part of a block, as ml-matrix orders them: the smallest value first. */
function vectorsOf(p: Matrix, block: readonly number[]): Matrix {
  const part = p.selection([...block], [...block]);
  const symmetric = part.add(part.transpose()).mul(0.5);
  return new EigenvalueDecomposition(symmetric, { assumeSymmetric: true }).eigenvectorMatrix as Matrix;
}

/** Turns some columns among themselves. */
function turn(vectors: Matrix, columns: readonly number[], by: Matrix): void {
  const turned = vectors.subMatrixColumn([...columns]).mmul(by);
  columns.forEach((column, k) => vectors.setColumn(column, turned.getColumn(k)));
}

function partedSingular(a: Tensor, d: Tensor): { readonly left: Matrix; readonly right: Matrix } {
  const { U: left, s, V: right } = svd(a);
  const isZero = (x: number) => x <= equalWithin * s[0]!;
  const p = inBasis(left, d, right);
  for (const block of blocksOf(s)) {
    if (isZero(s[block[0]!]!)) continue;
    const by = vectorsOf(p, block).flipRows() as Matrix; // the largest first, as singular values come
    turn(left, block, by);
    turn(right, block, by);
  }
  const rank = s.findIndex(isZero);
  const [rows, columns] = a.shape as [number, number];
  // of a single value 0 of a square matrix the signs would be all that is chosen
  if (rank >= 0 && Math.max(rows, columns) > rank + 1) partZeros(left, right, d, rank);
  return { left, right };
}

/** Of values 0 the vectors turn on either side by themselves, those left out among them: D's own singular vectors there. */
function partZeros(left: Matrix, right: Matrix, d: Tensor, rank: number): void {
  const [outside, inside] = [left, right].map((vectors) => complement(vectors, rank)) as [Matrix, Matrix];
  const part = inBasis(outside, d, inside);
  const { leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(part, {
    autoTranspose: true,
  });
  const [u, v] = [outside.mmul(leftSingularVectors), inside.mmul(rightSingularVectors)];
  for (let i = rank; i < left.columns; i++) {
    left.setColumn(i, u.getColumn(i - rank));
    right.setColumn(i, v.getColumn(i - rank));
  }
}

/** An orthonormal basis of what is orthogonal to the first columns. */
function complement(vectors: Matrix, count: number): Matrix {
  const { rows } = vectors;
  const first = vectors.subMatrixColumn(Array.from({ length: count }, (_, i) => i));
  const projection = matrixOf({ shape: [rows, rows], data: new Float64Array(rows * rows) });
  if (count > 0) projection.add(first.mmul(first.transpose()));
  // its eigenvalues 0 come first
  const { eigenvectorMatrix } = new EigenvalueDecomposition(projection, { assumeSymmetric: true });
  return eigenvectorMatrix.subMatrixColumn(Array.from({ length: rows - count }, (_, i) => i)) as Matrix;
}
