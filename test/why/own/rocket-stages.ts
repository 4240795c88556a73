interface Stage {
  propellant: number;
  dry: number;
  exhaust: number;
}

const USUAL: Stage = Object.freeze({ propellant: 100, dry: 9, exhaust: 3.1 });

/** Speed in kilometres a second that a stage adds to what it carries, by Tsiolkovsky. */
function gain({ propellant, dry, exhaust }: Stage, carried: number): number {
  return exhaust * Math.log((carried + dry + propellant) / (carried + dry));
}

/**
 * Speed of a payload on two stages; what a stage does not say is as usual.
 * @trace speed({ exhaust: 2.9 }, { propellant: 22, dry: 2.4 }, 1.8)
 */
export function speed(first: Partial<Stage>, second: Partial<Stage>, payload: number): number {
  const [lower, upper] = [first, second].map((stage) => ({ ...USUAL, ...stage }));
  const carried = payload + upper!.dry + upper!.propellant;
  return gain(lower!, carried) + gain(upper!, payload);
}
