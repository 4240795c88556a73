type Point = readonly [x: number, y: number, z: number];

const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const length = (a: Point): number => Math.sqrt(dot(a, a));

/** Bonds of a chain that was built from bonds of the same kind: first a turn, then straight on. */
function build(bond: Point, turned: Point): Point[] {
  const steps = [turned, bond, bond, turned];
  const chain: Point[] = [[0, 0, 0]];
  for (const [dx, dy, dz] of steps) {
    const [x, y, z] = chain[chain.length - 1]!;
    chain.push([x + dx, y + dy, z + dz]);
  }
  return chain;
}

/** Angle between two bonds. */
function bend(a: Point, b: Point): number {
  const cosine = dot(a, b) / (length(a) * length(b));
  return Math.acos(cosine);
}

/**
 * Bending energy of a short polymer in units of kT, by its two kinds of bonds and the stiffness.
 * @trace bendingEnergy([0.1, 0.2, 0.5], [0.3, -0.4, 0.2], 4.5)
 */
export function bendingEnergy(
  bond: [number, number, number],
  turned: [number, number, number],
  stiffness: number,
): number {
  const chain = build(bond, turned);
  let energy = 0;
  for (let i = 2; i < chain.length; i++) {
    const angle = bend(minus(chain[i - 1]!, chain[i - 2]!), minus(chain[i]!, chain[i - 1]!));
    energy += (stiffness / 2) * angle ** 2;
  }
  return energy;
}
