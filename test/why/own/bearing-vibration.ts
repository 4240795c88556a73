import { Matrix } from 'ml-matrix';

/** Cosines or sines of all frequencies, a row each, at the times of the samples. */
function waves(n: number, wave: (angle: number) => number): Matrix {
  const rows = Array.from({ length: n / 2 }, (_, frequency) =>
    Array.from({ length: n }, (_, t) => wave((2 * Math.PI * frequency * t) / n)),
  );
  return new Matrix(rows);
}

/** Amplitude at each frequency. */
function amplitudes(samples: readonly number[]): number[] {
  const column = Matrix.columnVector([...samples]);
  const re = waves(samples.length, Math.cos).mmul(column);
  const im = waves(samples.length, Math.sin).mmul(column);
  return re.to1DArray().map((value, k) => Math.hypot(value, im.get(k, 0)));
}

/**
 * Mean frequency of the vibrations of a bearing; the accelerometer measures changes only.
 * @trace centroid([0.5, 1.25, -0.75, -1.5, 0.25, 1, -0.5, -0.25])
 */
export function centroid(samples: number[]): number {
  const spectrum = amplitudes(samples);
  const total = spectrum.reduce((sum, amplitude) => sum + amplitude, 0);
  return spectrum.reduce((sum, amplitude, k) => sum + k * amplitude, 0) / total;
}
