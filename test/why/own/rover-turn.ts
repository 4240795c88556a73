interface Drive {
  left: number;
  right: number;
}

const TRACK = 0.42;

/** How fast a rover turns, by the speeds of its wheels. */
function turnRate({ left, right }: Drive): number {
  return Math.abs(right - left) / TRACK;
}

/** What the motors draw above their idle current. */
function effort(rates: readonly number[]): number {
  return rates.reduce((sum, rate) => sum + 0.01 * rate ** 2, 0);
}

/**
 * How far a rover is from the wanted heading after ten steps, and its effort; it starts straight ahead.
 * @trace miss({ left: 0.3, right: 0.3 }, 1.2)
 */
export function miss(drive: Drive, wanted: number): number {
  const rates: number[] = [];
  let heading = 0;
  for (let k = 0; k < 10; k++) {
    const rate = turnRate(drive);
    heading += 0.1 * rate;
    rates.push(rate);
  }
  return (heading - wanted) ** 2 + effort(rates);
}
