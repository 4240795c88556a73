interface Pedal {
  drive: number;
  mix: number;
}

type Stage = (sample: number) => number;

/** The pedals in a row, each as a function of one sample. */
function chainOf(pedals: readonly Pedal[]): Stage[] {
  const stages: Stage[] = [];
  let drive = 1;
  let mix = 0;
  for (const pedal of pedals) {
    ({ drive, mix } = pedal);
    stages.push((sample) => (1 - mix) * sample + mix * Math.tanh(drive * sample));
  }
  return stages;
}

const riff = Object.freeze([0.02, 0.31, 0.74, 0.52, -0.18, -0.66]);

/**
 * Energy of a riff through two pedals.
 * @trace energy([{ drive: 6, mix: 0.4 }, { drive: 2.5, mix: 0.9 }], 0.8)
 */
export function energy(pedals: Pedal[], volume: number): number {
  const stages = chainOf(pedals);
  return riff
    .map((sample) => volume * stages.reduce((x, stage) => stage(x), sample))
    .reduce((sum, x) => sum + x * x, 0);
}
