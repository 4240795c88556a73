import { inspect } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Stop } from '../../engine/index.ts';
import { lineStarts } from '../../shared/lines.ts';
import type { Range } from '../../shared/span.ts';
import { failed, fileStart, type Failed } from '../../shared/failed.ts';
import type { Rewritten } from '../load/cache.ts';
import { frameName } from '../load/frames.ts';
import { SourceError, type LoadedFile, type Loader } from '../load/loader.ts';

/** Why a program could not be loaded, with the place: what `import` of the marked file threw, as an answer. */
export function loadFailure(error: unknown, file: string, loader: Loader): Failed {
  if (error instanceof SourceError) {
    const { code, message, range } = error.cause;
    return failed(code, message, loader.shown(error.path), range);
  }
  if (error instanceof Stop) return stopFailure(error, loader, { path: file, range: fileStart });
  const missing = error instanceof Error ? loader.resolver.missing.get(error) : undefined;
  if (missing) {
    const { specifier, importer, tried } = missing;
    const hint =
      tried.length > 0
        ? `tried ${tried.map((path) => loader.shown(path)).join(', ')}`
        : codeOf(error) === 'ERR_PACKAGE_PATH_NOT_EXPORTED'
          ? 'the package is installed, but its package.json exports no such path'
          : packageHint(specifier);
    const range = specifierRange(loader.text(importer), specifier);
    return failed('missing-import', `Cannot find '${specifier}': ${hint}.`, loader.shown(importer), range);
  }
  const { path, range } = thrownAt(error, loader)[0] ?? { path: file, range: fileStart };
  const denied =
    codeOf(error) === 'ERR_ACCESS_DENIED' ? ' (the sandbox denied it; a plain run may do it)' : '';
  const message = `Loading the module threw ${headline(error)}${denied}`;
  return failed('load-failed', message, loader.shown(path), range);
}

/** Evaluating a case's arguments threw (`randn(-1, 2)`, a name that is not defined) or reached a limit. */
export function caseFailure(error: unknown, file: string, range: Range, loader: Loader): Failed {
  if (error instanceof Stop) return stopFailure(error, loader, { path: file, range });
  const [first, , last] = range;
  const inside = ({ path, range: [line] }: Thrown) => path === file && first < line && line <= last;
  const place = thrownAt(error, loader).find(inside)?.range ?? range;
  return failed('case-failed', `Evaluating this @trace threw ${headline(error)}`, loader.shown(file), place);
}

/** A limit that was reached before the marked function was called. */
function stopFailure(
  { reason, site }: Stop,
  loader: Loader,
  fallback: { path: string; range: Range },
): Failed {
  const { path, range } = loader.place(site) ?? fallback;
  return failed(reason.code, reason.message, loader.shown(path), range);
}

/** Where a frame of a stack is: a path, a line and a column. */
const frameEnd = /((?:file:\/\/)?\/[^\n()]*?|[A-Za-z]:\\[^\n()]*?):(\d+)(?::\d+)?(?=\)|$|\n)/g;

/** What was thrown, as the terminal would print it, without the frames of this tool. */
export function thrownText(error: unknown, loader: Loader): string {
  return inspect(error)
    .split('\n')
    .filter(
      (line) =>
        !(/^\s+at /.test(line) && [__filename, frameName, 'node:internal'].some((one) => line.includes(one))),
    )
    .map((line) =>
      line.replace(frameEnd, (all, location: string, number: string) => {
        const file = fileAt(location, loader);
        const there = file ? sourceLine(file.instrumented, Number(number)) : Number(number);
        return there === Number(number) ? all : `${location}:${there}`;
      }),
    )
    .join('\n');
}

/** `TypeError: x is not a function`, on one line. */
export function headline(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`
    : inspect(error, { breakLength: Infinity });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function packageHint(specifier: string): string {
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return `no package of this name is installed (npm install ${name})`;
}

/** Where a file names a module: the quoted specifier of an import, export or require. */
export function specifierRange(source: string, specifier: string): Range {
  const quoted = specifier.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = new RegExp(
    `(?:from|import|import\\s*\\(|require\\s*\\()\\s*((['"\`])${quoted}\\2)`,
    'd',
  ).exec(source);
  const any = named ?? new RegExp(`((['"\`])${quoted}\\2)`, 'd').exec(source);
  if (!any) return fileStart;
  const [start, end] = any.indices![1]!;
  const before = source.slice(0, start);
  const line = before.split('\n').length;
  const column = start - (before.lastIndexOf('\n') + 1);
  return [line, column, line, column + end - start];
}

interface Thrown {
  readonly path: string;
  readonly range: Range;
}

/** The lines of the stack frames that lie in the program, innermost first. */
export function thrownAt(error: unknown, loader: Loader): readonly Thrown[] {
  const stack = error instanceof Error ? String(error.stack) : '';
  return [...stack.matchAll(frameEnd)].flatMap(([, location, number]) => {
    const file = fileAt(location!, loader);
    if (!file) return [];
    const line = sourceLine(file.instrumented, Number(number));
    const text = file.source.split(/\r?\n/)[line - 1];
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

/** Rewriting keeps lines; those of the `@trace` calls come last. */
function sourceLine({ code, caseLines }: Rewritten, line: number): number {
  if (caseLines.length === 0) return line;
  return caseLines.at(line - lineStarts(code).length - 1) ?? line;
}
