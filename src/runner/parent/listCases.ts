import { readFileSync } from 'node:fs';
import { InstrumentError, instrument } from '../../instrument/index.ts';
import { failed, fileStart, type Failed } from '../../shared/failed.ts';
import type { Range } from '../../shared/span.ts';
import { formatOf } from '../load/packages.ts';
import { Resolver } from '../load/resolve.ts';

/** A `@trace` of a file: a case with its index, or a tag that makes none, with what is wrong with it. */
export type Mark = { readonly function: string; readonly name: string; readonly range: Range } & (
  { readonly case: number } | { readonly failed: Failed }
);

export type Listing = { readonly kind: 'listed'; readonly marks: readonly Mark[] } | Failed;

/** The `@trace` marks of a file in order of appearance; nothing is run. */
export function listCases(path: string, shown: string): Listing {
  let source: string;
  try {
    source = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return failed('file-not-found', `Cannot read the file: ${(error as Error).message}`, shown, fileStart);
  }
  try {
    const { cases, problems } = instrument(source, {
      path,
      base: 0,
      mode: 'plain',
      workspace: true,
      format: formatOf(path),
      compilerOptions: new Resolver().options(path),
    });
    const marks = [
      ...cases.map(({ function: name, name: label, range, tagRange }, index) => {
        return { at: tagRange, mark: { function: name, name: label, range, case: index } };
      }),
      ...problems.map(({ code, message, range, function: name }) => {
        return {
          at: range,
          mark: { function: name, name: '', range, failed: failed(code, message, shown, range) },
        };
      }),
    ];
    const inOrder = marks.sort(({ at: [line, column] }, { at: [otherLine, otherColumn] }) =>
      line === otherLine ? column - otherColumn : line - otherLine,
    );
    return { kind: 'listed', marks: inOrder.map(({ mark }) => mark) };
  } catch (error) {
    if (error instanceof InstrumentError) return failed(error.code, error.message, shown, error.range);
    throw error;
  }
}
