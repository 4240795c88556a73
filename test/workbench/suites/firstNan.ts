import { beforeAll, describe, expect, it } from 'vitest';
import { shortNumber } from '../../../src/present/format/numberText.ts';
import { insist } from '../pages/insist.ts';
import type { Workbench } from '../pages/workbench.ts';

/** In any window. */
export function firstNan(window: () => Workbench): void {
  describe('a loop that goes wrong at a step', () => {
    let workbench: Workbench;
    const at = () => workbench.panel.frame.locator('.slider .at').first();

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('09-first-nan.ts');
    });

    it('opens at that step, as few rows', async () => {
      await workbench.panel.show('Trace');
      await expect.poll(() => at().innerText()).toBe('137 of 200');
      const rows = workbench.panel.frame.locator('[role=treegrid]');
      await expect.poll(async () => Number(await rows.getAttribute('aria-rowcount'))).toBeLessThanOrEqual(40);
    });

    it('is gone back to by Alt+N, in every view at once', async () => {
      const { editor, page, statusBar, lineEnds, panel } = workbench;
      await editor.goTo(15, 5);
      await page.keyboard.press('Shift+Alt+BracketLeft');
      await expect.poll(() => at().innerText()).toBe('0 of 200');
      await expect.poll(async () => (await lineEnds.texts()).get(15)).toMatch(/; +2 /);
      await page.keyboard.press('Alt+KeyN');
      await expect.poll(() => at().innerText()).toBe('137 of 200');
      await expect.poll(() => statusBar.text()).toContain('step 137/200');
      await expect.poll(async () => (await lineEnds.texts()).get(15)).toMatch(/; +NaN /);
      await expect.poll(() => panel.frame.locator('.row.current').innerText()).toContain('NaN');
      await expect.poll(() => editor.selection()).toMatchObject({ line: 15 });
      await editor.hover(15, 12, /step 137 of 200/);
      await workbench.screenshot('first nan');
    });

    it('has a table with the numbers of the plain program, a row an iteration', async () => {
      const { panel } = workbench;
      await panel.button('table').first().click();
      const rows = panel.frame.locator('.row.round');
      await rows.first().waitFor();
      await expect.poll(() => panel.frame.locator('.row.current .iteration').innerText()).toBe('▸ 137');
      await workbench.screenshot('first nan table');
      // the head of the loop is out of view now
      const grid = panel.frame.locator('[role=treegrid]');
      await insist(() => grid.press('Home'), panel.button('First iteration').first());
      await panel.button('First iteration').first().click();
      await panel.button('rows').first().click();
      await panel.button('table').first().click();
      await expect.poll(() => panel.frame.locator('.row.current .iteration').innerText()).toBe('▸ 0');
      await workbench.screenshot('first nan table');
      const heads = panel.frame.locator('.rounds.head [role=columnheader]');
      await heads.filter({ hasText: /^\s*root\s*$/ }).waitFor();
      const root = (await heads.allInnerTexts()).findIndex((text) => text.trim() === 'root');
      for (const step of [0, 1, 2, 3]) {
        const quantity = rows
          .nth(step)
          .locator('.quantity')
          .nth(root - 1);
        const plain = Math.sqrt(4 - 0.975 * 0.03 * step);
        await expect.poll(() => quantity.locator('.value').getAttribute('title')).toBe(shortNumber(plain));
      }
      await panel.button('rows').first().click();
    });
  });
}
