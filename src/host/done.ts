import { readFileSync } from 'node:fs';
import { Evidence, fixesOf } from '../explain/index.ts';
import { contentHash } from '../shared/contentHash.ts';
import type { Diagnostic, Fix } from '../shared/errors.ts';
import type { StoredTrace } from '../shared/traceFile.ts';
import { lineModel, type LineModel } from '../present/lines/lineModel.ts';
import { headerOf, type Header } from '../present/model/header.ts';
import { indexRows, type RowIndex } from '../present/model/rowIndex.ts';
import type { CaseName } from './sources/documentCases.ts';
import { documentAt } from './sources/documentHash.ts';
import { backwardOf, type Backward } from '../present/panel/backward.ts';
import { sentBy, type SentBy } from './sentBy.ts';
import { absolutePaths } from './spans.ts';

/** A finished run, prepared for every view of it. */
export interface Done extends StoredTrace {
  /** Name of its trace file; empty of one that a user opened. */
  readonly name: string;
  /** Its files as absolute paths, by the number that spans have; empty where a file is named but not to be opened. */
  readonly paths: readonly string[];
  readonly index: RowIndex;
  readonly backward: Backward;
  readonly sentBy: SentBy;
  readonly header: Header;
  readonly lines: LineModel;
  /** What explanations are drawn from, with the sources as they ran; made when it is first asked for. */
  readonly evidence: () => Evidence;
  /** Changes of the source that may take a finding away; `asked` is the name that was asked about. */
  readonly fixesOf: (finding: Diagnostic, asked?: string) => readonly Fix[];
  /** When a run that was brought back was made, as milliseconds; undefined of one of this window. */
  readonly restored?: number;
}

/**
 * Prepares a stored trace to be shown.
 *
 * @param known a run whose trace this may be, with a verdict that came later: most of it then holds
 * @param mayOpen which files are to be opened
 */
export function doneOf(
  name: string,
  stored: StoredTrace,
  known?: Done,
  mayOpen: (path: string) => boolean = () => true,
): Done {
  const { result, root } = stored;
  const isKnown = known?.result.trace === result.trace;
  const index = isKnown ? known.index : indexRows(result);
  const paths = absolutePaths(result.files, root).map((path) => (mayOpen(path) ? path : ''));
  const lines = isKnown ? { ...known.lines, result } : lineModel(result, index.variables);
  let made: Evidence | undefined;
  const evidence = () =>
    (made ??= new Evidence(
      result,
      (file) => result.sources?.get(file) ?? textThatRan(paths[file]!, result.contents?.[file] ?? ''),
      { index, lines },
    ));
  return {
    ...stored,
    name,
    paths,
    index,
    evidence,
    fixesOf: (finding, asked) => (finding.class ? fixesOf(finding, evidence(), asked) : []),
    backward: isKnown ? known.backward : backwardOf(index),
    sentBy: isKnown ? known.sentBy : sentBy(result),
    header: headerOf(result, index.variables),
    lines,
  };
}

/** The case that a stored trace is of. Its number among cases of one name is not kept: the first is meant. */
export function caseOf({ result }: StoredTrace): CaseName {
  return { function: result.function.name, label: result.case, nth: 0 };
}

/** The text of a file if it is the one that ran: of its open document, else of the disk; of older traces, which have no hash, as it is. */
function textThatRan(path: string, hash: string): string | undefined {
  const document = documentAt(path);
  try {
    const text = document ? document.getText() : readFileSync(path, 'utf8');
    return hash === '' || contentHash(text) === hash ? text : undefined;
  } catch {
    // It is gone: explanations then do without the source.
    return undefined;
  }
}
