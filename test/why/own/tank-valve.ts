interface Options {
  readonly valveGain?: number;
  readonly gain?: number;
  readonly outflow?: number;
}

/** The level of a tank after fifty steps of a proportional controller. */
function simulate(level: number, options: Options): number {
  const { gain = 0.8, outflow = 0.15 } = options;
  let height = level;
  for (let step = 0; step < 50; step++) {
    const error = 2 - height;
    height += 0.1 * (gain * error - outflow * Math.sqrt(height));
  }
  return height;
}

/**
 * @trace settle(0.5, 1.2, 0.2)
 */
export function settle(level: number, valveGain: number, outflow: number): number {
  const height = simulate(level, { valveGain, outflow });
  return (height - 2) ** 2;
}
