interface Echo {
  strength: number;
  width: number;
  isMine: boolean;
}

const echoes: readonly Echo[] = Object.freeze([
  { strength: 0.4, width: 1.9, isMine: false },
  { strength: 2.6, width: 0.7, isMine: true },
  { strength: 0.9, width: 1.4, isMine: false },
  { strength: 3.1, width: 0.5, isMine: true },
]);

/** Loss of a support vector machine for one echo. */
function hinge(label: number, score: number): number {
  return Math.max(0, 1 - label * score);
}

/**
 * Mean loss of a line that separates mines from rocks.
 * @trace loss([1.1, -0.3], 0.2)
 */
export function loss(weights: number[], offset: number): number {
  const [byStrength, byWidth] = weights as [number, number];
  let sum = 0;
  for (const { strength, width, isMine } of echoes) {
    const label = Number(isMine);
    sum += hinge(label, byStrength * strength + byWidth * width + offset);
  }
  return sum / echoes.length;
}
