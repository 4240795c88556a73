interface Lot {
  readonly title: string;
  readonly hammer: number;
}

const sold: Lot[] = [
  { title: 'Oak chest', hammer: 420 },
  { title: 'Brass sextant', hammer: 1150 },
  { title: 'Sea chart, coloured', hammer: 2600 },
];

const premiumOf = ({ hammer }: Lot, rate: number) => hammer * rate * (hammer > 2000 ? 0.8 : 1);

/** The buyer's premium; the house keeps its table elsewhere. */
async function lookUp(lot: Lot, rate: number): Promise<number> {
  await Promise.resolve();
  return premiumOf(lot, rate);
}

/**
 * What the house takes on an evening: the premiums, and what it charges for each lot.
 * @trace takings(0.22, 15)
 */
export function takings(rate: number, handling: number): number {
  let premiums = 0;
  sold.forEach(async (lot) => {
    premiums += await lookUp(lot, rate);
  });
  const charges = handling * sold.length;
  return charges + premiums;
}
