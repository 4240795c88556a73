/** Fees of a fund in a month, by what is in it. */
function fee(balance: number, share: number): number {
  return (balance * share) / 12;
}

/**
 * What is left of a pension fund in twenty years, when each month pays out, earns and is charged.
 * @trace left(300000, 1450, 0.035, 0.006)
 */
export function left(start: number, payout: number, yearly: number, charge: number): number {
  const monthly = yearly / 12;
  let balance = start;
  for (let month = 0; month < 240; month++) {
    balance += balance * monthly - fee(balance, charge);
    balance -= payout;
  }
  return balance;
}
