import type { FrameLocator, Locator, Page } from 'playwright-core';
import { placed, type Placed } from './placed.ts';

/** Of an element in the page, what it is measured by. */
interface Box {
  readonly textContent: string | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  readonly style: { width: string };
  closest(selector: string): unknown;
  getBoundingClientRect(): { readonly height: number; readonly left: number; readonly right: number };
}

// In the page.
declare function requestAnimationFrame(next: () => void): void;

/** Where numbers stand. */
const numbers = [
  '.value',
  '.gradient',
  '.output',
  '.cell',
  '.line',
  '.id',
  '.shape',
  '.iteration',
  '.at',
  '.often',
];

/** The panel with the trace. */
export class Panel {
  /** Its page, inside the two frames that VS Code puts around a webview. */
  readonly frame: FrameLocator;

  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  /** All that it shows. */
  get body(): Locator {
    return this.frame.locator('body');
  }

  /** A tab by its title. */
  tab(title: string): Locator {
    return this.frame.getByRole('tab', { name: title });
  }

  /** Brings a tab to the front; its content is there when this resolves. */
  async show(title: string): Promise<void> {
    await this.tab(title).click();
    await this.frame.locator(`[role=tabpanel][aria-labelledby="tab-${title.toLowerCase()}"]`).waitFor();
  }

  /** What its first line says: what was run, its result, the verdict. */
  header(): Promise<string> {
    return this.body.locator('header').innerText();
  }

  /** Rows of the tab in front that are drawn. */
  get rows(): Locator {
    return this.frame.locator('[data-row]');
  }

  /** The row of a variable by its id, `v6`, or its name. */
  row(id: string): Locator {
    return this.rows.filter({ has: this.frame.locator('.id, .name').getByText(id, { exact: true }) });
  }

  /** The row of a line in the Lines tab, from 1. */
  line(line: number): Locator {
    return this.frame.locator(`[data-row="${line - 1}"]`);
  }

  /** The line whose row begins nearest to the top of the list. */
  async firstLine(): Promise<number> {
    const [heading] = await placed(this.frame.locator('.heading'));
    const away = ({ top }: Placed) => Math.abs(top - heading!.bottom);
    const rows = (await placed(this.rows.locator('.number'))).sort((a, b) => away(a) - away(b));
    return Number(rows[0]!.text);
  }

  /** Turns the wheel over the list. */
  async scroll(pixels: number): Promise<void> {
    await this.frame.locator('.list').hover();
    await this.#page.mouse.wheel(0, pixels);
  }

  /** A button by its name. */
  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** Makes the page narrower or wider, as dragging its edge does; an empty width is that of its group of editors. */
  async width(width: string): Promise<void> {
    const set = (html: Box, to: string) => void (html.style.width = to);
    await this.frame.locator('html').evaluate(set, width);
    await this.drawn();
  }

  /** Resolves when what is known of the page's size has been drawn: one frame measures, the next one has it. */
  async drawn(): Promise<void> {
    await this.body.evaluate(
      () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
    );
  }

  async headerHeight(): Promise<number> {
    return this.frame.locator('header').evaluate((header: Box) => header.getBoundingClientRect().height);
  }

  /** Numbers that are not seen whole: wider than the element they stand in, or beyond the page unless they scroll. */
  async cutNumbers(): Promise<string[]> {
    const right = await this.frame
      .locator('html')
      .evaluate((html: Box) => html.getBoundingClientRect().right);
    return this.frame
      .locator(numbers.flatMap((one) => [one, `${one} *`]).join())
      .evaluateAll((all: Box[], end) => {
        const isCut = (box: Box) =>
          (box.clientWidth > 0 && box.scrollWidth > box.clientWidth) ||
          (box.getBoundingClientRect().right > end && !box.closest('.grid-scroller'));
        return all.filter(isCut).map(({ textContent }) => textContent ?? '');
      }, right);
  }

  /** Texts of elements whose content is larger than they are. */
  async cut(selector: string): Promise<string[]> {
    return this.frame
      .locator(selector)
      .evaluateAll((all: Box[]) =>
        all
          .filter((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)
          .map(({ textContent }) => textContent ?? ''),
      );
  }

  /** The marks that ask why, by how many pixels they end before what they are about. */
  async marksBefore(): Promise<number[]> {
    return this.frame.locator('.ask').evaluateAll((all: Box[]) =>
      all.map((mark) => {
        const text = mark.closest('.marked') as Box;
        return text.getBoundingClientRect().left - mark.getBoundingClientRect().right;
      }),
    );
  }

  /** Tables of numbers that are open, or those within a part of the panel. */
  tables(within: Locator = this.body): Locator {
    return within.getByRole('table');
  }

  /** A table of numbers: as shown, and as the tooltips of its cells have them with all digits. */
  async numbers(table: Locator): Promise<{ texts: string[]; values: number[] }> {
    const cells = table.getByRole('cell');
    await cells.first().waitFor();
    const titles = await cells.evaluateAll((all: { getAttribute(name: string): string | null }[]) =>
      all.map((cell) => cell.getAttribute('title') ?? ''),
    );
    return { texts: await cells.allInnerTexts(), values: titles.map(Number) };
  }
}
