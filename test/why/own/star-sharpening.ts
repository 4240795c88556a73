const SIZE = 10;
const places = Array.from({ length: SIZE }, (_, n) => n);

const wave = (k: number, n: number): number => Math.cos((2 * Math.PI * k * n) / SIZE);

/** How strongly a telescope passes each frequency on, by the width of its blur. */
function transfer(blur: number): number[] {
  const kernel = places.map((n) => Math.exp(-((Math.min(n, SIZE - n) / blur) ** 2) / 2));
  const total = kernel.reduce((a, b) => a + b);
  return places.map((k) => kernel.reduce((sum, value, n) => sum + (value / total) * wave(k, n), 0));
}

/** The light before the blur. */
function sharpen(light: readonly number[], blur: number): number[] {
  const passes = transfer(blur);
  return places.map((n) =>
    places.reduce((sum, k) => {
      const part = light.reduce((so, value, m) => so + value * wave(k, n - m), 0);
      return sum + part / passes[k]! / SIZE;
    }, 0),
  );
}

/**
 * By how much the left star of a pair is brighter, from a row of pixels around them.
 * @trace excess([0.11, 0.29, 0.62, 0.88, 0.86, 0.66, 0.47, 0.26, 0.12, 0.07], 1.45)
 */
export function excess(light: number[], blur: number): number {
  const [, , , first, , , second] = sharpen(light, blur);
  return first! - second!;
}
