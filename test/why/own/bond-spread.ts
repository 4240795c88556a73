interface Quote {
  yield: number;
  spread: number;
  periods: number;
}

const STANDARD: Quote = Object.freeze({ yield: 0.03, spread: 0, periods: 2 });

/** Present value of one unit paid after some years. */
function discount(years: number, { yield: rate, spread, periods }: Quote): number {
  return (1 + (rate + spread) / periods) ** (-periods * years);
}

/**
 * Price of a corporate bond by its quote; what a quote leaves out is as on the standard sheet.
 * @trace price(4.5, { spread: 0.012 })
 */
export function price(coupon: number, quote: Partial<Quote>): number {
  const terms = { ...quote, ...STANDARD };
  let sum = 100 * discount(6, terms);
  for (let year = 1; year <= 6; year++) sum += coupon * discount(year, terms);
  return sum;
}
