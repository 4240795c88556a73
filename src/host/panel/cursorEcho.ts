import type { Range, TextEditorSelectionChangeEvent, Uri } from 'vscode';

/**
 * Tells the events of the cursor that a person caused from those that come back because the panel selected a place itself: an echo would
 * move the panel away from the row that was clicked.
 */
export class CursorEcho {
  #expected: { readonly uri: string; readonly range: Range } | undefined;

  /** The panel is about to select a place. */
  expect(uri: Uri, range: Range): void {
    this.#expected = { uri: uri.toString(), range };
  }

  /** Whether an event is the answer to what the panel selected; every later one is not. */
  isEcho({ textEditor, selections }: TextEditorSelectionChangeEvent): boolean {
    const expected = this.#expected;
    if (!expected || textEditor.document.uri.toString() !== expected.uri) return false;
    this.#expected = undefined;
    return selections.length === 1 && expected.range.isEqual(selections[0]!);
  }
}
