import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Range, Uri } from 'vscode';
import type { Range as PlainRange, Span } from '../shared/span.ts';

/** An editor's range: lines from 0. */
export function toRange([line, column, endLine, endColumn]: PlainRange): Range {
  return new Range(line - 1, column, endLine - 1, endColumn);
}

/** The absolute paths of a run's files, which are relative to `root`. */
export function absolutePaths(files: readonly string[], root: string): string[] {
  return files.map((file) => resolve(root, file));
}

/** Whether a path lies in a folder or below it. */
export function isBelow(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

/**
 * A span's place in the file system; undefined where the file is not to be opened.
 *
 * @param paths the absolute paths of the run's files, empty of one that is only named
 */
export function toLocation(
  [file, ...range]: Span,
  paths: readonly string[],
): { readonly uri: Uri; readonly range: Range } | undefined {
  const path = paths[file];
  return path ? { uri: Uri.file(path), range: toRange(range) } : undefined;
}
