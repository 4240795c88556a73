/** One period of a reed, as it was recorded. */
const table = Object.freeze([
  0, 0.62, 0.91, 0.55, 0.31, 0.42, 0.18, -0.05, -0.12, -0.4, -0.33, -0.58, -0.87, -0.6,
]);

const at = (index: number) => table[((index % table.length) + table.length) % table.length]!;

/** The period between its samples: a cubic through four of them (Catmull and Rom). */
function read(phase: number): number {
  const place = (phase - Math.floor(phase)) * table.length;
  const index = Math.trunc(place);
  const t = place - index;
  const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
  return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/** Samples of a tone that swells. */
function* tone(hertz: number, seconds: number, rate: number): Generator<number> {
  const samples = Math.round(seconds * rate);
  for (let i = 0; i < samples; i++) yield read((i * hertz) / rate) * (1 - Math.exp(-i / 60));
}

/**
 * How much a tone is like one of 440 Hz, over some milliseconds.
 * @trace likeness(441.7)
 */
export function likeness(hertz: number): number {
  const rate = 8000;
  let sum = 0;
  for (const [i, sample] of [...tone(hertz, 0.03, rate)].entries()) {
    sum += sample * Math.sin((2 * Math.PI * 440 * i) / rate);
  }
  const mean = sum / (0.03 * rate);
  return mean;
}
