import type { Locator, Page } from 'playwright-core';
import { Hover } from './hover.ts';
import { insist, insistOn } from './insist.ts';
import { placed } from './placed.ts';
import { until } from './until.ts';

/** Where the cursor stands, from 1 as the status bar counts, and how many characters are selected. */
export interface Selection {
  readonly line: number;
  readonly column: number;
  readonly selected: number;
}

/** The text editor on the left, with its lenses. */
export class Editor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Resolves when a file's text is on screen. */
  async shows(file: string): Promise<void> {
    await this.#page
      .locator(`.editor-instance[aria-label*="${file}"], .tab.active`, { hasText: file })
      .waitFor();
    await this.#page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** Lenses whose text holds the given one, in the order of the lines. */
  lens(text: string | RegExp): Locator {
    return this.#page.locator('.codelens-decoration a').filter({ hasText: text });
  }

  /** Texts of all lenses on screen. */
  lenses(): Promise<string[]> {
    return this.#page.locator('.codelens-decoration a').allInnerTexts();
  }

  /** Resolves when lenses are there again and say something: all are gone for a moment whenever they are asked for anew. */
  lensesSay(isMeant: (texts: readonly string[]) => boolean): Promise<string[]> {
    return until(
      () => this.lenses(),
      (texts) => texts.length > 0 && isMeant(texts),
    );
  }

  /**
   * Gives the focus to the editor on the left; a key for it could be lost in the panel that has the focus. It is taken away first: a
   * panel tells late that it was clicked, and then is the active one while the editor has the focus, so that nothing would change.
   */
  async focus(): Promise<void> {
    const input = this.#page.locator('.editor-instance :is(.native-edit-context, .inputarea)').first();
    await input.evaluate(async (element: { blur(): void }) => {
      element.blur();
      await new Promise((resolve) => setTimeout(resolve));
    });
    await input.focus();
  }

  /** The first line that is in view as a whole, from 1. */
  async firstLine(): Promise<number> {
    const editor = this.#page.locator('.editor-instance').first();
    const { y } = (await editor.locator('.monaco-scrollable-element').first().boundingBox())!;
    const lines = await placed(editor.locator('.margin .line-numbers'));
    return Math.min(...lines.filter(({ top }) => top >= y - 1).map(({ text }) => Number(text)));
  }

  /** Pixels of a line. */
  async lineHeight(): Promise<number> {
    return (await this.#page.locator('.editor-instance .view-line').first().boundingBox())!.height;
  }

  /** Scrolls by so many lines with the keys for it, which leave the cursor where it is. */
  async scroll(lines: number): Promise<void> {
    await this.focus();
    const key = lines < 0 ? 'Control+ArrowUp' : 'Control+ArrowDown';
    for (let i = 0; i < Math.abs(lines); i++) await this.#page.keyboard.press(key);
  }

  /** Puts the cursor at a place and the focus into the editor. Lines and columns count from 1. */
  async goTo(line: number, column: number): Promise<void> {
    const input = this.#page.locator('.quick-input-widget input[type=text]');
    // Where the panel is still the active one, the field opens for no editor, and Enter does nothing.
    await insist(
      async () => {
        if (await input.isVisible()) {
          await this.#page.keyboard.press('Escape');
          await input.waitFor({ state: 'hidden' });
        }
        await insist(async () => {
          await this.focus();
          await this.#page.keyboard.press('Control+G');
        }, input);
        await input.fill(`:${line}:${column}`);
        await this.#page.keyboard.press('Enter');
      },
      input,
      'hidden',
    );
    await until(
      () => this.selection(),
      (now) => now.line === line,
    );
  }

  /** Types at the cursor. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /**
   * What is selected now; the status bar tells it of the editor that has the focus. All zeros while something else has it: a panel
   * that was just clicked may take the focus back, so whoever asks polls, and each time the focus is asked for again.
   */
  async selection(): Promise<Selection> {
    await this.focus();
    const status = this.#page.locator('[id="status.editor.selection"]');
    const [text = ''] = await status.filter({ visible: true }).allInnerTexts();
    const [line = 0, column = 0, selected = 0] = (text.match(/\d+/g) ?? []).map(Number);
    return { line, column, selected };
  }

  /** Points at a place until what is shown there says something. */
  async hover(line: number, column: number, said: RegExp): Promise<Hover> {
    await this.goTo(line, column);
    const cursor = this.#page.locator('.editor-instance .cursors-layer .cursor').first();
    const hover = new Hover(this.#page);
    // What is drawn anew at this moment, line ends for one, takes a hover away.
    await insistOn(
      async () => {
        const box = await cursor.boundingBox();
        if (!box) throw new Error(`No cursor at ${line}:${column}`);
        const [x, y] = [box.x + 2, box.y + box.height / 2];
        await this.#page.mouse.move(x + 60, y + 60);
        await this.#page.mouse.move(x, y, { steps: 3 });
      },
      (timeout) => hover.says(said, timeout),
    );
    return hover;
  }
}
