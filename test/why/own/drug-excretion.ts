/** Share of a dose that is excreted in each of the hours after it. */
function profile(clearance: number, hours: number): Float64Array {
  const left = (hour: number) => Math.exp(-clearance * hour);
  return Float64Array.from({ length: hours }, (_, hour) => left(hour) - left(hour + 1));
}

/** What is excreted in each hour when a dose is given every hour. */
function excretion(doses: Float64Array, shares: Float64Array): Float64Array {
  const out = new Float64Array(doses.length);
  for (let given = 0; given < doses.length; given++) {
    for (let later = 0; later < shares.length; later++) {
      out[given + later]! += doses[given]! * shares[later]!;
    }
  }
  return out;
}

/**
 * Milligrams of a drug that are found in the urine of a day.
 * @trace found([40, 20, 20, 10], 0.22)
 */
export function found(doses: number[], clearance: number): number {
  const hourly = excretion(Float64Array.from(doses), profile(clearance, 20));
  const total = hourly.reduce((a, b) => a + b, 0);
  return total;
}
