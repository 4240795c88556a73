const EARTH = 6371000;

interface Stone {
  latitude: number;
  longitude: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Distance on the sphere in metres. */
function distance(a: Stone, b: Stone): number {
  const [p, q] = [radians(a.latitude), radians(b.latitude)];
  const apart = radians(b.longitude - a.longitude);
  const cosine = Math.sin(p) * Math.sin(q) + Math.cos(p) * Math.cos(q) * Math.cos(apart);
  return EARTH * Math.acos(cosine);
}

/**
 * Length of the outline of a stone with four marks, by their places.
 * @trace outline([[47.0000000, 8.0000000], [47.0000012, 8.0000004], [47.0000017, 8.0000019], [47.0000004, 8.0000015]])
 */
export function outline(corners: [number, number][]): number {
  const stones = corners.map(([latitude, longitude]) => ({ latitude, longitude }));
  const length = stones.reduce((sum, stone, i) => sum + distance(stone, stones.at(i - 1)!), 0);
  return length;
}
