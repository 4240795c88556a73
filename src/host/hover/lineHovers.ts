import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { defaultColumn } from '../../present/lines/lineEnds.ts';
import { commandLink } from '../links.ts';
import type { PlacedEnds } from '../placedEnds.ts';

/** What stands right of a line, as the hover at its end: decorations are not read to those who do not see them, nor can they be clicked. */
export class LineHovers implements HoverProvider {
  readonly #placed: PlacedEnds;

  constructor(placed: PlacedEnds) {
    this.#placed = placed;
  }

  provideHover(document: TextDocument, { line, character }: Position): Hover | undefined {
    const { range } = document.lineAt(line);
    if (character < range.end.character) return undefined;
    const options = { column: defaultColumn, tabSize: 1, gradients: true };
    const end = this.#placed.of(document, options).get(line);
    if (!end || end.cells.length === 0) return undefined;
    const text = new MarkdownString().appendText(end.cells.map((cell) => cell.text).join(' · '));
    if (end.isOld) text.appendMarkdown('\n\n*Of the run before.*');
    else {
      const place = { line, character: range.end.character };
      text.appendMarkdown(`\n\n${commandLink('Explain', 'explain', [document.uri.toString(), place])}`);
      text.isTrusted = { enabledCommands: ['gradlens.explain'] };
    }
    return new Hover(text, range.with(range.end));
  }
}
