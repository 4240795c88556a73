interface Reach {
  readonly name: string;
  readonly tonnes: number;
  readonly upstream?: readonly Reach[];
}

const river: Reach = Object.freeze({
  name: 'mouth',
  tonnes: 12.5,
  upstream: [
    {
      name: 'mill',
      tonnes: 4.2,
      upstream: [
        { name: 'north brook', tonnes: 7.9 },
        { name: 'moor', tonnes: 1.3 },
      ],
    },
    { name: 'east brook', tonnes: 6.4 },
  ],
});

const add = (a: number, b: number): number => a + b;

/** Nitrate at the lower end of a reach; the ponds at the springs hold some of it back. */
function nitrate(reach: Reach, retention = 0.25): number {
  const { tonnes, upstream } = reach;
  if (!upstream?.length) return tonnes * (1 - retention);
  return upstream.map(nitrate).reduce(add, tonnes);
}

/**
 * Milligrams in a litre at the mouth in a mean year.
 * @trace concentration(0.35, 140)
 */
export function concentration(retention: number, millionCubicMetres: number): number {
  const load = nitrate(river, retention);
  return (1000 * load) / millionCubicMetres;
}
