import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parametersOf as parametersOfText, type CaseDeclaration } from '../../instrument/index.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import type { TraceParams } from '../../shared/protocol.ts';
import type { CaseCall } from '../../shared/runtime.ts';
import { inFile, type Range, type Span } from '../../shared/span.ts';
import { failed, fileStart, type Failed } from '../../shared/failed.ts';
import { loadFailure } from './failures.ts';
import { withKept, type Restore } from '../load/builtIns.ts';
import type { Loader } from '../load/loader.ts';

// Taken now: the sandbox denies it later.
const { chdir } = process;

/** A case of a loaded program, ready to run; or the reason why there is none. */
export type LoadedCase =
  { readonly kind: 'loaded'; readonly declaration: CaseDeclaration; readonly thunk: () => CaseCall } | Failed;

/** The parameters with links in paths followed, as Node's loader does it. */
export function withRealPaths<P extends TraceParams>(params: P): P {
  const real = (path: string) => (existsSync(path) ? realpathSync(path) : path);
  const overlay = new Map([...params.overlay].map(([path, text]) => [real(path), text]));
  return { ...params, file: real(params.file), root: real(params.root), overlay };
}

/**
 * Loads the marked file and finds the case in it.
 *
 * @param thunks the functions that `Runtime.cases` received for a file
 */
export async function loadCase(
  params: TraceParams,
  loader: Loader,
  thunks: (file: string) => readonly (() => CaseCall)[],
): Promise<LoadedCase> {
  const { file } = params;
  chdir(params.root);
  process.argv = [process.execPath, file];
  process.execArgv = [];
  loader.install();
  try {
    await import(/* webpackIgnore: true */ pathToFileURL(file).href);
  } catch (error) {
    return unthenable(loadFailure(error, file, loader));
  }
  const declaration = loader.files.get(file)?.instrumented.cases[params.case];
  const thunk = thunks(file).at(params.case);
  if (declaration && thunk) return unthenable({ kind: 'loaded', declaration, thunk });
  const message = `The file has no @trace number ${params.case + 1}.`;
  return unthenable(failed('no-case', message, loader.shown(file), fileStart));
}

/** What a promise is given while the program's built-ins stand: a promise asks each object for a `then`, which all may inherit. */
function unthenable<T extends object>(result: T): T {
  return Object.setPrototypeOf(result, null) as T;
}

/** The `Matrix` of the ml-matrix that a file resolves, for `randn(r, c)` in its `@trace`. */
export function matrixClassOf(file: string): () => new (rows: number[][]) => object {
  return () => {
    const { Matrix } = createRequire(file)('ml-matrix') as { Matrix: new (rows: number[][]) => object };
    return Matrix;
  };
}

/** A range of the marked file as a span of the session's files. */
export function spanIn(files: readonly string[], shown: string, range: Range): Span {
  return inFile(Math.max(files.indexOf(shown), 0), range);
}

/** What finds the names that a function's parameters bind, whatever the program has replaced. */
export const parametersOf = (restore: Restore) => (text: string) =>
  withKept(restore, () => parametersOfText(text));

/** A finding where a case calls another function than the one that its tag stands on. */
export function otherFunction(
  { function: called, standsOn, tagRange }: CaseDeclaration,
  files: readonly string[],
  shown: string,
): Diagnostic[] {
  if (standsOn === undefined) return [];
  const message = `This @trace stands on ${standsOn} and calls ${called}: the trace is that of ${called}.`;
  const span = spanIn(files, shown, tagRange);
  return [{ code: 'other-function', severity: 'information', message, span, related: [] }];
}
