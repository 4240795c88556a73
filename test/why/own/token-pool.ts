/** What a pool holds of two tokens, in millionths. */
interface Pool {
  gold: bigint;
  silver: bigint;
}

const MILLION = 1e6;

/** Silver that a pool pays for gold, as its contract computes it. */
function paid(pool: Pool, gold: bigint): bigint {
  const kept = (gold * 997n) / 1000n;
  return (pool.silver * kept) / (pool.gold + kept);
}

/** Amounts as contracts hold them. */
const units = (amount: number): bigint => BigInt(Math.round(amount * MILLION));

/**
 * Profit of selling gold to a pool whose silver is worth more elsewhere.
 * @trace profit(35.5, { gold: 900, silver: 4100 }, 0.231)
 */
export function profit(gold: number, reserves: { gold: number; silver: number }, price: number): number {
  const pool = { gold: units(reserves.gold), silver: units(reserves.silver) };
  const silver = Number(paid(pool, units(gold))) / MILLION;
  return price * silver - gold;
}
