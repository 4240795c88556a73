interface Guess {
  rate: number;
  room: number;
}

const log = Object.freeze({ minutes: [0, 4, 9, 15, 24], celsius: [88, 74.1, 61.8, 51.6, 41] });

/** Rates must not be negative, whatever the optimiser tries. */
const positive = (raw: number): number => raw ** 2;

/** Newton's law of cooling. */
function cooled(start: number, { rate, room }: Guess, minutes: number): number {
  return room + (start - room) * Math.exp(-positive(rate) * minutes);
}

/**
 * Mean squared error of a cooling curve for the first guess of a fit.
 * @trace misfit({ rate: 0, room: 22 }, 88)
 */
export function misfit(guess: Guess, start: number): number {
  const squares = log.minutes.map((t, i) => (cooled(start, guess, t) - log.celsius[i]!) ** 2);
  return squares.reduce((a, b) => a + b) / squares.length;
}
