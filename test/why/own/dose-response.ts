interface Curve {
  top: number;
  half: number;
  slope: number;
}

const responses = Object.freeze([2, 21, 48, 71, 90]);

/** Hill's equation. */
function hill(dose: number, { top, half, slope }: Curve): number {
  const power = dose ** slope;
  return (top * power) / (half ** slope + power);
}

/**
 * Misfit of a dose-response curve, doses in micromole with a control first; errors in the doses are wanted, too.
 * @trace misfit([0, 0.5, 2, 6, 30], { top: 100, half: 2.1, slope: 0.9 })
 */
export function misfit(doses: number[], curve: Curve): number {
  let sum = 0;
  for (let i = 0; i < doses.length; i++) {
    sum += (hill(doses[i]!, curve) - responses[i]!) ** 2;
  }
  return sum / doses.length;
}
