import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../scripts/site/main.mts';
import { policy } from '../../scripts/site/pages.mts';
import { startChromium } from '../../scripts/vscode/chromium.mts';

// In the page.
interface Document {
  createElement(name: string): { textContent: string };
}

describe('a recorded trace in the documentation, opened from the disk', () => {
  let browser: Browser;
  let page: Page;
  /** What the browser complained of, the policy's refusals among it. */
  const complaints: string[] = [];

  beforeAll(async () => {
    const site = buildSite(['02-autodiff', '09-first-nan']);
    browser = await startChromium();
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
    await page.goto(pathToFileURL(join(site, 'examples/02-autodiff.html')).href);
  });
  afterAll(() => browser.close());

  const panel = () => page.frameLocator('iframe');
  const row = (text: string) => panel().locator('.row').filter({ hasText: text }).first();

  it('shows its rows, opens them, and steps back', async () => {
    await panel().getByText('gradient checked').waitFor();
    await row('v5').dblclick();
    await panel().getByRole('table').nth(1).waitFor();
    await panel().getByRole('button', { name: 'step 5 of the backward pass' }).click();
    await panel().locator('.row.current', { hasText: 'b · c' }).waitFor();
    await expect.poll(() => panel().getByRole('table').count()).toBe(3);
  });

  it('sends back through an operation by elements, whose loop may not be compiled there', async () => {
    await panel().getByRole('tab', { name: 'Trace' }).click();
    await row('v6').dblclick();
    await panel().getByRole('button', { name: 'step 4 of the backward pass' }).click();
    await panel().locator('.row.current', { hasText: 'exp(' }).waitFor();
    // what came in, and what was sent on
    await expect.poll(() => panel().getByRole('table').count()).toBe(2);
  });

  it('moves through the iterations of a loop', async () => {
    await page.goto(page.url().replace('02-autodiff', '09-first-nan'));
    const at = panel().locator('.slider .at').first();
    await expect.poll(() => at.innerText()).toBe('137 of 200');
    await panel().getByRole('button', { name: 'First iteration' }).first().click();
    await expect.poll(() => at.innerText()).toBe('0 of 200');
    await panel().getByRole('tab', { name: 'Findings' }).click();
    await panel().getByText('Math.sqrt(distance) is NaN').first().waitFor();
  });

  it('may load nothing but what stands beside it', async () => {
    const said = panel().locator('meta[http-equiv="Content-Security-Policy"]');
    expect(await said.getAttribute('content')).toBe(policy("script-src 'self'"));
    const isRun = panel()
      .locator('body')
      .evaluate(async (body: { ownerDocument: Document; append(element: object): void }) => {
        const script = body.ownerDocument.createElement('script');
        script.textContent = 'globalThis.wasRun = true';
        body.append(script);
        return (globalThis as { wasRun?: boolean }).wasRun === true;
      });
    expect(await isRun).toBe(false);
    await expect.poll(() => complaints.length).toBe(1);
    expect(complaints.pop()).toContain('Content Security Policy');
  });

  it('met no refusal, and asked for nothing elsewhere', () => {
    expect(complaints).toEqual([]);
  });
});
