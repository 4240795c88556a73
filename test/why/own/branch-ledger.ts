type Account = 'cash' | 'loans' | 'fees';

interface Posting {
  account: Account;
  amount: number;
}

/** Balances at the end of a day. */
function book(opening: ReadonlyMap<Account, number>, postings: readonly Posting[]): Map<Account, number> {
  const balances = new Map(opening);
  for (const { account, amount } of postings) {
    balances.set(account, balances.get(account) ?? 0 + amount);
  }
  return balances;
}

/**
 * What a branch earns in a day: interest on loans, a share of it lost on idle cash, and fees.
 * @trace earned({ cash: 1200, loans: 8600, fees: 35 }, [{ account: 'loans', amount: 450 }, { account: 'cash', amount: -450 }, { account: 'fees', amount: 12 }], 0.043)
 */
export function earned(opening: Record<Account, number>, postings: Posting[], rate: number): number {
  const before = new Map(Object.entries(opening) as [Account, number][]);
  const after = book(before, postings);
  const of = (account: Account) => after.get(account) ?? 0;
  return ((of('loans') - 0.3 * of('cash')) * rate) / 365 + of('fees');
}
