type Atom = readonly [x: number, y: number, z: number];

/** Distance of two atoms. */
function distance(a: Atom, b: Atom): number {
  return Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
}

/** Potential of Lennard-Jones in units of its depth. */
function lennardJones(r: number, sigma: number): number {
  const sixth = (sigma / r) ** 6;
  return 4 * (sixth * sixth - sixth);
}

/**
 * Energy of three argon atoms, each pair twice and halved.
 * @trace energy([[0, 0, 0], [1.2, 0, 0], [0.5, 1.1, 0.2]], 1)
 */
export function energy(atoms: Atom[], sigma: number): number {
  let sum = 0;
  for (const [i, one] of atoms.entries()) {
    for (const [j, other] of atoms.entries()) {
      if (i !== j) sum += lennardJones(distance(one, other), sigma) / 2;
    }
  }
  return sum;
}
