import type { Locator, Page } from 'playwright-core';

/** What is shown where the mouse points. */
export class Hover {
  readonly content: Locator;

  constructor(page: Page) {
    this.content = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
  }

  /** Resolves when there is something to read and nothing is still loading. */
  async appears(): Promise<void> {
    await this.content.first().waitFor();
    await this.content.getByText('Loading...').waitFor({ state: 'detached' });
  }

  /** All of its text. */
  async text(): Promise<string> {
    return (await this.content.allInnerTexts()).join('\n');
  }

  /** A link in it. */
  link(text: string): Locator {
    return this.content.locator('a').filter({ hasText: text });
  }
}
