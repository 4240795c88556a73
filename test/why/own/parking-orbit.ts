/** In canonical units: the parking orbit has radius 1 and speed 1. */
class State {
  readonly position: readonly number[];
  readonly velocity: readonly number[];

  constructor(position: readonly number[], velocity: readonly number[]) {
    this.position = position;
    this.velocity = velocity;
  }

  get radius(): number {
    return Math.hypot(...this.position);
  }

  get energy(): number {
    return dot(this.velocity, this.velocity) / 2 - 1 / this.radius;
  }

  /** Points at the pericentre, as long as the eccentricity. */
  get eccentricityVector(): number[] {
    const { position: r, velocity: v } = this;
    const along = dot(r, v);
    const across = dot(v, v) - 1 / this.radius;
    return r.map((part, i) => across * part - along * v[i]!);
  }

  kicked(dv: readonly number[]): State {
    return new State(
      this.position,
      this.velocity.map((part, i) => part + dv[i]!),
    );
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, part, i) => sum + part * b[i]!, 0);
}

/**
 * Height of the lowest point above the planet after a correction; the search begins with none.
 * @trace lowest([0, 0, 0], 0.92)
 */
export function lowest(correction: number[], planet: number): number {
  const orbit = new State([0.6, 0.8, 0], [0, 0, 1]).kicked(correction);
  const eccentricity = Math.hypot(...orbit.eccentricityVector);
  const semiMajor = -1 / (2 * orbit.energy);
  return semiMajor * (1 - eccentricity) - planet;
}
