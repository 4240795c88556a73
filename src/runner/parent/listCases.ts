import { readFileSync } from 'node:fs';
import { InstrumentError, instrument, type CaseDeclaration } from '../../instrument/index.ts';
import { failed, fileStart, type Failed } from '../../shared/failed.ts';
import { formatOf } from '../load/packages.ts';
import { Resolver } from '../load/resolve.ts';

export type Listing = { readonly kind: 'listed'; readonly cases: readonly CaseDeclaration[] } | Failed;

/** The `@trace` cases of a file; nothing is run. */
export function listCases(path: string, shown: string): Listing {
  let source: string;
  try {
    source = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return failed('file-not-found', `Cannot read the file: ${(error as Error).message}`, shown, fileStart);
  }
  try {
    const { cases } = instrument(source, {
      path,
      base: 0,
      mode: 'plain',
      workspace: true,
      format: formatOf(path),
      compilerOptions: new Resolver().options(path),
    });
    return { kind: 'listed', cases };
  } catch (error) {
    if (error instanceof InstrumentError) return failed(error.code, error.message, shown, error.range);
    throw error;
  }
}
