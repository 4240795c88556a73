type Game = readonly [home: string, away: string, margin: number];

interface Rules {
  /** Points at stake in a game. */
  readonly stake: number;
  /** Advantage of the home team. */
  readonly edge: number;
  /** By how much more a blowout counts. */
  readonly blowout: number;
}

const season: readonly Game[] = [
  ['Bears', 'Hawks', 21],
  ['Hawks', 'Otters', 3],
  ['Otters', 'Bears', -9],
  ['Hawks', 'Bears', -17],
  ['Bears', 'Otters', 0],
  ['Otters', 'Hawks', 24],
];

const expected = (own: number, other: number) => 1 / (1 + 10 ** ((other - own) / 400));

function stakeOf(margin: number, { stake, blowout }: Rules): number {
  const lead = Math.abs(margin);
  if (lead > 0) {
    return stake;
  } else if (lead > 15) {
    return stake * blowout;
  }
  return stake / 2;
}

function play(ratings: Map<string, number>, [home, away, margin]: Game, rules: Rules): Map<string, number> {
  const [own, other] = [ratings.get(home) ?? 1500, ratings.get(away) ?? 1500];
  const result = (Math.sign(margin) + 1) / 2;
  const moved = stakeOf(margin, rules) * (result - expected(own + rules.edge, other));
  return new Map([...ratings, [home, own + moved], [away, other - moved]]);
}

/**
 * How far the Bears are ahead of the Otters after the season.
 * @trace lead(1.5)
 */
export function lead(blowout: number): number {
  const rules: Rules = { stake: 24, edge: 60, blowout };
  const table = season.reduce((ratings, game) => play(ratings, game, rules), new Map<string, number>());
  const gap = (table.get('Bears') ?? 1500) - (table.get('Otters') ?? 1500);
  return gap;
}
