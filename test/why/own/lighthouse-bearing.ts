import { Matrix, solve } from 'ml-matrix';

interface Sighting {
  east: number;
  north: number;
  bearing: number;
}

const RAD = Math.PI / 180;

/** Where two lines of sight cross; bearings in degrees from north. */
function crossing(a: Sighting, b: Sighting): Matrix {
  const lines = new Matrix([a, b].map(({ bearing }) => [Math.cos(bearing * RAD), -Math.sin(bearing * RAD)]));
  const offsets = [a, b].map(
    ({ east, north, bearing }) => east * Math.cos(bearing * RAD) - north * Math.sin(bearing * RAD),
  );
  return solve(lines, Matrix.columnVector(offsets));
}

/**
 * Distance in kilometres from a wreck to a lighthouse that was sighted from two places on the course.
 * @trace distance({ east: 0, north: 0, bearing: 40 }, { east: 0.00021, north: 0.0001, bearing: 40.0004 }, [3, 4])
 */
export function distance(first: Sighting, second: Sighting, wreck: number[]): number {
  const light = crossing(first, second);
  const [east, north] = light.to1DArray();
  return Math.sqrt((east! - wreck[0]!) ** 2 + (north! - wreck[1]!) ** 2);
}
