/** Points of the arrows by archer and end, as the scorer typed them. */
const sheet = `
Aino : 9 8 10 7 9
Bram : 7 7 9 6 10
Chen : 10 9 9 8 8`;

class Scoreboard {
  readonly #ends = new Map<string, number[]>();

  constructor(text: string) {
    for (const row of text.trim().split('\n')) {
      const [archer, arrows] = row.split(':').map((part) => part.trim());
      this.#ends.set(archer!, arrows!.split(' ').map(parseInt));
    }
  }

  *totals(): Generator<[archer: string, total: number]> {
    for (const [archer, points] of this.#ends) {
      yield [archer, points.reduce((sum, one) => sum + one, 0)];
    }
  }
}

/**
 * How far the archers are apart, when each gets a share of what is missing to the best possible score.
 * @trace spread({ Aino: 12, Bram: 30, Chen: 8 }, 0.8)
 */
export function spread(handicaps: { Aino: number; Bram: number; Chen: number }, share: number): number {
  const levelled: number[] = [];
  for (const [archer, total] of new Scoreboard(sheet).totals()) {
    const handicap = archer in handicaps ? handicaps[archer as keyof typeof handicaps] : 0;
    levelled.push(total + share * handicap * (1 - total / 50));
  }
  const mean = levelled.reduce((a, b) => a + b, 0) / levelled.length;
  const variance = levelled.reduce((sum, one) => sum + (one - mean) ** 2, 0) / levelled.length;
  return variance;
}
