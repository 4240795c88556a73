import { workspace, type Disposable, type TextDocument, type Uri } from 'vscode';
import type { CaseDeclaration, TagProblem } from '../../instrument/index.ts';
import { loadSyntax } from './syntax.ts';

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
  async of(document: TextDocument): Promise<readonly CaseDeclaration[]> {
    return (await this.#read(document)).cases;
  }

  /** Problems of the tags in a text that parses. */
  async problems(document: TextDocument): Promise<readonly TagProblem[]> {
    return (await this.#read(document)).problems;
  }

  async #read(document: TextDocument): Promise<Known> {
    const { uri, version } = document;
    const key = uri.toString();
    const last = this.#known.get(key);
    if (last?.version === version) return last;
    const text = document.getText();
    const known = text.includes('@trace')
      ? await this.#marksOf(text, uri, version)
      : { version, cases: [], problems: [] };
    // Meanwhile it may have been closed, or a later text been read.
    const isNewer = known.version > (this.#known.get(key)?.version ?? -1);
    if (isNewer && !document.isClosed) this.#known.set(key, known);
    return known;
  }

  async #marksOf(text: string, uri: Uri, version: number): Promise<Known> {
    const { InstrumentError, readMarks } = await loadSyntax();
    try {
      return { version, ...readMarks(text, uri.fsPath) };
    } catch (error) {
      if (!(error instanceof InstrumentError)) throw error;
      return { version, cases: this.#known.get(uri.toString())?.cases ?? [], problems: [] };
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
