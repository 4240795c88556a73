interface Stress {
  axial: number;
  hoop: number;
  shear: number;
}

/** Stress in the wall of a vessel; the ends of a ball carry as much as its belt. */
function wall(pressure: number, radius: number, thickness: number, shape: 'ball' | 'pipe'): Stress {
  const hoop = (pressure * radius) / (shape === 'ball' ? 2 * thickness : thickness);
  return { axial: (pressure * radius) / (2 * thickness), hoop, shear: 0 };
}

/** The two principal stresses, larger one first. */
function principal({ axial, hoop, shear }: Stress): [number, number] {
  const centre = (axial + hoop) / 2;
  const radius = Math.sqrt(((axial - hoop) / 2) ** 2 + shear ** 2);
  return [centre + radius, centre - radius];
}

/**
 * Highest share of the strength that a weld uses, of a pipe and a ball at its end, smoothly.
 * @trace utilisation(1.6, 420, { pipe: 9, ball: 6 }, 235)
 */
export function utilisation(
  pressure: number,
  radius: number,
  thickness: { pipe: number; ball: number },
  strength: number,
): number {
  const used: number[] = [];
  for (const shape of ['pipe', 'ball'] as const) {
    const [most, least] = principal(wall(pressure, radius, thickness[shape], shape));
    used.push((0.8 * most - 0.2 * least) / strength);
  }
  return Math.log(used.reduce((sum, share) => sum + Math.exp(20 * share), 0)) / 20;
}
