import { existsSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { ThrownBy } from '../../engine/index.ts';
import type { Position } from '../../instrument/index.ts';
import type { Loader } from '../load/loader.ts';
import type { Stacks } from './stacks.ts';
import { linesOf } from '../../shared/lines.ts';

/** Node's handler of what nobody caught; false if it is to print it and end the process. */
type Fatal = (error: unknown, fromPromise: boolean) => boolean;

/**
 * Prints an uncaught exception as Node does, with the line of the source: Node would show the instrumented one. What was
 * thrown in Node's own code is left to it.
 *
 * @param thrownBy how the program has to do with what was thrown
 */
export function showUncaught(loader: Loader, stacks: Stacks, thrownBy: (value: unknown) => ThrownBy): void {
  const owner = process as unknown as { _fatalException: Fatal };
  const standard = owner._fatalException;
  owner._fatalException = (error, fromPromise) => {
    // `process` is its receiver.
    if (Reflect.apply(standard, process, [error, fromPromise])) return true;
    const { site, isMade } = thrownBy(error);
    // An error that the program made and did not throw was thrown by Node, who knows where.
    if (!fromPromise && site === undefined && isMade) return false;
    const arrow = arrowOf(error, fromPromise ? undefined : site, loader, stacks);
    if (arrow === undefined) return false;
    writeSync(2, `${arrow}${described(error)}\nNode.js ${process.version}\n`);
    const { reallyExit } = process as unknown as { reallyExit(code: unknown): never };
    reallyExit.call(process, process.exitCode ?? 1);
    return true;
  };
}

/** Node writes no more below a line, so none of the caret below the long lines of a minifier. */
const underlineLimit = 1020;

/** The line that threw, with a caret below the place. */
function arrowOf(
  error: unknown,
  site: number | undefined,
  loader: Loader,
  stacks: Stacks,
): string | undefined {
  let path: string;
  let place: Position;
  let script: string | undefined;
  const thrown = site === undefined ? undefined : loader.place(site);
  if (thrown) {
    path = thrown.path;
    place = [thrown.range[0], thrown.range[1]];
  } else {
    if (!(error instanceof Error)) return undefined;
    const origin = stacks.origin(error);
    if (!origin || error instanceof SyntaxError || isNodes(error)) return undefined;
    ({ path, place } = origin);
    script = origin.site.getFileName() ?? undefined;
  }
  const file = loader.files.get(path);
  const source = file ? file.source : existsSync(path) ? loader.text(path) : undefined;
  if (source === undefined) return undefined;
  const isUrl = file?.instrumented.format === 'module' || /ts$/.test(path);
  script ??= isUrl ? pathToFileURL(path).href : path;
  const line = linesOf(source)[place[0] - 1] ?? '';
  const marked = `${line.slice(0, place[1]).replace(/[^\t]/g, ' ')}^`.slice(0, underlineLimit);
  const arrow = `${script}:${place[0]}\n${line}\n${marked}\n`;
  return error instanceof Error ? `${arrow}\n` : `\n${arrow}`;
}

/** An error that Node made itself shows where it did. */
function isNodes(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && String(error.stack).startsWith(`${error.name} [${code}]`);
}

function described(error: unknown): string {
  if ((typeof error === 'object' && error !== null) || typeof error === 'function') {
    const depth = Math.max(inspect.defaultOptions.depth ?? 0, 5);
    return `${inspect(error, { depth, customInspect: false })}\n`;
  }
  const text = typeof error === 'symbol' ? '' : String(error);
  return `${text}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)\n`;
}
