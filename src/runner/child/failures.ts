import { fileURLToPath } from 'node:url';
import { Stop } from '../../engine/index.ts';
import { lastNotAbove } from '../../shared/bisect.ts';
import { lineStarts, linesOf } from '../../shared/lines.ts';
import type { Range } from '../../shared/span.ts';
import { failed, fileStart, type Failed } from '../../shared/failed.ts';
import { importMessage } from '../load/imports/advice.ts';
import type { Rewritten } from '../load/cache.ts';
import { frameName } from '../load/frames.ts';
import type { LoadedFile } from '../load/loadedFiles.ts';
import { SourceError, type Loader } from '../load/loader.ts';
import { codeOf, fullText, headline, stackOf } from './thrown.ts';

/** The answer for an exception that `import` of the marked file threw: why the program could not be loaded, and where. */
export function loadFailure(error: unknown, file: string, loader: Loader): Failed {
  if (SourceError.is(error)) {
    const { code, message, range } = error.cause;
    return failed(code, message, loader.shown(error.path), range);
  }
  if (Stop.is(error)) return stopFailure(error, loader, { path: file, range: fileStart });
  const missing = loader.resolver.missing.get(error as object);
  if (missing) {
    const { specifier, importer } = missing;
    const message = importMessage(missing, error as Error, (path) => loader.shown(path));
    const range = specifierRange(loader.text(importer), specifier);
    return failed('missing-import', message, loader.shown(importer), range);
  }
  const { path, range } = thrownAt(error, loader)[0] ?? { path: file, range: fileStart };
  const denied =
    codeOf(error) === 'ERR_ACCESS_DENIED' ? ' (the sandbox denied it; a plain run may do it)' : '';
  const message = `Loading the module threw ${headline(error)}${denied}`;
  return failed('load-failed', message, loader.shown(path), range);
}

/** The answer where evaluating a case's arguments threw (`randn(-1, 2)`, a name that is not defined) or reached a limit. */
export function caseFailure(error: unknown, file: string, range: Range, loader: Loader): Failed {
  if (Stop.is(error)) return stopFailure(error, loader, { path: file, range });
  const [first, , last] = range;
  const inside = ({ path, range: [line] }: Thrown) => path === file && first < line && line <= last;
  const place = thrownAt(error, loader).find(inside)?.range ?? range;
  return failed('case-failed', `Evaluating this @trace threw ${headline(error)}`, loader.shown(file), place);
}

/** The answer where a limit was reached before the marked function was called. */
function stopFailure(
  { reason, site }: Stop,
  loader: Loader,
  fallback: { path: string; range: Range },
): Failed {
  const { path, range } = loader.files.rangeOf(site) ?? fallback;
  return failed(reason.code, reason.message, loader.shown(path), range);
}

/** Path, line and column at the end of a stack's frame. */
const frameEnd = /((?:file:\/\/)?\/[^\n()]*?|[A-Za-z]:\\[^\n()]*?):(\d+)(?::(\d+))?(?=\)|$|\n)/g;

/**
 * A thrown value as the terminal prints it, without frames of this tool. Files of the program are called as everywhere, with lines and
 * columns of the source.
 */
export function thrownText(error: unknown, loader: Loader): string {
  return fullText(error)
    .split('\n')
    .filter(
      (line) =>
        !(/^\s+at /.test(line) && [__filename, frameName, 'node:internal'].some((one) => line.includes(one))),
    )
    .map((line) =>
      line.replace(frameEnd, (all, location: string, number: string, column: string | undefined) => {
        const file = fileAt(location, loader);
        return file ? `${loader.shown(file.path)}:${sourcePlace(file, Number(number), Number(column))}` : all;
      }),
    )
    .join('\n');
}

/** The range of a quoted module specifier in an import, export or require. */
export function specifierRange(source: string, specifier: string): Range {
  const quoted = specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = new RegExp(
    `(?:from|import|import\\s*\\(|require\\s*\\()\\s*((['"\`])${quoted}\\2)`,
    'd',
  ).exec(source);
  const any = named ?? new RegExp(`((['"\`])${quoted}\\2)`, 'd').exec(source);
  if (!any) return fileStart;
  const [start, end] = any.indices![1]!;
  const starts = lineStarts(source);
  const line = lastNotAbove(starts, start);
  return [line + 1, start - starts[line]!, line + 1, end - starts[line]!];
}

interface Thrown {
  readonly path: string;
  readonly range: Range;
}

/** The lines of the stack frames that lie in the program, innermost first. */
export function thrownAt(error: unknown, loader: Loader): readonly Thrown[] {
  return [...stackOf(error).matchAll(frameEnd)].flatMap(([, location, number]) => {
    const file = fileAt(location!, loader);
    if (!file) return [];
    const line = sourceLine(file.instrumented, Number(number));
    const text = linesOf(file.source)[line - 1];
    if (text === undefined) return [];
    // A line of a comment starts behind its star.
    const lead = line === Number(number) ? /^\s*/ : /^\s*\/?\**\s*/;
    const range = [line, lead.exec(text)![0].length, line, text.trimEnd().length] as const;
    return [{ path: file.path, range }];
  });
}

function fileAt(location: string, { files }: Loader): LoadedFile | undefined {
  const path = location.startsWith('file:') ? fileURLToPath(location) : location;
  return files.get(path.replace(/[?#].*$/, ''));
}

/** Line and column of the source, from 1, for those of instrumented code; without the column where that has none in the source. */
function sourcePlace({ instrumented, original }: LoadedFile, line: number, column: number): string {
  const there = sourceLine(instrumented, line);
  const position = there === line && column > 0 ? original([line, column - 1]) : undefined;
  return position ? `${position[0]}:${position[1] + 1}` : String(there);
}

/** The source line of a line of instrumented code: the same, except that the lines of the `@trace` calls come last. */
function sourceLine({ code, caseLines }: Rewritten, line: number): number {
  if (caseLines.length === 0) return line;
  return caseLines.at(line - lineStarts(code).length - 1) ?? line;
}
