import type { Holders, Member, Members } from './member.ts';
import { access } from './rules/access.ts';
import { algebra } from './rules/algebra.ts';
import { classes } from './rules/classes.ts';
import { construction } from './rules/construction.ts';
import { decompositions } from './rules/decompositions.ts';
import { elementwise } from './rules/elementwise.ts';
import { lines } from './rules/lines.ts';
import { products } from './rules/products.ts';
import { reductions } from './rules/reductions.ts';
import { solutions } from './rules/solutions.ts';
import { statistics } from './rules/statistics.ts';
import { structure } from './rules/structure.ts';

/** Every public member of ml-matrix 6 by holder and name. A test compares it with the installed package. */
export const members: Holders = joined([
  ...[algebra, construction, elementwise, reductions, products, statistics, lines, access, structure],
  ...[classes, decompositions, solutions],
]);

/** The record of a member, by the name of its function (an alias has that of its original) or its own. */
export function memberOf(holder: string, key: string, functionName = key): Member | undefined {
  return members[holder]?.[functionName] ?? members[holder]?.[key];
}

function joined(families: readonly Holders[]): Holders {
  const all: Record<string, Record<string, Member>> = Object.create(null) as typeof all;
  for (const [holder, held] of families.flatMap((family) => Object.entries<Members>(family))) {
    const known = (all[holder] ??= Object.create(null) as Record<string, Member>);
    for (const [name, member] of Object.entries(held)) {
      if (known[name]) throw new Error(`${holder} ${name} has two records`);
      known[name] = member;
    }
  }
  return all;
}
