const block = Float64Array.from({ length: 32 }, (_, n) => 0.4 * Math.sin((2 * Math.PI * n) / 16));

/** An amplifier with soft limits. */
function amplifier(gain: number): (sample: number) => number {
  return (sample) => Math.tanh(gain * sample);
}

/** Mean power of a block in decibel. */
function loudness(samples: Float64Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  return 10 * Math.log10(power / samples.length);
}

/**
 * Squared distance from the wanted loudness, to find the gain in decibel by.
 * @trace miss(6, -14)
 */
export function miss(decibel: number, wanted: number): number {
  let gain = 1;
  const amplify = amplifier(gain);
  if (decibel !== 0) gain = 10 ** (decibel / 20);

  const louder = block.map(amplify);
  console.log(`gain ${gain.toFixed(2)}`);
  return (loudness(louder) - wanted) ** 2;
}
