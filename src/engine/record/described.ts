import type { Span } from '../../shared/span.ts';
import type { OpInfo, Trace, TraceResult } from '../../shared/trace.ts';
import { firstSeen } from '../kernels/sweeps.ts';
import { primitiveNames, primitives } from '../primitives/index.ts';

/** Where the sites of a run are. */
interface Places {
  readonly files: readonly string[];
  span(site: number): Span | undefined;
  text(site: number): string | undefined;
}

/** What explains the numbers of a trace. */
type Described = Pick<TraceResult, 'version' | 'files' | 'trace' | 'ops' | 'spans' | 'texts'>;

const ops: readonly OpInfo[] = primitiveNames.map((name) => {
  const { formula, rule, doc, slope } = primitives[name];
  return { name, formula, rule, doc, ...(slope && { slope }) };
});

/** A trace with its files, and the spans and texts of the sites that it mentions. */
export function described(trace: Trace, places: Places): Described {
  const spans = new Map<number, Span>();
  const texts = new Map<number, string>();
  for (const site of mentionedSites(trace)) {
    const span = places.span(site);
    const text = places.text(site);
    if (span) spans.set(site, span);
    if (text !== undefined) texts.set(site, text);
  }
  return { version: 2, files: places.files, trace, ops, spans, texts };
}

function mentionedSites({
  equations,
  scopes,
  iterations,
  guards,
  cuts,
  names,
  overwrites,
}: Trace): Set<number> {
  const sites = new Set<number>(cuts.map(({ site }) => site));
  const columns = [equations.site, scopes.site, iterations.site, guards.site, names.site];
  if (overwrites) columns.push(overwrites.site);
  if (equations.operandNames) columns.push(equations.operandNames.site);
  for (const column of columns) for (const site of firstSeen(column)) sites.add(site);
  return sites;
}
