import { CodeAction, CodeActionKind, type CodeActionProvider, type Range, type TextDocument } from 'vscode';
import type { Cases } from '../sources/documentCases.ts';
import { tryLook } from '../sources/look.ts';
import { toRange } from '../spans.ts';

export const markMetadata = { providedCodeActionKinds: [CodeActionKind.Refactor] };

/** The lightbulb's *Mark for tracing* on the line that a function without a tag begins in. */
export class MarkAction implements CodeActionProvider {
  readonly #cases: Cases;

  constructor(cases: Cases) {
    this.#cases = cases;
  }

  async provideCodeActions(document: TextDocument, { start }: Range): Promise<CodeAction[]> {
    const line = document.lineAt(start.line);
    const inside = line.range.end.translate(0, line.text.endsWith('{') ? -1 : 0);
    const look = await tryLook(document, inside);
    const around = look?.functions.findLast(({ name }) => name !== '');
    if (!around || around.start[0] !== start.line + 1) return [];
    const place = toRange(around.start);
    const cases = await this.#cases.of(document);
    if (cases.some(({ range }) => place.contains(toRange(range)))) return [];
    const title = `Mark ${around.name} for tracing`;
    const action = new CodeAction(title, CodeActionKind.Refactor);
    action.command = { title, command: 'gradlens.markFunction' };
    return [action];
  }
}
