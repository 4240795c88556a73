import { existsSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import type { ThrownBy } from '../../engine/index.ts';
import type { Position } from '../../shared/span.ts';
import type { Loader } from '../load/loader.ts';
import type { Stacks } from './stacks.ts';
import { linesOf } from '../../shared/lines.ts';

/** Node's handler of uncaught exceptions; false makes Node print the exception and end the process. */
type Fatal = (error: unknown, fromPromise: boolean) => boolean;

/**
 * Prints an uncaught exception as Node does, with the line of the source, where Node would show the instrumented one. Exceptions
 * of Node's own code are left to Node.
 *
 * @param thrownBy tells whether the program threw or made a value
 */
export function showUncaught(loader: Loader, stacks: Stacks, thrownBy: (value: unknown) => ThrownBy): void {
  const owner = process as unknown as { _fatalException: Fatal };
  const standard = owner._fatalException;
  owner._fatalException = (error, fromPromise) => {
    // Node calls it as a method of `process`.
    if (Reflect.apply(standard, process, [error, fromPromise])) return true;
    const { site, isMade } = thrownBy(error);
    // Node threw an error that the program made and did not throw; it knows where.
    if (!fromPromise && site === undefined && isMade) return false;
    const arrow = arrowOf(error, fromPromise ? undefined : site, loader, stacks);
    if (arrow === undefined) return false;
    writeSync(2, `${arrow}${described(error)}\nNode.js ${process.version}\n`);
    const { reallyExit } = process as unknown as { reallyExit(code: unknown): never };
    reallyExit.call(process, process.exitCode ?? 1);
    return true;
  };
}

/** Node cuts the line below the source at so many characters: below the long lines of a minifier there is no caret. */
const underlineLimit = 1020;

/** The line that threw, with a caret below the position. */
function arrowOf(
  error: unknown,
  site: number | undefined,
  loader: Loader,
  stacks: Stacks,
): string | undefined {
  let path: string;
  let position: Position;
  let script: string | undefined;
  const thrown = site === undefined ? undefined : loader.files.rangeOf(site);
  if (thrown) {
    path = thrown.path;
    position = [thrown.range[0], thrown.range[1]];
  } else {
    if (!(error instanceof Error)) return undefined;
    const origin = stacks.origin(error);
    if (!origin || error instanceof SyntaxError || isOfNode(error)) return undefined;
    ({ path, position } = origin);
    script = origin.site.getFileName() ?? undefined;
  }
  const file = loader.files.get(path);
  const source = file ? file.source : existsSync(path) ? loader.text(path) : undefined;
  if (source === undefined) return undefined;
  const isUrl = file?.instrumented.format === 'module' || /ts$/.test(path);
  script ??= isUrl ? pathToFileURL(path).href : path;
  const line = linesOf(source)[position[0] - 1] ?? '';
  const marked = `${line.slice(0, position[1]).replace(/[^\t]/g, ' ')}^`.slice(0, underlineLimit);
  const arrow = `${script}:${position[0]}\n${line}\n${marked}\n`;
  return error instanceof Error ? `${arrow}\n` : `\n${arrow}`;
}

/** Whether Node made the error: then its stack shows where. */
function isOfNode(error: Error): boolean {
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
