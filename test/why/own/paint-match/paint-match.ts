import { lab, type Triple } from './lab.ts';

const targets: readonly Triple[] = Object.freeze([
  [16, 1.2, -0.6],
  [48, 30, 22],
] as Triple[]);

/** Squared difference of two colours. */
function difference(a: Triple, b: Triple): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

/**
 * How well mixed paints match their patterns; the first is mixed from black alone.
 * @trace mismatch([[0, 0, 0], [0.24, 0.17, 0.09]], [1, 0.5])
 */
export function mismatch(paints: Triple[], weights: number[]): number {
  let sum = 0;
  for (let i = 0; i < paints.length; i++) {
    sum += weights[i]! * difference(lab(paints[i]!), targets[i]!);
  }
  return sum;
}
