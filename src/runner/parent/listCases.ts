import { statSync } from 'node:fs';
import { InstrumentError, readMarks } from '../../instrument/index.ts';
import { failed, fileStart, type Failed } from '../../shared/failed.ts';
import type { Range } from '../../shared/span.ts';
import { formatOf } from '../load/packages.ts';
import { readText } from '../load/readText.ts';

/** A `@trace` of a file: a case with its index, or a tag that makes none, with what is wrong with it. */
export type Mark = { readonly function: string; readonly name: string; readonly range: Range } & (
  { readonly case: number } | { readonly failed: Failed }
);

export type Listing = { readonly kind: 'listed'; readonly marks: readonly Mark[] } | Failed;

/** Bytes of the largest file that is read: its syntax tree takes eighty times as many. */
const MOST = 2 ** 25;

/** The `@trace` marks of a file in order of appearance; nothing is run. */
export function listCases(path: string, shown: string): Listing {
  let source: string;
  try {
    if (statSync(path).size > MOST) throw new Error(`${path} is larger than ${MOST / 2 ** 20} MB`);
    source = readText(path);
  } catch (error) {
    return failed('file-not-found', `Cannot read the file: ${(error as Error).message}`, shown, fileStart);
  }
  try {
    const { cases, problems } = readMarks(source, path, formatOf(path));
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
