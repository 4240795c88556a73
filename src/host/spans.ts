import { resolve } from 'node:path';
import { Range, Uri } from 'vscode';
import type { Range as PlainRange, Span } from '../shared/span.ts';

/** An editor's range: lines from 0. */
export function toRange([line, column, endLine, endColumn]: PlainRange): Range {
  return new Range(line - 1, column, endLine - 1, endColumn);
}

/** A span's place in the file system; paths are relative to `root`. */
export function toLocation(
  [file, ...range]: Span,
  files: readonly string[],
  root: string,
): { uri: Uri; range: Range } {
  return { uri: Uri.file(resolve(root, files[file] ?? '')), range: toRange(range) };
}
