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

  /** Rows of the tab in front that hold a text; without one, all that are drawn. */
  row(text: string | RegExp = ''): Locator {
    return this.frame.locator('[data-row]').filter({ hasText: text });
  }
}
