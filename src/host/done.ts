import { resolve } from 'node:path';
import { workspace, type TextDocument } from 'vscode';
import { contentHash } from '../shared/contentHash.ts';
import type { StoredTrace } from '../shared/traceFile.ts';
import { lineModel, type LineModel } from '../present/lines/lineModel.ts';
import { headerOf, type Header } from '../present/model/header.ts';
import { indexRows, type RowIndex } from '../present/model/rowIndex.ts';
import type { CaseName } from './documentCases.ts';
import { backwardOf, type Backward } from '../present/panel/backward.ts';

/** A finished run, prepared for every view of it. */
export interface Done extends StoredTrace {
  /** Name of its trace file; empty of one that a user opened. */
  readonly name: string;
  /** Its files as absolute paths, by the number that spans have. */
  readonly paths: readonly string[];
  readonly index: RowIndex;
  readonly backward: Backward;
  readonly header: Header;
  readonly lines: LineModel;
  /** When a run that was brought back was made, as milliseconds; undefined of one of this window. */
  readonly restored?: number;
}

/**
 * Prepares a stored trace to be shown.
 *
 * @param known a run whose trace this may be, with a verdict that came later: most of it then holds
 */
export function doneOf(name: string, stored: StoredTrace, known?: Done): Done {
  const { result, root } = stored;
  const isKnown = known?.result.trace === result.trace;
  const index = isKnown ? known.index : indexRows(result);
  return {
    ...stored,
    name,
    paths: result.files.map((file) => resolve(root, file)),
    index,
    backward: isKnown ? known.backward : backwardOf(index),
    header: headerOf(result, index.variables),
    lines: isKnown ? { ...known.lines, result } : lineModel(result, index.variables),
  };
}

/** The case that a stored trace is of. Its number among cases of one name is not kept: the first is meant. */
export function caseOf({ result }: StoredTrace): CaseName {
  return { function: result.function.name, label: result.case, nth: 0 };
}

/** Whether the text of an open file is not the one that ran. */
export function isOfOtherCode({ paths, result }: Done): boolean {
  return paths.some((path, file) => {
    const ran = result.contents?.[file] ?? '';
    const now = ran === '' ? undefined : textHash(path);
    return now !== undefined && now !== ran;
  });
}

/** Hash of an open document's text; undefined of one that is not open. */
export function textHash(path: string): string | undefined {
  const document = workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path);
  return document && hashOf(document);
}

const hashes = new WeakMap<TextDocument, { readonly version: number; readonly hash: string }>();

/** Hash of a document's text; every run of a file asks on every key that is typed. */
export function hashOf(document: TextDocument): string {
  const { version } = document;
  const known = hashes.get(document);
  if (known?.version === version) return known.hash;
  const hash = contentHash(document.getText());
  hashes.set(document, { version, hash });
  return hash;
}
