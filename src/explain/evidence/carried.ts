import { ARRAY, sizeAt, type Trace } from '../../shared/trace.ts';
import type { Rounds } from './loops.ts';
import { makerOf } from './makers.ts';
import { eachTracked } from './reach.ts';

/** The sites whose results of one round the next one, number `round`, reads: what a loop hands on. */
export function carriedInto(trace: Trace, { from, to }: Rounds, round: number): ReadonlySet<number> {
  const { op, lhs, rhs, site, out } = trace.equations;
  const start = out[from[round - 1]!]!;
  const end = out[to[round - 1]!] ?? trace.values.length;
  const sites = new Set<number>();
  const see = (id: number) => {
    const maker = id >= start && id < end ? makerOf(trace, id) : -1;
    if (maker >= 0) sites.add(site[maker]!);
  };
  for (let e = from[round]!; e < to[round]!; e++) {
    if (op[e]! & ARRAY) eachTracked(trace.equations, e, see);
    else {
      see(lhs[e]!);
      see(rhs[e]!);
    }
  }
  return sites;
}

/** What a site gave in a round. */
export interface Given {
  /** How many numbers, and of how many equations. */
  readonly size: number;
  readonly count: number;
  /** The first of the equations; −1 where there is none. */
  readonly first: number;
}

/** Puts the numbers that a site gave in a round into a vector, one equation after the other, as far as there is room. */
export function giveAt(
  { values, equations }: Trace,
  { from, to }: Rounds,
  round: number,
  wanted: number,
  vector: Float64Array,
): Given {
  const { site, out, rows, columns } = equations;
  let [size, count, first] = [0, 0, -1];
  for (let e = from[round]!; e < to[round]!; e++) {
    if (site[e] !== wanted) continue;
    if (count++ === 0) first = e;
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    for (let id = out[e]!; id < end; id++) vector[size++] = values[id]!;
  }
  return { size, count, first };
}

/** The elements that a site gave in a round. */
export function idsGiven(
  { equations }: Trace,
  { from, to }: Rounds,
  round: number,
  wanted: number,
): number[] {
  const { site, out, rows, columns } = equations;
  const ids: number[] = [];
  for (let e = from[round]!; e < to[round]!; e++) {
    if (site[e] !== wanted) continue;
    const end = out[e]! + sizeAt(rows[e]!, columns[e]!);
    for (let id = out[e]!; id < end; id++) ids.push(id);
  }
  return ids;
}

/** The numbers that a site gave in a round. */
export function givenAt(trace: Trace, loop: Rounds, round: number, site: number): Float64Array {
  return Float64Array.from(idsGiven(trace, loop, round, site), (id) => trace.values[id]!);
}

/** The length of a vector; not infinite where squares would be. */
export function lengthOf(vector: Float64Array): number {
  return vector.reduce((length, x) => Math.hypot(length, x), 0);
}
