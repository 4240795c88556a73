interface Assay {
  /** Concentrations in nanomole a litre. */
  receptor: number;
  ligand: number;
  dissociation: number;
}

/** Concentration of the complex: the smaller root of x² − bx + c = 0. */
function complexOf({ receptor, ligand, dissociation }: Assay): number {
  const b = receptor + ligand + dissociation;
  const c = receptor * ligand;
  return (b - Math.sqrt(b * b - 4 * c)) / 2;
}

/**
 * Signal of a fluorescence assay, in counts, with a weak ligand.
 * @trace signal({ receptor: 2e-6, ligand: 1.7, dissociation: 1e5 }, 4e12)
 */
export function signal(assay: Assay, brightness: number): number {
  const bound = complexOf(assay);
  const counts = brightness * bound;
  return counts;
}
