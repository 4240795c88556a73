/** Coefficients of the product of (1 - p / z) over poles, highest power first. */
function expand(poles: Iterable<number>): number[] {
  const c = [1];
  for (const pole of poles) {
    c.push(0);
    for (let i = 1; i < c.length; i++) c[i]! -= pole * c[i - 1]!;
  }
  return c;
}

/** Squared size of a polynomial on the unit circle. */
function squared(c: readonly number[], omega: number): number {
  const re = c.reduce((sum, x, k) => sum + x * Math.cos(k * omega), 0);
  const im = c.reduce((sum, x, k) => sum - x * Math.sin(k * omega), 0);
  return re * re + im * im;
}

/**
 * Gain of a filter in decibel at a frequency, by its poles.
 * @trace gain([0.7, 0.4, -0.3], 900, staticArg(8000))
 */
export function gain(poles: number[], hertz: number, rate: number): number {
  const omega = (2 * Math.PI * hertz) / rate;
  const denominator = expand(poles);
  const decibel = -10 * Math.log10(squared(denominator, omega));
  return decibel;
}
