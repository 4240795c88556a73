import type { Locator, Page } from 'playwright-core';

/** The extension's own entry in the status bar. */
export class StatusBar {
  readonly item: Locator;

  constructor(page: Page) {
    this.item = page.locator('.statusbar-item[id^="gradlens.gradlens"]');
  }

  /** What it says now. */
  text(): Promise<string> {
    return this.item.innerText();
  }
}
