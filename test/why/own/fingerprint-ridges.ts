interface Tensor {
  across: number;
  down: number;
  both: number;
}

/** Products of the slopes of a picture, summed over the neighbourhood of a pixel. */
function tensorAt(image: readonly number[][], row: number, column: number): Tensor {
  const sum: Tensor = { across: 0, down: 0, both: 0 };
  for (let i = row - 1; i <= row + 1; i++) {
    for (let j = column - 1; j <= column; j++) {
      const dx = image[i]![j + 1]! - image[i]![j]!;
      const dy = i > 0 ? image[i]![j]! - image[i - 1]![j]! : 0;
      sum.across += dx * dx;
      sum.down += dy * dy;
      sum.both += dx * dy;
    }
  }
  return sum;
}

/** Direction of the ridges around a pixel. */
const direction = ({ across, down, both }: Tensor): number => 0.5 * Math.atan2(2 * both, across - down);

/**
 * How far the ridges of a scan run from where the enrolled finger has them.
 * @trace mismatch([[0.9, 0.2, 0.8, 0.5, 0.5, 0.5], [0.7, 0.3, 0.9, 0.5, 0.5, 0.5], [0.8, 0.1, 0.6, 0.5, 0.5, 0.5], [0.6, 0.2, 0.7, 0.5, 0.5, 0.5]], 0.2)
 */
export function mismatch(image: number[][], turn: number): number {
  const enrolled = [1.1, 0.4, -0.3, 0.2];
  let sum = 0;
  for (const [k, angle] of enrolled.entries()) {
    const found = direction(tensorAt(image, 1, k + 1));
    sum += Math.sin(found - angle - turn) ** 2;
  }
  return sum;
}
