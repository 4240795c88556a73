import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The panel with the trace. */
export class Panel {
  /** Its page, inside the two frames that VS Code puts around a webview. */
  readonly frame: FrameLocator;

  constructor(page: Page) {
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

  /** Rows of the tab in front that are drawn. */
  get rows(): Locator {
    return this.frame.locator('[data-row]');
  }

  /** The row of a variable: `v6`. */
  row(id: string): Locator {
    return this.rows.filter({ has: this.frame.locator('.id').getByText(id, { exact: true }) });
  }

  /** A button by its name. */
  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** Tables of numbers that are open, or those within a part of the panel. */
  tables(within: Locator = this.body): Locator {
    return within.getByRole('table');
  }

  /** A table of numbers: as shown, and as the tooltips of its cells have them with all digits. */
  async numbers(table: Locator): Promise<{ texts: string[]; values: number[] }> {
    const cells = table.getByRole('cell');
    await cells.first().waitFor();
    const titles = await cells.evaluateAll((all: { title: string }[]) => all.map(({ title }) => title));
    return { texts: await cells.allInnerTexts(), values: titles.map(Number) };
  }
}
