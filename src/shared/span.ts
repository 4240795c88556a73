/** A source range: `[file, line, column, endLine, endColumn]`; `file` indexes a list of paths, lines from 1, columns from 0. */
export type Span = readonly [file: number, line: number, column: number, endLine: number, endColumn: number];

/** A source range inside one file, `[line, column, endLine, endColumn]`. */
export type Range = readonly [line: number, column: number, endLine: number, endColumn: number];

/** A source position: line from 1, column from 0. */
export type Position = readonly [line: number, column: number];

/** A range of one file as a span: `file` is its number. */
export function inFile(file: number, [line, column, endLine, endColumn]: Range): Span {
  return [file, line, column, endLine, endColumn];
}

/** `line:column` of a span's start, columns from 1 as editors and terminals count. */
export function lineColumn(span: Span): string {
  return `${span[1]}:${span[2] + 1}`;
}

/** Whether one span ends where another starts, or before that, on the same line: a name and the call whose result it gets. */
export function endsBefore(one: Span | undefined, other: Span | undefined): boolean {
  return !!one && !!other && one[0] === other[0] && one[3] === other[1] && one[4] <= other[2];
}
