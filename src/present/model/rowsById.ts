/** Ids that share their 26 upper bits are neighbours, and lie in one bucket. */
const bits = 6;

/**
 * Finds the rows of a column of ids that have an id, without an entry for each id: buckets of neighbouring ids, filled in order.
 *
 * @returns a function that gives the rows of an id above 0, ascending
 */
export function rowsById(ids: Int32Array): (id: number) => number[] {
  let most = 0;
  for (let i = 0; i < ids.length; i++) if (ids[i]! > most) most = ids[i]!;
  /** Where each bucket begins in `rows`; what has no id lies in none. */
  const starts = new Int32Array((most >> bits) + 2);
  for (let i = 0; i < ids.length; i++) if (ids[i]! > 0) starts[(ids[i]! >> bits) + 1]!++;
  for (let b = 1; b < starts.length; b++) starts[b]! += starts[b - 1]!;
  const next = starts.slice();
  const rows = new Int32Array(starts.at(-1)!);
  for (let i = 0; i < ids.length; i++) if (ids[i]! > 0) rows[next[ids[i]! >> bits]!++] = i;
  return (id) => {
    const found: number[] = [];
    const bucket = id >> bits;
    const end = starts[bucket + 1] ?? 0;
    for (let k = starts[bucket] ?? 0; k < end; k++) if (ids[rows[k]!] === id) found.push(rows[k]!);
    return found;
  };
}
