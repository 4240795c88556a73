import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';

/** What is shown where the mouse points. */
export class Hover {
  readonly content: Locator;

  constructor(page: Page) {
    this.content = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
  }

  /** Resolves when it says something; what several extensions say of a place comes one after the other. */
  async says(said: RegExp, timeout?: number): Promise<void> {
    await until(
      () => this.text(),
      (text) => said.test(text),
      timeout,
    );
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
