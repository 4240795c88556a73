import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Products of places around their middle, of the distances between them. */
function gram(distances: Matrix): Matrix {
  const n = distances.rows;
  const centring = Matrix.eye(n).sub(1 / n);
  const squares = Matrix.mul(distances, distances);
  return centring.mmul(squares).mmul(centring).mul(-0.5);
}

/** Places, a row each, whose distances are as given. */
function embed(distances: Matrix, dimensions: number): Matrix {
  const evd = new EigenvalueDecomposition(gram(distances), { assumeSymmetric: true });
  const order = evd.realEigenvalues
    .map((value, k) => ({ value, k }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const places = Matrix.zeros(distances.rows, dimensions);
  for (let axis = 0; axis < dimensions; axis++) {
    const { value, k } = order[axis]!;
    const stretch = Math.sqrt(value);
    places.setColumn(axis, evd.eigenvectorMatrix.getColumnVector(k).mul(stretch));
  }
  return places;
}

/**
 * Size of the space that five towns in the mountains take, by the lengths of the roads between them.
 * @trace extent(new Matrix([[0, 9, 24, 12, 16], [9, 0, 13, 21, 8], [24, 13, 0, 11, 7], [12, 21, 11, 0, 17], [16, 8, 7, 17, 0]]))
 */
export function extent(roads: Matrix): number {
  const size = embed(roads, 3).norm();
  return size;
}
