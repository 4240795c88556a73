interface Offer {
  readonly price: number;
  readonly payment: number;
  readonly years: number;
}

/** What the payments are worth above the price at a rate, and how that changes with the rate. */
function surplus({ price, payment, years }: Offer, rate: number): [value: number, slope: number] {
  let [value, slope] = [-price, 0];
  for (let year = 1; year <= years; year++) {
    value += payment * (1 + rate) ** -year;
    slope -= year * payment * (1 + rate) ** (-year - 1);
  }
  return [value, slope];
}

/** The rate at which an offer is worth its price. */
function rateOf(offer: Offer): number {
  let [low, high] = [0, 1];
  for (let k = 0; k < 40; k++) {
    const middle = (low + high) / 2;
    if (surplus(offer, middle)[0] > 0) low = middle;
    else high = middle;
  }
  const near = (low + high) / 2;
  const [value, slope] = surplus(offer, near);
  return near - value / slope;
}

/**
 * By how much one annuity is better than another, in percent a year.
 * @trace advantage(10000, 1320, 1190)
 */
export function advantage(price: number, first: number, second: number): number {
  const [a, b] = [first, second].map((payment) => rateOf({ price, payment, years: 12 }));
  return 100 * (a! - b!);
}
