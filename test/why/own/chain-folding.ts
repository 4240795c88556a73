interface Fold {
  angles: number[];
  energy: number;
}

/** Energy of the angles of a chain: torsion of each, and coupling of neighbours. */
function energyOf(angles: readonly number[], coupling: number): number {
  return angles.reduce((sum, angle, i) => {
    const next = angles[(i + 1) % angles.length]!;
    return sum + 1 - Math.cos(3 * angle) + coupling * (angle - next) ** 2;
  }, 0);
}

function turned(fold: Fold, at: number, by: number, coupling: number): Fold {
  const trial = { ...fold };
  trial.angles[at]! += by;
  trial.energy = energyOf(trial.angles, coupling);
  return trial;
}

/**
 * Energy of a chain after a search along each angle; only turns that help are kept.
 * @trace relaxed([0.9, 0.3, -0.4, 1.7], 0.25)
 */
export function relaxed(angles: number[], coupling: number): number {
  let best: Fold = { angles: [...angles], energy: energyOf(angles, coupling) };
  for (let at = 0; at < angles.length; at++) {
    for (const by of [0.2, -0.2, 0.05, -0.05]) {
      const trial = turned(best, at, by, coupling);
      if (trial.energy < best.energy) best = trial;
    }
  }
  const left = energyOf(best.angles, coupling);
  return left;
}
