type Rates = { k10: number; k12: number; k21: number; ke0: number };
type Amounts = [central: number, peripheral: number, effect: number];

const VOLUME = 4.27;

/** Amounts after each half minute of a constant infusion, the start included. */
function* infuse(rate: number, { k10, k12, k21, ke0 }: Rates, minutes: number): Generator<Amounts> {
  let state: Amounts = [0, 0, 0];
  yield state;
  const dt = 0.5;
  for (let t = 0; t < minutes; t += dt) {
    const [a1, a2, ce] = state;
    state = [
      a1 + dt * (rate - (k10 + k12) * a1 + k21 * a2),
      a2 + dt * (k12 * a1 - k21 * a2),
      ce + dt * ke0 * (a1 / VOLUME - ce),
    ];
    yield state;
  }
}

/** Share of the full effect at a concentration, in the logarithmic form of Hill's equation. */
function hill(concentration: number, half: number, steepness: number): number {
  const drive = Math.exp(steepness * Math.log(concentration / half));
  return drive / (1 + drive);
}

/**
 * Mean depth of sedation over ten minutes.
 * @trace meanDepth(22, { k10: 0.12, k12: 0.11, k21: 0.055, ke0: 0.26 }, 1.9)
 */
export function meanDepth(rate: number, rates: Rates, steepness: number): number {
  let [sum, count] = [0, 0];
  for (const [, , effect] of infuse(rate, rates, 10)) {
    sum += hill(effect, 3.4, steepness);
    count++;
  }
  return sum / count;
}
