import type { Range, Selection, TextEditorSelectionChangeEvent, Uri } from 'vscode';

/**
 * Tells the events of the cursor that a person caused from those that come back because the panel selected a place itself: an echo would
 * move the panel away from the row that was clicked. Several may be under way, of a key that is held down: they come back in order.
 */
export class CursorEcho {
  #expected: { readonly uri: string; readonly range: Range }[] = [];

  /** The panel is about to select a place; `before` is what is selected there, which has no event if it stays. */
  expect(uri: Uri, range: Range, before?: Selection): void {
    if (!before?.isEqual(range)) this.#expected.push({ uri: uri.toString(), range });
  }

  /** Whether an event is the answer to what the panel selected; each is answered once. */
  isEcho({ textEditor, selections }: TextEditorSelectionChangeEvent): boolean {
    const uri = textEditor.document.uri.toString();
    const answered =
      selections.length === 1
        ? this.#expected.findIndex((one) => one.uri === uri && one.range.isEqual(selections[0]!))
        : -1;
    this.#expected.splice(0, answered + 1);
    return answered >= 0;
  }
}
