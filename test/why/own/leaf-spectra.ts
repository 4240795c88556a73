import { Matrix } from 'ml-matrix';

const samples = [
  [0.42, 0.51, 0.18, 0.33],
  [0.47, 0.6, 0.15, 0.29],
  [0.35, 0.44, 0.22, 0.41],
  [0.52, 0.63, 0.11, 0.38],
  [0.4, 0.47, 0.21, 0.25],
  [0.45, 0.58, 0.16, 0.36],
];

interface Component {
  value: number;
  axis: Matrix;
}

function covariance(rows: Matrix): Matrix {
  const deviations = rows.center('column');
  return deviations
    .transpose()
    .mmul(deviations)
    .div(rows.rows - 1);
}

/** Largest component by the power method. */
function leading(symmetric: Matrix): Component {
  let axis = Matrix.columnVector([1, 0.8, -0.3, 0.1]);
  let value = 0;
  for (let k = 0; k < 60; k++) {
    const image = symmetric.mmul(axis);
    value = image.norm();
    axis = image.div(value);
  }
  return { value, axis };
}

/**
 * Share of the variance that two components explain, when the infrared band is scaled by a gain.
 * @trace explained(1.4)
 */
export function explained(gain: number): number {
  const spread = covariance(new Matrix(samples).mulRowVector([1, 1, 1, gain]));
  const first = leading(spread);
  const rest = spread.sub(first.axis.mmul(first.axis.transpose()).mul(first.value));
  const second = leading(rest);
  const share = (first.value + second.value) / spread.trace();
  return share;
}
