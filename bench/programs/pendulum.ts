type State = readonly [angle: number, velocity: number];

/**
 * The angle of a damped pendulum after `steps` steps of the classical Runge–Kutta method, squared.
 * @trace swing(9.81, 0.2, 0.6, staticArg(958))
 */
export function swing(stiffness: number, friction: number, start: number, steps: number): number {
  const slope = ([angle, velocity]: State): State => [
    velocity,
    -stiffness * Math.sin(angle) - friction * velocity,
  ];
  let state: State = [start, 0];
  for (let i = 0; i < steps; i++) state = rungeKutta(slope, state, 0.001);
  return state[0] ** 2;
}

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
