type Vec2 = [number, number];

function rotate(v: Vec2, angle: number): Vec2 {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  v[0] = c * v[0] - s * v[1];
  v[1] = s * v[0] + c * v[1];
  return v;
}

/**
 * How far a two-jointed arm reaches to the right.
 * @trace arm([1, 0.2], [0.8, 0.1], 0.6, 0.9)
 */
export function arm(
  upper: [number, number],
  fore: [number, number],
  shoulder: number,
  elbow: number,
): number {
  const first = rotate([...upper], shoulder);
  const second = rotate([...fore], shoulder + elbow);
  const reach = first[0] + second[0] + 0.5 * (first[1] + second[1]);
  return reach;
}
