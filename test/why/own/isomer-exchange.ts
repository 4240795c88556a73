interface Rates {
  forward: number;
  backward: number;
  loss: number;
}

type Amounts = readonly [open: number, closed: number];

/** One step of time for a dye that opens and closes, and fades while it is open. */
function step([open, closed]: Amounts, { forward, backward, loss }: Rates, dt: number): Amounts {
  const closing = forward * open - backward * closed;
  return [open - dt * (closing + loss * open), closed + dt * closing];
}

/**
 * Dye that has faded after a second.
 * @trace faded({ forward: 90, backward: 35, loss: 0.8 }, 2)
 */
export function faded(rates: Rates, start: number): number {
  const steps = 50;
  let amounts: Amounts = [start, 0];
  for (let k = 0; k < steps; k++) {
    amounts = step(amounts, rates, 1 / steps);
  }
  const [open, closed] = amounts;
  const gone = start - open - closed;
  return gone;
}
