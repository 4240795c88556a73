/** Equally likely numbers, the same ones in every run. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (25173 * state + 13849) % 65536;
    return state / 65536;
  };
}

/** Normal deviates, two of two equally likely numbers. */
function normals(count: number, seed: number): number[] {
  const draw = uniform(seed);
  const deviates: number[] = [];
  while (deviates.length < count) {
    const radius = Math.sqrt(-2 * Math.log(draw()));
    const turn = 2 * Math.PI * draw();
    deviates.push(radius * Math.cos(turn), radius * Math.sin(turn));
  }
  return deviates;
}

/**
 * Energy resolution of a photon counter: the spread of a line by its noise, gain and a dead layer.
 * @trace resolution(59.5, 1.8, 0.04)
 */
export function resolution(line: number, noise: number, loss: number): number {
  const energies = normals(24, 13083).map((deviate) => line * (1 - loss) + noise * deviate);
  const mean = energies.reduce((a, b) => a + b) / energies.length;
  const squares = energies.map((energy) => (energy - mean) ** 2).reduce((a, b) => a + b);
  const width = 2.355 * Math.sqrt(squares / (energies.length - 1));
  return width / mean;
}
