import { firstSeen } from '../../engine/proofs/index.ts';
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

/** The places of the user's files where names were given only values that reach nothing, in the order of the source. */
export function deadBindings(evidence: Evidence, isDead: (id: number) => boolean): Bound[] {
  const found: Bound[] = [];
  for (const site of deadSites(evidence.trace, isDead)) {
    const span = evidence.span(site);
    if (!span || isPackage(evidence, span[0])) continue;
    const at = evidence.program.around(span);
    if (at?.node.type !== 'Identifier') continue;
    const declared = declarationOf(at, at.node.name);
    if (declared) found.push({ at, span, declared });
  }
  return found.sort((a, b) => a.at.node.start! - b.at.node.start!);
}

/** The sites that gave names to numbers, and to none but such that reach nothing. */
function deadSites({ names: { site, id } }: Trace, isDead: (id: number) => boolean): number[] {
  const sites = [...new Set(firstSeen(site))];
  const lives = new Uint8Array(sites.reduce((most, one) => Math.max(most, one), -1) + 1);
  const isNamed = lives.slice();
  for (let k = 0; k < site.length; k++) {
    const at = site[k]!;
    if (lives[at] === 1 || id[k]! <= 0) continue;
    if (isDead(id[k]!)) isNamed[at] = 1;
    else lives[at] = 1;
  }
  return sites.filter((at) => isNamed[at] === 1 && lives[at] === 0);
}
