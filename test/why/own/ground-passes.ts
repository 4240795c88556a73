const EARTH = { mu: 398600.4418, radius: 6371 } as const; // km³/s², km
const DAY = 86164.1;

type Vector = readonly [number, number, number];

const norm = (v: Vector): number => Math.sqrt(v.reduce((sum, part) => sum + part * part, 0));

class Orbit {
  private readonly r: number;
  private readonly v: number;

  private constructor(r: number, v: number) {
    this.r = r;
    this.v = v;
  }

  /** By what the ground station reports: the height above ground in m, the velocity in km/s. */
  static reported(height: number, velocity: Vector): Orbit {
    return new Orbit(EARTH.radius + height, norm(velocity));
  }

  get energy(): number {
    return this.v ** 2 / 2 - EARTH.mu / this.r;
  }

  get semiMajor(): number {
    return -EARTH.mu / (2 * this.energy);
  }

  get period(): number {
    return 2 * Math.PI * Math.sqrt(this.semiMajor ** 3 / EARTH.mu);
  }
}

/**
 * By how many degrees the ground track moves west from one revolution to the next.
 * @trace trackShift(412000, [-3.1, 5.9, 3.8])
 */
export function trackShift(height: number, velocity: [number, number, number]): number {
  const { period } = Orbit.reported(height, velocity);
  const shift = (360 * period) / DAY;
  return shift;
}
