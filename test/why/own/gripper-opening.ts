interface Part {
  readonly width: number;
  readonly mass: number;
  readonly friction: number;
}

interface Grip {
  readonly opening: number;
  readonly cost: number;
}

const stiffness = 900;

/** Penalty of an opening in millimetres: slip of the part, and stress in the pads. */
function costOf(opening: number, { width, mass, friction }: Part): number {
  const squeeze = stiffness * 1e-3 * Math.log1p(Math.exp(width - opening));
  const needed = (9.81 * mass) / (2 * friction);
  const slip = Math.exp(1.5 * (needed - squeeze));
  return slip + 0.08 * squeeze ** 2;
}

/** Openings that the controller may be told, and what they cost. */
function* candidates(part: Part): Generator<Grip> {
  for (let step = 0; step <= 480; step++) {
    const opening = 20 + step / 8;
    yield { opening, cost: costOf(opening, part) };
  }
}

const better = (a: Grip, b: Grip) => (b.cost < a.cost ? b : a);

/**
 * Torque of the motor that holds a part with the opening that is best for it.
 * @trace torque(52.3, 0.31)
 */
export function torque(width: number, mass: number): number {
  const part = { width, mass, friction: 0.6 };
  const { opening } = [...candidates(part)].reduce(better);
  const arm = 0.045 * Math.cos(opening / 90);
  const holding = 3.2 * arm * (1 + opening / 200);
  return holding;
}
