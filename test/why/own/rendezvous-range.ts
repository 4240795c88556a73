const MU = 3.986004418e14;

type Vec2 = [number, number];

/** Place on a circular orbit of a radius in m, by a phase at time 0. */
const place = (radius: number, phase: number, t: number): Vec2 => {
  const angle = phase + Math.sqrt(MU / radius ** 3) * t;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
};

const minus = ([ax, ay]: Vec2, [bx, by]: Vec2): Vec2 => [ax - bx, ay - by];

interface Craft {
  height: number;
  phase: number;
}

/**
 * Mean distance of a chaser from a station in m over ten minutes.
 * @trace meanRange({ height: 408000, phase: -0.00004 }, 409200)
 */
export function meanRange(chaser: Craft, height: number): number {
  const [inner, outer] = [chaser.height, height].map((h) => 6.371e6 + h) as Vec2;
  let sum = 0;
  const steps = 20;
  for (let k = 0; k <= steps; k++) {
    const t = 30 * k;
    const [dx, dy] = minus(place(outer, 0, t), place(inner, chaser.phase, t));
    sum += Math.sqrt(dx * dx + dy * dy);
  }
  return sum / (steps + 1);
}
