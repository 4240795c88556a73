import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Diffusion in a voxel: xx, yy, zz, xy, xz, yz. */
type Voxel = [number, number, number, number, number, number];

function eigenvalues([xx, yy, zz, xy, xz, yz]: Voxel): number[] {
  const tensor = new Matrix([
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ]);
  return new EigenvalueDecomposition(tensor, { assumeSymmetric: true }).realEigenvalues;
}

/** Fractional anisotropy, from 0 (a ball) to 1 (a line). */
function anisotropy(voxel: Voxel): number {
  const values = eigenvalues(voxel);
  const mean = values.reduce((sum, value) => sum + value, 0) / 3;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const size = values.reduce((sum, value) => sum + value ** 2, 0);
  return Math.sqrt((1.5 * spread) / size);
}

/**
 * Anisotropy along a path through fibres and the fluid beside them.
 * @trace along([[1.7, 0.3, 0.2, 0.1, 0, 0.05], [1.4, 0.5, 0.25, 0.2, 0.1, 0], [2.25, 2.25, 2.25, 0, 0, 0]])
 */
export function along(voxels: Voxel[]): number {
  let sum = 0;
  for (const voxel of voxels) {
    sum += anisotropy(voxel);
  }
  return sum / voxels.length;
}
