import type { Diagnostic } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { operandsOf, sizeAt, type TraceResult } from '../../shared/trace.ts';

/** Codes of what ended a run: it happened after the last equation. */
const endings: ReadonlySet<string> = new Set([
  ...['time-limit', 'operation-limit', 'memory-limit', 'cancelled', 'process-exit'],
]);

/**
 * The equations that findings point at, ascending: the one that a finding names; of what ended the run the last one. Of a finding that names none, as older files have them, the
 * first at its place; of what is not finite, the first there whose value is not, else the last that sends back a gradient that is not
 * and received none.
 */
export function pointedEquations(result: TraceResult): number[] {
  const { equations, scopes } = result.trace;
  const last = equations.op.length - 1;
  const isEnd = ({ code }: Diagnostic) => last >= 0 && endings.has(code);
  const known = result.diagnostics.flatMap((one) => one.equation ?? (isEnd(one) ? [last] : []));
  const searches = result.diagnostics
    .filter((one) => one.equation === undefined && !isEnd(one))
    .map((finding) => new Search(result, finding));
  const bySite = new Map<number, Search[]>();
  for (const [site, span] of result.spans) {
    const here = searches.filter((search) => search.isAt(span));
    if (here.length > 0) bySite.set(site, here);
  }
  for (let e = 0; bySite.size > 0 && e < equations.op.length; e++) {
    bySite.get(equations.site[e]!)?.forEach((search) => search.see(e));
    bySite.get(scopes.site[equations.scope[e]!]!)?.forEach((search) => search.see(e));
  }
  const found = searches.flatMap(({ first, sure, sender }) => sure ?? sender ?? first ?? []);
  return [...known, ...found].sort((a, b) => a - b);
}

/** The equations seen at the place of a finding. */
class Search {
  first: number | undefined;
  /** The one that is meant. */
  sure: number | undefined;
  sender: number | undefined;
  readonly #result: TraceResult;
  readonly #finding: Diagnostic;

  constructor(result: TraceResult, finding: Diagnostic) {
    this.#result = result;
    this.#finding = finding;
  }

  isAt(span: Span): boolean {
    return this.#finding.span.every((n, i) => n === span[i]);
  }

  see(e: number): void {
    if (this.sure !== undefined) return;
    const { trace, cotangents } = this.#result;
    this.first ??= e;
    if (this.#finding.code !== 'non-finite' || !this.#isFinite(trace.values, e)) this.sure = e;
    else if (cotangents.length > 0 && this.#isFinite(cotangents, e)) {
      const sends = operandsOf(trace, e).some(
        ({ refs }) => !refs.every((ref) => Number.isFinite(cotangents[ref] ?? 0)),
      );
      if (sends) this.sender = e;
    }
  }

  /** Whether the numbers of an equation's result in a column are finite. */
  #isFinite(column: Float64Array, e: number): boolean {
    const { out, rows, columns } = this.#result.trace.equations;
    return column.subarray(out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!)).every(Number.isFinite);
  }
}
