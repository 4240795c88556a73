import type { Range, Span } from '../../shared/span.ts';
import type { RowIndex } from './rowIndex.ts';

/** What a place in the source belongs to, with the functions around it, innermost first. */
export interface SourceExpression {
  readonly file: number;
  readonly kind: 'name' | 'call' | 'operation' | 'loop';
  readonly text: string;
  readonly range: Range;
  readonly functions: readonly Range[];
}

/** Sites of the smallest equation around a position; none if there is no equation. */
export function sitesAt(index: RowIndex, file: number, line: number, column: number): number[] {
  return sitesAround(index, rowsBySite(index).keys(), file, [line, column, line, column]);
}

/** Sites, of those given, of the smallest range around a range; none if there is none. */
export function sitesAround(
  { result: { spans } }: RowIndex,
  sites: Iterable<number>,
  file: number,
  range: Range,
): number[] {
  let smallest: Range | undefined;
  let found: number[] = [];
  for (const site of sites) {
    const span = spans.get(site);
    if (span?.[0] !== file || !within(range, rangeOf(span))) continue;
    const around = rangeOf(span);
    if (smallest && sameRange(around, smallest)) found.push(site);
    else if (!smallest || within(around, smallest)) [smallest, found] = [around, [site]];
  }
  return found;
}

/** For each site with rows its first and last row. Made once an index. */
export function rowsBySite(index: RowIndex): ReadonlyMap<number, SiteRows> {
  let sites = known.get(index);
  if (!sites) {
    sites = new Map();
    for (let row = index.inputCount; row < index.count; row++) {
      const site = index.site(row);
      const rows = sites.get(site);
      if (rows) rows.last = row;
      else sites.set(site, { first: row, last: row });
    }
    known.set(index, sites);
  }
  return sites;
}

/** Where the rows of a site are. */
export interface SiteRows {
  readonly first: number;
  last: number;
}

/** The rows of sites, in order. */
export function rowsOfSites(index: RowIndex, sites: readonly number[]): number[] {
  const known = sites.flatMap((site) => rowsBySite(index).get(site) ?? []);
  const last = Math.max(...known.map((rows) => rows.last));
  const rows: number[] = [];
  for (let row = Math.min(...known.map(({ first }) => first)); row <= last; row++)
    if (sites.includes(index.site(row))) rows.push(row);
  return rows;
}

const known = new WeakMap<RowIndex, Map<number, SiteRows>>();

/** A span without its file. */
export function rangeOf([, line, column, endLine, endColumn]: Span): Range {
  return [line, column, endLine, endColumn];
}

/** Whether two ranges are the same. */
export function sameRange(a: Range, b: Range): boolean {
  return a.every((n, i) => n === b[i]);
}

/** Whether two ranges start at one place. */
export function sameStart(a: Range, b: Range): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Whether `a` lies in `b`. */
export function within(a: Range, b: Range): boolean {
  const starts = a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
  return starts && (a[2] < b[2] || (a[2] === b[2] && a[3] <= b[3]));
}
