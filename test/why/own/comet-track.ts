/** Moves position and velocity (x, y, vx, vy) by one step of semi-implicit Euler about a sun at the origin. */
function advance(state: Float64Array, dt: number): void {
  const [x, y] = [state[0]!, state[1]!];
  const cube = (x * x + y * y) ** 1.5;
  state[2]! -= (dt * x) / cube;
  state[3]! -= (dt * y) / cube;
  state[0]! += dt * state[2]!;
  state[1]! += dt * state[3]!;
}

/** Where a comet is after each step. */
function track(speed: number, dt: number, steps: number): Float64Array[] {
  const state = Float64Array.of(1, 0, 0, speed);
  const states: Float64Array[] = [];
  for (let k = 0; k < steps; k++) {
    advance(state, dt);
    states.push(state);
  }
  return states;
}

/**
 * Length of a comet's way.
 * @trace wayOf(1.15, 0.1)
 */
export function wayOf(speed: number, dt: number): number {
  const states = track(speed, dt, 30);
  let way = 0;
  for (let k = 1; k < states.length; k++) {
    const [a, b] = [states[k - 1]!, states[k]!];
    way += Math.sqrt((b[0]! - a[0]!) ** 2 + (b[1]! - a[1]!) ** 2 + 1e-12);
  }
  return way;
}
