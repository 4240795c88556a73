/** Moths in the next year, as a share of what the wood can feed. */
function nextYear(share: number, growth: number): number {
  return growth * share * (1 - share);
}

/** Trees that moths of a year leave without leaves. */
function damage(share: number, appetite: number): number {
  return appetite * share ** 2;
}

/**
 * Damage of a moth in the seventieth year from now, to set traps by.
 * @trace damageLater(0.31, 3.92, 120)
 */
export function damageLater(start: number, growth: number, appetite: number): number {
  let share = start;
  for (let year = 0; year < 70; year++) {
    share = nextYear(share, growth);
  }
  return damage(share, appetite);
}
