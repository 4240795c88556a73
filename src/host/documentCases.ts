import { workspace, type Disposable, type TextDocument } from 'vscode';
import { InstrumentError, readMarks, type CaseDeclaration, type TagProblem } from '../instrument/index.ts';

/** Languages whose functions can be traced. */
export const languageIds = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];

interface Known {
  readonly version: number;
  readonly cases: readonly CaseDeclaration[];
  readonly problems: readonly TagProblem[];
}

/** A case as it was when it was traced. */
export interface CaseName {
  readonly function: string;
  /** Its name; empty if unnamed. */
  readonly label: string;
  /** Its index in the file then. */
  readonly case: number;
}

/** Index of the case that was traced, also after edits before it; −1 if it is gone. */
export function indexOfCase(cases: readonly CaseDeclaration[], traced: CaseName): number {
  const isSame = (one: CaseDeclaration | undefined) =>
    one?.function === traced.function && one.name === traced.label;
  return isSame(cases[traced.case]) ? traced.case : cases.findIndex(isSame);
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
