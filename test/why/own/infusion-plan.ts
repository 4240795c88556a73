interface Dose {
  hour: number;
  amount: number;
}

/** Doses by the hour at which they are given; two at the same hour become one, and the first is a double one. */
function planOf(first: number, interval: number, dose: number, count: number): Dose[] {
  const plan: Record<number, number> = { [first]: dose };
  for (let k = 0; k < count; k++) plan[first + k * interval] = (plan[first + k * interval] ?? 0) + dose;
  return Object.entries(plan).map(([hour, amount]) => ({ hour: Number(hour), amount }));
}

/** What is left of a dose in a litre of blood some hours later. */
function remains(dose: number, hours: number): number {
  const [volume, absorption, elimination] = [32, 0.9, 0.14];
  if (hours <= 0) return 0;
  const share = absorption / (absorption - elimination);
  return (dose / volume) * share * (Math.exp(-elimination * hours) - Math.exp(-absorption * hours));
}

/**
 * Concentration of a drug at noon of the second day.
 * @trace concentration(1.5, 7.25, 250)
 */
export function concentration(first: number, interval: number, dose: number): number {
  return planOf(first, interval, dose, 4)
    .map(({ hour, amount }) => remains(amount, 36 - hour))
    .reduce((sum, part) => sum + part, 0);
}
