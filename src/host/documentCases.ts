import { workspace, type Disposable, type TextDocument } from 'vscode';
import { InstrumentError, readMarks, type CaseDeclaration, type TagProblem } from '../instrument/index.ts';

/** Languages whose functions can be traced. */
export const languageIds = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];

interface Known {
  readonly version: number;
  readonly cases: readonly CaseDeclaration[];
  readonly problems: readonly TagProblem[];
}

/** A case by what edits elsewhere in its file leave alone. */
export interface CaseName {
  readonly function: string;
  /** Its name; empty if unnamed. */
  readonly label: string;
  /** Which one it is of those with this function and name, from 0. */
  readonly nth: number;
}

/** The name of the case with an index. */
export function nameOfCase(cases: readonly CaseDeclaration[], index: number): CaseName {
  const { function: called, name: label } = cases[index]!;
  const isSame = (one: CaseDeclaration) => one.function === called && one.name === label;
  return { function: called, label, nth: cases.slice(0, index).filter(isSame).length };
}

/** Index of a case; −1 if it is gone. */
export function indexOfCase(
  cases: readonly CaseDeclaration[],
  { function: called, label, nth }: CaseName,
): number {
  const indices = cases.flatMap((one, i) => (one.function === called && one.name === label ? [i] : []));
  return indices[nth] ?? -1;
}

/** The `@trace` cases of open documents, found by parsing alone. */
export class Cases implements Disposable {
  readonly #known = new Map<string, Known>();
  readonly #subscription = workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(uri.toString()));

  /** Cases as the text stands; while it does not parse, those of the last text that did. */
  of(document: TextDocument): readonly CaseDeclaration[] {
    return this.#read(document).cases;
  }

  /** Problems of the tags in a text that parses. */
  problems(document: TextDocument): readonly TagProblem[] {
    return this.#read(document).problems;
  }

  #read(document: TextDocument): Known {
    const key = document.uri.toString();
    const before = this.#known.get(key);
    const { version } = document;
    if (before?.version === version) return before;
    let known: Known = { version, cases: before?.cases ?? [], problems: [] };
    try {
      const text = document.getText();
      const marks = text.includes('@trace')
        ? readMarks(text, document.uri.fsPath)
        : { cases: [], problems: [] };
      known = { version, ...marks };
    } catch (error) {
      if (!(error instanceof InstrumentError)) throw error;
    }
    this.#known.set(key, known);
    return known;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
