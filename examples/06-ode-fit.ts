/*
 * Plain numbers, no matrix: a swinging pendulum with friction, integrated step by step, compared with measured angles.
 * The gradient by the two physical constants and the start passes through every step of the integration.
 */

/** Angle in radians, angular velocity in radians a second. */
type State = readonly [angle: number, velocity: number];

/** Angles measured every half second. */
export const measured = [0.55, -0.21, -0.58, 0.02, 0.5, 0.14];

/**
 * Sum of squared differences between the simulated and the measured angles.
 * @trace misfit(9.81, 0.2, 0.6, staticArg(measured))
 */
export function misfit(stiffness: number, friction: number, start: number, angles: number[]): number {
  const slope = ([angle, velocity]: State): State => [
    velocity,
    -stiffness * Math.sin(angle) - friction * velocity,
  ];
  let state: State = [start, 0];
  let sum = 0;
  for (const angle of angles) {
    for (let step = 0; step < 10; step++) state = rungeKutta(slope, state, 0.05);
    sum += (state[0] - angle) ** 2;
  }
  return sum;
}

/** One step of the classical fourth-order Runge–Kutta method. */
function rungeKutta(slope: (state: State) => State, state: State, h: number): State {
  const k1 = slope(state);
  const k2 = slope(move(state, k1, h / 2));
  const k3 = slope(move(state, k2, h / 2));
  const k4 = slope(move(state, k3, h));
  const average = (i: 0 | 1) => (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
  return move(state, [average(0), average(1)], h);
}

function move([angle, velocity]: State, [da, dv]: State, h: number): State {
  return [angle + h * da, velocity + h * dv];
}
