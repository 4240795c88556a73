type Vector = readonly [number, number, number];
type Quaternion = readonly [w: number, x: number, y: number, z: number];

const cross = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [b * z - c * y, c * x - a * z, a * y - b * x];

/** The rotation about an axis by as much as the axis is long. */
function rotation([x, y, z]: Vector): Quaternion {
  const angle = Math.sqrt(x * x + y * y + z * z);
  const scale = angle < 1e-8 ? 0.5 : Math.sin(angle / 2) / angle;
  return [Math.cos(angle / 2), scale * x, scale * y, scale * z];
}

function rotate([w, ...axis]: Quaternion, v: Vector): Vector {
  const [tx, ty, tz] = cross(axis, v).map((part) => 2 * part) as unknown as Vector;
  const [ux, uy, uz] = cross(axis, [tx, ty, tz]);
  return [v[0] + w * tx + ux, v[1] + w * ty + uy, v[2] + w * tz + uz];
}

const markers: readonly (readonly [model: Vector, seen: Vector])[] = [
  [
    [1, 0, 0],
    [0.98, 0.17, 0.02],
  ],
  [
    [0, 1, 0],
    [-0.16, 0.97, 0.1],
  ],
  [
    [0, 0.5, 1],
    [-0.1, 0.38, 1.04],
  ],
];

/**
 * How far the markers of a headset are from where a camera sees them, before the first step of the fit.
 * @trace misfit([0, 0, 0], [0.01, -0.02, 0])
 */
export function misfit(turn: [number, number, number], shift: [number, number, number]): number {
  let sum = 0;
  for (const [model, seen] of markers) {
    const placed = rotate(rotation(turn), model);
    sum += placed.reduce((part, at, i) => part + (at + shift[i]! - seen[i]!) ** 2, 0);
  }
  return sum;
}
