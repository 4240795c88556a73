const LAG = 3;

function echo(block: Float64Array, feedback: number): Float64Array {
  const dry = block.subarray(0, LAG);
  for (let i = 0; i < block.length; i++) block[i] = 0.5 * block[i]!;
  for (let i = LAG; i < block.length; i++) block[i]! += feedback * dry[i - LAG]!;
  return block;
}

/**
 * Loudness of a sound with its echo.
 * @trace loudness([0.3, 0.9, -0.5, 0.1, 0.7, -0.2], 0.4)
 */
export function loudness(samples: number[], feedback: number): number {
  const wet = echo(Float64Array.from(samples), feedback);
  const level = Math.sqrt(wet.reduce((sum, x) => sum + x * x, 0) / wet.length);
  return level;
}
