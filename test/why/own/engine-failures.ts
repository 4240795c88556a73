/** Chances that so many parts fail, part by part; from the back, so that each part counts once. */
function failures(chances: readonly number[]): Float64Array {
  const odds = new Float64Array(chances.length + 1);
  odds[0] = 1;
  chances.forEach((chance, parts) => {
    for (let k = parts + 1; k > 0; k--) {
      odds[k] = odds[k]! * (1 - chance) + odds[k - 1]! * chance;
    }
    odds[0]! *= 1 - chance;
  });
  return odds;
}

/**
 * Chance that an aeroplane keeps at least two of its four engines.
 * @trace safe([0.02, 0.03, 0.02, 0.05])
 */
export function safe(chances: number[]): number {
  const odds = failures(chances);
  return odds.subarray(0, 3).reduce((a, b) => a + b, 0);
}
