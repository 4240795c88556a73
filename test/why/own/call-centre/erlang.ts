/** n! */
export function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/** Share of calls that meet all lines busy, by Erlang's loss formula; load in erlang. */
export function blocking(load: number, lines: number): number {
  let sum = 0;
  for (let n = 0; n <= lines; n++) sum += load ** n / factorial(n);
  return load ** lines / factorial(lines) / sum;
}
