import type { Span } from '../../shared/span.ts';
import type { Trace } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { isPackage } from '../evidence/places.ts';
import type { Placed } from '../program/program.ts';
import { declarationOf, type Declared } from '../program/scopes.ts';

/** A name that was given a value, by the place in the source where it was. */
export interface Bound {
  /** The identifier. */
  readonly at: Placed;
  readonly span: Span;
  readonly declared: Declared;
}

/**
 * The places of the user's files where names were given only values that reach nothing, in the order of the source.
 *
 * @param dead the elements that reach nothing
 */
export function deadBindings(evidence: Evidence, dead: readonly number[]): Bound[] {
  const found: Bound[] = [];
  for (const site of deadSites(evidence.trace, new Set(dead))) {
    const span = evidence.span(site);
    if (!span || isPackage(evidence, span[0])) continue;
    const at = evidence.program.around(span);
    if (at?.node.type !== 'Identifier') continue;
    const declared = declarationOf(at, at.node.name);
    if (declared) found.push({ at, span, declared });
  }
  return found.sort((a, b) => a.at.node.start! - b.at.node.start!);
}

/** So few elements are found among the names by the language's own search, which is much faster than a loop over them. */
const few = 16;

/** The sites that gave names to numbers, and to none but such that reach nothing. */
function deadSites({ names: { site, id } }: Trace, dead: ReadonlySet<number>): number[] {
  const sites = new Set<number>();
  if (dead.size > few) id.forEach((one, k) => dead.has(one) && sites.add(site[k]!));
  else for (const one of dead) for (const k of placesOf(id, one)) sites.add(site[k]!);
  return [...sites].filter((at) => {
    for (const k of placesOf(site, at)) if (id[k]! > 0 && !dead.has(id[k]!)) return false;
    return true;
  });
}

/** Where a number stands in a column, one after the other. */
function* placesOf(column: Int32Array, number: number): Generator<number> {
  for (let k = column.indexOf(number); k >= 0; k = column.indexOf(number, k + 1)) yield k;
}
