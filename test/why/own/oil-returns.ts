/** Logarithmic returns of settlement prices. */
function returnsOf(prices: readonly number[]): number[] {
  const returns: number[] = [];
  for (let t = 1; t < prices.length; t++) returns.push(Math.log(prices[t]! / prices[t - 1]!));
  return returns;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/**
 * Yearly volatility of a crude oil future in the spring of 2020, by exponential weights.
 * @trace volatility([22.76, 19.87, 18.27, -37.63, 10.01, 13.78], 0.94)
 */
export function volatility(prices: number[], decay: number): number {
  const returns = returnsOf(prices);
  const centre = mean(returns);
  let variance = 0;
  for (const r of returns) variance = decay * variance + (1 - decay) * (r - centre) ** 2;
  const yearly = Math.sqrt(252 * variance);
  return yearly;
}
