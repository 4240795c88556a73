import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** In any window. */
export function linesTab(window: () => Workbench): void {
  describe('the lines of the source beside the code', () => {
    let workbench: Workbench;
    const cells = (line: number) => workbench.panel.line(line).innerText();

    beforeAll(async () => {
      workbench = window();
      await workbench.openAlone('04-logistic-regression.ts');
      await workbench.editor.lens('Trace Function').click();
      await workbench.panel.body.getByText('gradient checked').waitFor();
      await workbench.panel.tab('Lines').click();
    });
    afterAll(async () => {
      await workbench.theme('dark');
      await workbench.editor.focus();
      await workbench.run('GradLens: Clear');
      await workbench.editor.lens(/^= /).waitFor({ state: 'hidden' });
    });

    it('have what was bound there, the result, and the iterations of loops', async () => {
      await expect.poll(() => cells(25)).toMatch(/25\s+slope\s+\[−1\.1/);
      expect(await cells(21)).toMatch(/21\s+= 0\.3049/);
      expect(await cells(23)).toMatch(/23\s+‹\s+9 of 10\s+›/);
      expect((await cells(20)).trim()).toBe('20');
    });

    it('are as high as those of the editor', async () => {
      const row = await workbench.panel.line(25).boundingBox();
      expect(row!.height).toBe(await workbench.editor.lineHeight());
    });

    it('go to the iteration that is chosen at the head of the loop', async () => {
      const before = await cells(26);
      await workbench.panel.line(23).getByRole('button', { name: 'Previous iteration' }).click();
      await expect.poll(() => cells(23)).toMatch(/8 of 10/);
      await expect.poll(() => cells(26)).not.toBe(before);
      await workbench.panel.line(23).getByRole('button', { name: 'Next iteration' }).click();
      await expect.poll(() => cells(26)).toBe(before);
    });

    it('follow the editor as it is scrolled', async () => {
      const { editor, panel } = workbench;
      for (const lines of [7, 13, -5]) {
        const from = await editor.firstLine();
        await editor.scroll(lines);
        await expect.poll(() => editor.firstLine()).not.toBe(from);
        await expect.poll(() => panel.firstLine()).toBe(await editor.firstLine());
      }
    });

    it('take the editor along when they are scrolled', async () => {
      const { editor, panel } = workbench;
      for (const pixels of [95, 190, -152]) {
        const from = await panel.firstLine();
        await panel.scroll(pixels);
        await expect.poll(() => panel.firstLine()).not.toBe(from);
        await expect.poll(() => editor.firstLine()).toBe(await panel.firstLine());
      }
    });

    it('are selected in the code by a click', async () => {
      await workbench.panel.line(25).locator('.name').click();
      await expect.poll(() => workbench.editor.selection()).toEqual({ line: 25, column: 44, selected: 25 });
    });

    it('open to their numbers, the head of a loop to its table, and still follow', async () => {
      const { editor, panel } = workbench;
      await panel.line(25).locator('.name').dblclick();
      await panel.tables().nth(1).waitFor();
      await panel.line(23).locator('.number').dblclick();
      await panel.frame.getByRole('table', { name: 'Iterations of the loop' }).waitFor();
      await expect.poll(() => panel.frame.locator('.loop-table .round').count()).toBe(10);
      await workbench.screenshot('lines table');
      await editor.scroll(4);
      await expect.poll(() => panel.firstLine()).toBe(await editor.firstLine());
      await editor.scroll(-45);
      await expect.poll(() => panel.firstLine()).toBe(1);
      await panel.line(23).locator('.number').dblclick();
      await panel.tables().first().waitFor({ state: 'hidden' });
    });

    for (const theme of pictured)
      it(`are pictured in ${theme}, narrow and wide`, async () => {
        const { page, panel } = workbench;
        await workbench.theme(theme);
        for (const width of [1100, 1800]) {
          await page.setViewportSize({ width, height: 900 });
          await panel.line(25).locator('.gradient').waitFor();
          for (const cell of await panel.rows.locator('.value, .gradient').all()) {
            const [whole, shown] = await cell.evaluate((e: { scrollWidth: number; clientWidth: number }) => [
              e.scrollWidth,
              e.clientWidth,
            ]);
            expect(whole).toBeLessThanOrEqual(shown!);
          }
          await workbench.screenshot(`lines ${theme} ${width}`);
        }
      });

    it('have their marks in words, and where there is no room as signs', async () => {
      const { page, panel, editor } = workbench;
      await workbench.theme('dark');
      await workbench.openAlone('09-first-nan.ts');
      await editor.lens('Trace Function').click();
      await panel.body.getByText('energy').first().waitFor();
      await panel.tab('Lines').click();
      await expect.poll(() => panel.line(15).locator('.marks').innerText()).toBe('✕ NaN from step 137');
      await workbench.screenshot('lines marks 1800');
      await page.setViewportSize({ width: 1100, height: 900 });
      await expect.poll(() => panel.line(15).locator('.marks').innerText()).toBe('✕');
      await workbench.screenshot('lines marks 1100');
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  });
}
