import { step, type Field } from './rungeKutta.ts';

/** Growth of hares and lynxes by Lotka and Volterra. */
function lotkaVolterra(growth: number, hunting: number): Field {
  return (_time, [hares, lynxes]) => [
    growth * hares! - hunting * hares! * lynxes!,
    0.5 * hunting * hares! * lynxes! - 0.4 * lynxes!,
  ];
}

/**
 * Hares after two years, in thousands.
 * @trace haresLater(0.6, 0.3, 2.5)
 */
export function haresLater(growth: number, hunting: number, hares: number): number {
  const field = lotkaVolterra(growth, hunting);
  const dt = 0.1;
  let state = [hares, 1.2];
  for (let k = 0; k < 20; k++) state = step(field, k * dt, state, dt);
  return state[0]!;
}
