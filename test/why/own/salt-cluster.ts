interface Ion {
  charge: number;
  at: [x: number, y: number, z: number];
}

/** Pairs further apart than this are left out, in nanometres. */
const CUTOFF = 1.2;
const COULOMB = 332.06;

const distance = (a: Ion, b: Ion): number =>
  Math.sqrt(a.at.reduce((sum, x, i) => sum + (x - b.at[i]!) ** 2, 0));

/** Energy of two ions, which falls to zero at the cutoff. */
function pairEnergy(a: Ion, b: Ion): number {
  const r = distance(a, b);
  if (r >= CUTOFF) return 0;
  return COULOMB * a.charge * b.charge * (1 / r - 1 / CUTOFF);
}

/**
 * Energy of a cluster of salt in kilocalories a mole; places are in ångström, the box confines them softly.
 * @trace clusterEnergy([{ charge: 1, at: [0, 0, 0] }, { charge: -1, at: [2.8, 0, 0] }, { charge: 1, at: [2.8, 2.9, 0] }, { charge: -1, at: [0, 2.7, 0.1] }], 20)
 */
export function clusterEnergy(ions: Ion[], box: number): number {
  const pairs = ions.flatMap((a, i) => ions.slice(i + 1).map((b) => [a, b] as const));
  const attraction = pairs.reduce((sum, [a, b]) => sum + pairEnergy(a, b), 0);
  const confinement = ions.reduce((sum, { at }) => sum + (at[0] ** 2 + at[1] ** 2) / box ** 2, 0);
  return attraction + confinement;
}
