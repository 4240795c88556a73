import type { Range, Span } from '../../shared/span.ts';
import { sizeOf } from '../../shared/tensor.ts';
import { operandsOf } from '../../shared/trace.ts';
import type { RowIndex } from './rowIndex.ts';

/** A name or a call in the source, and the functions around it, innermost first. */
export interface Place {
  readonly file: number;
  readonly kind: 'name' | 'call';
  readonly text: string;
  readonly range: Range;
  readonly functions: readonly Range[];
}

/** What a place of the source is in the trace: a row, and how often the expression ran. */
export interface Found {
  readonly row: number;
  readonly times: number;
  /** The element of the row's variable that a name stands for, where it does not stand for all of it. */
  readonly id?: number;
  /** The line where a name was bound that is read here, unless what reads it reads this very value: it may have changed in place. */
  readonly boundOn?: number;
}

/** The last value that a name or a call had; undefined if the trace does not know it. */
export function find(index: RowIndex, place: Place): Found | undefined {
  return place.kind === 'call' ? findCall(index, place) : findName(index, place);
}

/** Sites of the expressions around a place: the smallest that holds it, first of all; none if it lies in no equation. */
export function sitesAt(index: RowIndex, file: number, line: number, column: number): number[] {
  const { spans } = index.result;
  const at: Range = [line, column, line, column];
  const around = [...rowsBySite(index).keys()].filter((site) => {
    const span = spans.get(site);
    return span?.[0] === file && within(at, rangeOf(span));
  });
  const smallest = around.reduce<Span | undefined>((best, site) => {
    const span = spans.get(site)!;
    return !best || within(rangeOf(span), rangeOf(best)) ? span : best;
  }, undefined);
  return smallest ? around.filter((site) => sameRange(rangeOf(spans.get(site)!), rangeOf(smallest))) : [];
}

/** First and last row and number of rows of each site that has any; made once. */
export function rowsBySite(index: RowIndex): ReadonlyMap<number, SiteRows> {
  let sites = known.get(index);
  if (!sites) {
    sites = new Map();
    for (let row = index.inputCount; row < index.count; row++) {
      const site = index.site(row);
      const rows = sites.get(site);
      if (rows) {
        rows.last = row;
        rows.count++;
      } else sites.set(site, { first: row, last: row, count: 1 });
    }
    known.set(index, sites);
  }
  return sites;
}

interface SiteRows {
  readonly first: number;
  last: number;
  count: number;
}

const known = new WeakMap<RowIndex, Map<number, SiteRows>>();

function findCall(index: RowIndex, { file, range }: Place): Found | undefined {
  const all = [...rowsBySite(index)].flatMap(([site, rows]) => {
    const span = index.result.spans.get(site);
    return span?.[0] === file && sameRange(rangeOf(span), range) ? [rows] : [];
  });
  if (all.length === 0) return undefined;
  return {
    row: Math.max(...all.map(({ last }) => last)),
    times: all.reduce((sum, { count }) => sum + count, 0),
  };
}

function findName(index: RowIndex, place: Place): Found | undefined {
  const { result, variables } = index;
  const { names, leaves } = result.trace;
  const bindings: Binding[] = [];
  names.id.forEach((id, i) => {
    const site = names.site[i]!;
    const span = result.spans.get(site);
    if (id <= 0 || span?.[0] !== place.file || result.texts.get(site) !== place.text) return;
    const { variable, index: at } = variables.place(id);
    const size = names.size[i]!;
    const isWhole = at === 0 && size === sizeOf(variables.at(variable).shape);
    const row = isWhole || size === 1 ? index.rowOfVariable(variable) : unknown;
    bindings.push({ row, range: rangeOf(span), ...(!isWhole && { id }) });
  });
  for (const around of place.functions) {
    const inside = bindings.filter(({ range }) => within(range, around));
    if (inside.length === 0) continue;
    const { binding, times } = chosen(index, inside, place);
    const { row, id } = binding;
    if (row === unknown) return undefined;
    const isSure = sameStart(place.range, binding.range) || isReadBy(index, row, place);
    return { row, times, ...(id !== undefined && { id }), ...(!isSure && { boundOn: binding.range[0] }) };
  }
  const traced = rangeOf(result.function.span);
  const isTraced =
    result.function.span[0] === place.file && place.functions.some((range) => within(traced, range));
  const leaf = leaves
    .filter((candidate) => !candidate.static)
    .findIndex(({ path, kind }) =>
      kind === 'captured' ? path === `module:${place.text}` : isTraced && path === place.text,
    );
  return leaf < 0 ? undefined : { row: index.rowOfVariable(leaf), times: 1 };
}

/** A name bound to a value; the row is unknown of a value that is neither a variable nor a number. */
interface Binding {
  readonly row: number;
  readonly range: Range;
  readonly id?: number;
}

const unknown = -1;

/** Of the values that a name was bound to, the one meant at the place. */
function chosen(
  index: RowIndex,
  bindings: readonly Binding[],
  { file, range }: Place,
): { binding: Binding; times: number } {
  const here = bindings.filter((binding) => within(range, binding.range) && sameStart(range, binding.range));
  if (here.length > 0) return { binding: here.at(-1)!, times: here.length };
  const [site] = sitesAt(index, file, range[0], range[1]);
  const reader = site === undefined ? undefined : rowsBySite(index).get(site);
  if (reader) {
    // The value read by the last run of the expression around: the last one bound before it.
    const before = bindings.filter(({ row }) => row < reader.last);
    if (before.length > 0) return { binding: before.at(-1)!, times: reader.count };
  }
  const earlier = bindings.filter((binding) => binding.range[0] <= range[0]);
  return { binding: (earlier.length > 0 ? earlier : bindings).at(-1)!, times: bindings.length };
}

/** Whether the last run of the expression around a place has a row's variable among its operands. */
function isReadBy(index: RowIndex, row: number, { file, range }: Place): boolean {
  const [site] = sitesAt(index, file, range[0], range[1]);
  const reader = site === undefined ? undefined : rowsBySite(index).get(site);
  if (!reader) return false;
  const [equation] = index.equations(reader.last);
  return operandsOf(index.result.trace, equation).some(
    ({ refs }) => refs[0]! > 0 && index.rowOfVariable(index.variables.place(refs[0]!).variable) === row,
  );
}

function rangeOf([, line, column, endLine, endColumn]: Span): Range {
  return [line, column, endLine, endColumn];
}

function sameRange(a: Range, b: Range): boolean {
  return a.every((n, i) => n === b[i]);
}

function sameStart(a: Range, b: Range): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Whether `a` lies in `b`. */
function within(a: Range, b: Range): boolean {
  const starts = a[0] > b[0] || (a[0] === b[0] && a[1] >= b[1]);
  return starts && (a[2] < b[2] || (a[2] === b[2] && a[3] <= b[3]));
}
