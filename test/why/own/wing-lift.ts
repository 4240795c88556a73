const stations = Object.freeze([0, 1.5, 3, 4.5, 6]);

class Wing {
  readonly halfSpan: number;
  readonly root: number;

  constructor(halfSpan: number, root: number) {
    this.halfSpan = halfSpan;
    this.root = root;
  }

  /** Chord at a distance from the middle, in metres. */
  chord(y: number): number {
    const share = y / this.halfSpan;
    return this.root * Math.sqrt(1 - share * share);
  }
}

/**
 * Lift of an elliptic wing in newton, by the trapezoidal rule over its stations out to the tip.
 * @trace lift(6, 1.4, 32)
 */
export function lift(halfSpan: number, root: number, speed: number): number {
  const wing = new Wing(halfSpan, root);
  const pressure = 0.5 * 1.225 * speed ** 2;
  const chords: number[] = [];
  for (const y of stations) chords.push(wing.chord(y));

  let area = 0;
  for (let i = 1; i < chords.length; i++) {
    area += ((chords[i - 1]! + chords[i]!) / 2) * (stations[i]! - stations[i - 1]!);
  }
  return 2 * area * pressure * 0.6;
}
