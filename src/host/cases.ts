import { workspace, type Disposable, type TextDocument } from 'vscode';
import { InstrumentError, listCases, type CaseDeclaration } from '../instrument/index.ts';

/** Languages whose functions can be traced. */
export const languageIds = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];

interface Known {
  readonly version: number;
  readonly cases: readonly CaseDeclaration[];
}

/** A case as it was when it was traced. */
export interface CaseName {
  readonly function: string;
  /** Its name; empty if unnamed. */
  readonly label: string;
  /** Its index in the file then. */
  readonly case: number;
}

/** Which case of a file is the one that was traced, whatever has been inserted before it; −1 if it is gone. */
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
    const key = document.uri.toString();
    const known = this.#known.get(key);
    if (known?.version === document.version) return known.cases;
    let cases = known?.cases ?? [];
    try {
      const text = document.getText();
      cases = text.includes('@trace') ? listCases(text, document.uri.fsPath) : [];
    } catch (error) {
      if (!(error instanceof InstrumentError)) throw error;
    }
    this.#known.set(key, { version: document.version, cases });
    return cases;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
