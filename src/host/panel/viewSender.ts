import type { ListName, PanelView, RowView, Slice } from '../../shared/panel/protocol.ts';

/** Lists of rows, as `PanelLists` are. */
export interface RowLists {
  views(list: ListName, slice: Slice): readonly RowView[];
}

/**
 * Tells a panel's page what it shows. Other rows come with it: those that the page asked for last, so that it has not to ask for them
 * again. What it shows already is not told again.
 */
export class ViewSender {
  readonly #send: (view: PanelView) => void;
  #said = '';
  #layout = '';
  #asked: { readonly list: ListName; readonly slice: Slice } | undefined;

  constructor(send: (view: PanelView) => void) {
    this.#send = send;
  }

  /** Rows that the page asks for. */
  rows(list: ListName, slice: Slice, lists: RowLists): readonly RowView[] {
    this.#asked = { list, slice };
    return lists.views(list, slice);
  }

  /** Whether there was something to tell. */
  send(view: PanelView, lists: RowLists | undefined): boolean {
    const said = JSON.stringify(view);
    if (said === this.#said) return false;
    this.#said = said;
    const layout = `${view.revision} ${view.layout}`;
    const ahead = layout === this.#layout ? undefined : this.#ahead(lists);
    this.#layout = layout;
    this.#send(ahead ? { ...view, ahead } : view);
    return true;
  }

  /** The page is new: it knows nothing. */
  forget(): void {
    this.#said = '';
    this.#asked = undefined;
  }

  #ahead(lists: RowLists | undefined): PanelView['ahead'] {
    if (!lists || !this.#asked) return undefined;
    const { list, slice } = this.#asked;
    return { list, from: slice.from, rows: lists.views(list, slice) };
  }
}
