import type { Range, Span } from '../../shared/span.ts';
import { sizeOf } from '../../shared/tensor.ts';
import { operandsOf } from '../../shared/trace.ts';
import type { RowIndex } from './rowIndex.ts';

/** A name or a call in the source, with the functions around it, innermost first. */
export interface SourceExpression {
  readonly file: number;
  readonly kind: 'name' | 'call';
  readonly text: string;
  readonly range: Range;
  readonly functions: readonly Range[];
}

/** The row of an expression in the trace, and how often the expression ran. */
export interface ExpressionRow {
  readonly row: number;
  readonly times: number;
  /** The element of the row's variable that a name is bound to, where it is not bound to all of it. */
  readonly id?: number;
  /** The line where a name was bound, unless the expression around it reads this very value: it may have changed in place. */
  readonly boundOn?: number;
}

/** The last value that a name or a call had; undefined if the trace does not know it. */
export function findRow(index: RowIndex, expression: SourceExpression): ExpressionRow | undefined {
  return expression.kind === 'call' ? findCall(index, expression) : findName(index, expression);
}

/** Sites of the smallest equation around a position; none if there is no equation. */
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

/** For each site with rows: its first and last row and their number. Made once an index. */
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

function findCall(index: RowIndex, { file, range }: SourceExpression): ExpressionRow | undefined {
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

function findName(index: RowIndex, expression: SourceExpression): ExpressionRow | undefined {
  const { result, variables } = index;
  const { names, leaves } = result.trace;
  const bindings: Binding[] = [];
  names.id.forEach((id, i) => {
    const site = names.site[i]!;
    const span = result.spans.get(site);
    if (id <= 0 || span?.[0] !== expression.file || result.texts.get(site) !== expression.text) return;
    const { variable, index: at } = variables.element(id);
    const size = names.size[i]!;
    const isWhole = at === 0 && size === sizeOf(variables.at(variable).shape);
    const row = isWhole || size === 1 ? index.rowOfVariable(variable) : unknown;
    bindings.push({ row, range: rangeOf(span), ...(!isWhole && { id }) });
  });
  for (const around of expression.functions) {
    const inside = bindings.filter(({ range }) => within(range, around));
    if (inside.length === 0) continue;
    const { binding, times } = chooseBinding(index, inside, expression);
    const { row, id } = binding;
    if (row === unknown) return undefined;
    const isSure = sameStart(expression.range, binding.range) || isReadBy(index, row, expression);
    return { row, times, ...(id !== undefined && { id }), ...(!isSure && { boundOn: binding.range[0] }) };
  }
  const traced = rangeOf(result.function.span);
  const isTraced =
    result.function.span[0] === expression.file &&
    expression.functions.some((range) => within(traced, range));
  const captured = ['', `${result.files[expression.file]}:`].map(
    (file) => `module:${file}${expression.text}`,
  );
  const leaf = leaves
    .filter((candidate) => !candidate.static)
    .findIndex(({ path, kind }) =>
      kind === 'captured' ? captured.includes(path) : isTraced && path === expression.text,
    );
  return leaf < 0 ? undefined : { row: index.rowOfVariable(leaf), times: 1 };
}

/** A name bound to a value; its row is `unknown` unless the value is a whole variable or a number. */
interface Binding {
  readonly row: number;
  readonly range: Range;
  readonly id?: number;
}

const unknown = -1;

/** The binding of a name that is meant at an expression, and how often that ran. */
function chooseBinding(
  index: RowIndex,
  bindings: readonly Binding[],
  { file, range }: SourceExpression,
): { binding: Binding; times: number } {
  const here = bindings.filter((binding) => within(range, binding.range) && sameStart(range, binding.range));
  if (here.length > 0) return { binding: here.at(-1)!, times: here.length };
  const [site] = sitesAt(index, file, range[0], range[1]);
  const reader = site === undefined ? undefined : rowsBySite(index).get(site);
  if (reader) {
    // The last run of the expression around the name read the last value bound before it.
    const before = bindings.filter(({ row }) => row < reader.last);
    if (before.length > 0) return { binding: before.at(-1)!, times: reader.count };
  }
  const earlier = bindings.filter((binding) => binding.range[0] <= range[0]);
  return { binding: (earlier.length > 0 ? earlier : bindings).at(-1)!, times: bindings.length };
}

/** Whether the last run of the equation around an expression has a row's variable among its operands. */
function isReadBy(index: RowIndex, row: number, { file, range }: SourceExpression): boolean {
  const [site] = sitesAt(index, file, range[0], range[1]);
  const reader = site === undefined ? undefined : rowsBySite(index).get(site);
  if (!reader) return false;
  const [equation] = index.equations(reader.last);
  return operandsOf(index.result.trace, equation).some(
    ({ refs }) => refs[0]! > 0 && index.rowOfVariable(index.variables.element(refs[0]!).variable) === row,
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
