const draws = Object.freeze([-1.4, -0.8, -0.35, 0.05, 0.4, 0.85, 1.5]);

/** Price of a stock at maturity for a normal draw. */
function terminal(spot: number, volatility: number, years: number, draw: number): number {
  return spot * Math.exp(-0.5 * volatility ** 2 * years + volatility * Math.sqrt(years) * draw);
}

/**
 * Price of a call with a cap, by a few fixed draws; some end worthless, none at the cap.
 * @trace call(100, 102, 0.25, staticArg(1.5))
 */
export function call(spot: number, strike: number, volatility: number, years: number): number {
  const cap = 80;
  let sum = 0;
  for (const draw of draws) {
    const payoff = Math.max(0, terminal(spot, volatility, years, draw) - strike);
    sum += Math.min(cap, payoff);
  }
  return sum / draws.length;
}
