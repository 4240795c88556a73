import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { Code } from '../../shared/errors.ts';
import { languageIds, type Cases } from '../sources/documentCases.ts';
import { toRange } from '../spans.ts';

/** Codes of problems of a tag. Parsing finds them, so they are reported while typing. */
export const tagCodes: ReadonlySet<Code> = new Set([
  'trace-tag-syntax',
  'trace-tag-target',
  'missing-argument',
]);

/** Underlines `@trace` tags that cannot be run, in every open document. */
export class TagProblems implements Disposable {
  readonly #cases: Cases;
  readonly #collection = languages.createDiagnosticCollection('gradlens-tags');
  readonly #subscriptions: Disposable[];

  constructor(cases: Cases) {
    this.#cases = cases;
    this.#subscriptions = [
      this.#collection,
      workspace.onDidOpenTextDocument((document) => void this.#update(document)),
      workspace.onDidChangeTextDocument(({ document }) => void this.#update(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
    ];
    for (const { document } of window.visibleTextEditors) void this.#update(document);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #update(document: TextDocument): Promise<void> {
    if (!languageIds.includes(document.languageId)) return;
    const { version } = document;
    const found = await this.#cases.problems(document);
    if (document.isClosed || document.version !== version) return;
    const problems = found.map(({ code, message, range }) => {
      const diagnostic = new Diagnostic(toRange(range), message, DiagnosticSeverity.Error);
      diagnostic.source = 'GradLens';
      diagnostic.code = code;
      return diagnostic;
    });
    this.#collection.set(document.uri, problems);
  }
}
