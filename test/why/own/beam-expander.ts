type Ray = readonly [height: number, angle: number];

/** A thin lens bends a ray towards the axis. */
const lens =
  (focal: number) =>
  ([height, angle]: Ray): Ray => [height, angle - height / focal];

/** Free space moves a ray away from where it was. */
const gap =
  (distance: number) =>
  ([height, angle]: Ray): Ray => [height + distance * angle, angle];

interface Expander {
  objective: number;
  eyepiece: number;
  length: number;
}

/**
 * Squared divergence of a laser beam behind a beam expander, to be minimised.
 * @trace divergence({ objective: 50, eyepiece: 200, length: 248 }, 1.2)
 */
export function divergence(expander: Expander, radius: number): number {
  const { objective, eyepiece, length } = expander;
  const parts = [lens(objective), gap(length), lens(objective)];
  const rays: Ray[] = [0.5, 1].map((share) => [share * radius, 0]);
  if (eyepiece <= 0) throw new RangeError('the eyepiece must collect');

  let sum = 0;
  for (const ray of rays) {
    const [, angle] = parts.reduce((at, part) => part(at), ray);
    sum += angle ** 2;
  }
  return sum;
}
