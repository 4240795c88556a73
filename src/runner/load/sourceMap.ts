import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FlattenMap, traceSegment, type SourceMapInput, type TraceMap } from '@jridgewell/trace-mapping';
import type { Range } from '../../shared/span.ts';
import { linesOf } from '../../shared/lines.ts';
import { readText } from './readText.ts';

/** A file that another was made from. */
export interface Original {
  /** Absolute path, or the name that the map gives it. */
  readonly path: string;
  readonly text: string;
  /** Whether the file system has this text at this path; else only the map does. */
  readonly onDisk: boolean;
}

/** A range of an original file. */
export interface OriginalPlace {
  readonly original: Original;
  readonly range: Range;
  /** Whether generated text and original begin with the same word; undefined where the generated text begins with none. */
  readonly agrees: boolean | undefined;
}

const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const token = /[\p{ID_Continue}$]+|\S/uy;

/** The source map that a generated file names, and the texts it leads to. */
export class SourceMap {
  readonly #map: TraceMap;
  readonly #lines: readonly string[];
  readonly #originals = new Map<number, (Original & { readonly lines: readonly string[] }) | undefined>();

  private constructor(map: TraceMap, text: string) {
    this.#map = map;
    this.#lines = ownLines(text);
  }

  /** Undefined if the file names no map, or none that can be read. */
  static of(path: string, text: string): SourceMap | undefined {
    const url = urlOf(text);
    if (url === undefined) return undefined;
    try {
      const [json, base] = url.startsWith('data:')
        ? [decoded(url), path]
        : [readText(pathFrom(url, path)), pathFrom(url, path)];
      const map = JSON.parse(json.replace(/^\)\]\}'[^\n]*\n/, '')) as SourceMapInput;
      return new SourceMap(FlattenMap(map, pathToFileURL(base).href), text);
    } catch {
      return undefined;
    }
  }

  /** Where a range of the generated file comes from; undefined if the map does not say so to the column. */
  place([line, column, endLine, endColumn]: Range): OriginalPlace | undefined {
    const start = this.#position(line, column);
    if (!start) return undefined;
    const { original, name } = start;
    const generated = slice(this.#lines, [line, column, endLine, endColumn]);
    const end = sameText(generated, original.lines, start) ?? this.#end(start, endLine, endColumn);
    const range = balanced(original.lines, [start.line, start.column, ...end]);
    const before = wordAt(this.#lines[line - 1]!, column);
    const after = wordAt(original.lines[start.line - 1]!, start.column);
    return {
      original,
      range,
      agrees: before === undefined ? undefined : before === after || name === after,
    };
  }

  /** Where the original of the range's last token ends, if that lies after the start; else where that of its first token ends. */
  #end(start: OriginalPosition, endLine: number, endColumn: number): readonly [number, number] {
    const lastColumn = Math.max(endColumn - 1, 0);
    const last = this.#position(endLine, lastColumn) ?? start;
    const isAfter = last.line > start.line || (last.line === start.line && last.column >= start.column);
    const from = last.original === start.original && isAfter ? last : start;
    token.lastIndex = from.column;
    const length = token.exec(start.original.lines[from.line - 1]!)?.[0].length ?? 0;
    return [from.line, from.column + length];
  }

  #position(line: number, column: number): OriginalPosition | undefined {
    const segment = traceSegment(this.#map, line - 1, column);
    if (segment?.length !== 4 && segment?.length !== 5) return undefined;
    const [from, source, originalLine, originalColumn, name] = segment;
    const original = this.#original(source);
    const text = original?.lines[originalLine];
    if (text === undefined || originalColumn > text.length) return undefined;
    const skipped = this.#lines[line - 1]?.slice(from, column) ?? '';
    if (!text.startsWith(skipped, originalColumn)) return undefined;
    return {
      original: original!,
      line: originalLine + 1,
      column: originalColumn + skipped.length,
      name: name === undefined ? undefined : this.#map.names[name],
    };
  }

  /** An original file; undefined if its text is not known, or is not the one that the map was made of. */
  #original(source: number) {
    if (!this.#originals.has(source)) {
      const found = this.#find(source);
      this.#originals.set(source, found && { ...found, lines: ownLines(found.text) });
    }
    return this.#originals.get(source);
  }

  #find(source: number): Original | undefined {
    const url = this.#map.resolvedSources[source] ?? '';
    const content = this.#map.sourcesContent?.[source] ?? undefined;
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (!url.startsWith('file:') || !existsSync(path)) {
      return content === undefined ? undefined : { path, text: content, onDisk: false };
    }
    const text = readText(path);
    const isSame = content === undefined || ownLines(content).join('\n') === ownLines(text).join('\n');
    return isSame ? { path, text, onDisk: true } : undefined;
  }
}

interface OriginalPosition {
  readonly original: Original & { readonly lines: readonly string[] };
  readonly line: number;
  readonly column: number;
  readonly name: string | null | undefined;
}

/** The lines of a text; a byte order mark is no part of the first. */
const ownLines = (text: string) => linesOf(text.replace(/^\uFEFF/, ''));

/** The last `sourceMappingURL` comment of a file. */
function urlOf(text: string): string | undefined {
  const at = text.lastIndexOf('# sourceMappingURL=');
  if (at < 2 || !/\/[/*]$/.test(text.slice(at - 2, at))) return undefined;
  const [, url] = /^[^=]*=([^\s*]+)/.exec(text.slice(at)) ?? [];
  // Only the end of the comment may follow.
  return /^\s*(\*\/)?\s*$/.test(text.slice(at).replace(/^[^=]*=[^\s*]+/, '')) ? url : undefined;
}

function decoded(url: string): string {
  const comma = url.indexOf(',');
  const data = url.slice(comma + 1);
  return /;base64$/.test(url.slice(0, comma))
    ? Buffer.from(data, 'base64').toString()
    : decodeURIComponent(data);
}

function pathFrom(url: string, path: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : resolve(dirname(path), decodeURIComponent(url));
}

function slice(lines: readonly string[], [line, column, endLine, endColumn]: Range): string {
  if (line === endLine) return lines[line - 1]?.slice(column, endColumn) ?? '';
  const inner = lines.slice(line, endLine - 1);
  return [lines[line - 1]?.slice(column), ...inner, lines[endLine - 1]?.slice(0, endColumn)].join('\n');
}

function wordAt(line: string, column: number): string | undefined {
  word.lastIndex = column;
  return word.exec(line)?.[0];
}

/** Where a text that starts at a position of these lines ends in them, white space aside; undefined if the lines differ. */
function sameText(
  text: string,
  lines: readonly string[],
  { line, column }: { readonly line: number; readonly column: number },
): readonly [number, number] | undefined {
  let at = line - 1;
  let from = column;
  for (const part of text.split(/\s+/)) {
    for (let k = 0; k < part.length; k++) {
      while (at < lines.length && /^\s*$/.test(lines[at]!.slice(from))) [at, from] = [at + 1, 0];
      if (at === lines.length) return undefined;
      while (/\s/.test(lines[at]![from]!)) from++;
      if (lines[at]![from++] !== part[k]) return undefined;
    }
  }
  return [at + 1, from];
}

/** Widens a range to the parentheses around its first or last operand, which compilers drop along with a type. */
function balanced(lines: readonly string[], range: Range): Range {
  const [line, column, endLine, endColumn] = range;
  const text = slice(lines, range);
  const missing = text.split(')').length - text.split('(').length;
  const outside = missing > 0 ? lines[line - 1]!.slice(0, column) : lines[endLine - 1]!.slice(endColumn);
  const near = (missing > 0 ? /(\(\s*)+$/ : /^(\s*\))+/).exec(outside)?.[0] ?? '';
  if (missing === 0 || near.replace(/\s/g, '').length !== Math.abs(missing)) return range;
  return missing > 0
    ? [line, column - near.length, endLine, endColumn]
    : [line, column, endLine, endColumn + near.length];
}
