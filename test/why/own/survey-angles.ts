const RAD = Math.PI / 180;

/** Degrees, minutes and seconds as a field book has them. */
function toFieldBook(degrees: number): string {
  const whole = Math.floor(degrees);
  const minutes = Math.floor((degrees - whole) * 60);
  const seconds = degrees * 3600 - whole * 3600 - minutes * 60;
  return `${whole} ${minutes} ${seconds}`;
}

function fromFieldBook(entry: string): number {
  const [degrees, minutes, seconds] = entry.split(' ').map(parseFloat);
  return degrees! + minutes! / 60 + seconds! / 3600;
}

/**
 * Distance of a church tower from a baseline, by the angles at its two ends.
 * @trace distance(240, 61.3072, 54.8811)
 */
export function distance(baseline: number, left: number, right: number): number {
  const [a, b] = [left, right].map((angle) => fromFieldBook(toFieldBook(angle)) * RAD) as [number, number];
  return (baseline * Math.sin(a) * Math.sin(b)) / Math.sin(a + b);
}
