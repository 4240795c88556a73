const log = `volume;reading
0.0;3.12
5.0;4.36
10.0;4,81
15.0;5.27`;

interface Point {
  volume: number;
  reading: number;
}

/** Points of a log that a laboratory's instrument wrote. */
function parse(text: string): Point[] {
  const points: Point[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [volume, reading] = line.split(';');
    points.push({ volume: Number(volume), reading: Number(reading) });
  }
  return points;
}

/**
 * Misfit of the Henderson-Hasselbalch equation to a titration: acidity, and the volume at equivalence.
 * @trace misfit(4.76, 20.4)
 */
export function misfit(acidity: number, equivalence: number): number {
  let sum = 0;
  for (const { volume, reading } of parse(log)) {
    const ratio = (volume + 0.5) / (equivalence - volume);
    sum += (acidity + Math.log10(ratio) - reading) ** 2;
  }
  return sum;
}
