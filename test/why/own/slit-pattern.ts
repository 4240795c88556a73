/** sin(x) / x, which is 1 at 0. */
const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(x) / x);

interface Slits {
  width: number;
  spacing: number;
  count: number;
}

/** Brightness of a grating in a direction, against straight ahead. */
function brightness({ width, spacing, count }: Slits, direction: number, wavelength: number): number {
  const phase = (size: number) => (Math.PI * size * Math.sin(direction)) / wavelength;
  return sinc(phase(width)) ** 2 * (sinc(count * phase(spacing)) / sinc(phase(spacing))) ** 2;
}

/**
 * Light that falls on a row of detectors behind a grating; lengths in micrometres.
 * @trace caught({ width: 1.1, spacing: 2.6, count: 4 }, 0.63)
 */
export function caught(slits: Slits, wavelength: number): number {
  let light = 0;
  for (let k = -3; k <= 3; k++) light += brightness(slits, k * 0.04, wavelength);
  return light;
}
