type Mode = 'climb' | 'hold';

interface Gains {
  height: number;
  speed: number;
}

interface State {
  readonly mode: Mode;
  readonly z: number;
  readonly w: number;
}

const GRAVITY = 9.81;
const MASS = 1.3;
const DT = 0.02;

/** Thrust by mode: a fixed surplus while climbing, feedback about the target when holding. */
function thrust({ mode, z, w }: State, target: number, { height, speed }: Gains): number {
  switch (mode) {
    case 'climb':
      return MASS * (GRAVITY + 1.5);
    case 'hold':
      return MASS * (GRAVITY + height * (z - target) - speed * w);
  }
}

const next = (state: State, target: number, gains: Gains): State => {
  const acceleration = thrust(state, target, gains) / MASS - GRAVITY;
  const w = state.w + DT * acceleration;
  const z = state.z + DT * w;
  return { mode: z > 0.7 * target ? 'hold' : state.mode, z, w };
};

/**
 * Height of the drone after twelve seconds.
 * @trace heightAfter({ height: 4, speed: 2.5 }, 10)
 */
export function heightAfter(gains: Gains, target: number): number {
  let state: State = { mode: 'climb', z: 0, w: 0 };
  for (let step = 0; step < 600; step++) state = next(state, target, gains);
  return state.z;
}
