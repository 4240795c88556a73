import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** In any window. */
export function linesTab(window: () => Workbench): void {
  describe('the lines of the source beside the code', () => {
    let workbench: Workbench;
    const cells = (line: number) => workbench.panel.line(line).innerText();

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('04-logistic-regression.ts');
      await workbench.panel.show('Lines');
    });
    afterAll(async () => {
      await workbench.theme('dark');
      await workbench.clear();
    });

    it('have what was bound there, the result, and the iterations of loops', async () => {
      await expect.poll(() => cells(25)).toMatch(/25\s+slope\s+\[−1\.1/);
      await expect.poll(() => cells(21)).toMatch(/21\s+= 0\.3049/);
      await expect.poll(() => cells(23)).toMatch(/23\s+‹\s+9 of 10\s+›/);
      await expect.poll(async () => (await cells(20)).trim()).toBe('20');
    });

    it('are as high as those of the editor', async () => {
      const height = await workbench.editor.lineHeight();
      await expect.poll(() => workbench.panel.line(25).boundingBox()).toMatchObject({ height });
    });

    it('go to the iteration that is chosen at the head of the loop', async () => {
      await expect.poll(() => cells(26)).toMatch(/26\s+\S/);
      const before = await cells(26);
      await workbench.panel.line(23).getByRole('button', { name: 'Previous iteration' }).click();
      await expect.poll(() => cells(23)).toMatch(/8 of 10/);
      await expect.poll(() => cells(26)).toSatisfy((now) => now !== before && /26\s+\S/.test(now));
      await workbench.panel.line(23).getByRole('button', { name: 'Next iteration' }).click();
      await expect.poll(() => cells(26)).toBe(before);
    });

    it('follow the editor as it is scrolled', async () => {
      const { editor, panel } = workbench;
      for (const lines of [7, 13, -5]) {
        const to = (await editor.firstLine()) + lines;
        await editor.scroll(lines);
        await expect.poll(() => editor.firstLine()).toBe(to);
        await expect.poll(() => panel.firstLine()).toBe(to);
      }
    });

    it('take the editor along when they are scrolled', async () => {
      const { editor, panel } = workbench;
      const height = await editor.lineHeight();
      for (const lines of [5, 10, -8]) {
        const to = (await panel.firstLine()) + lines;
        await panel.scroll(lines * height);
        await expect.poll(() => panel.firstLine()).toBe(to);
        await expect.poll(() => editor.firstLine()).toBe(to);
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
      const to = (await editor.firstLine()) + 4;
      await editor.scroll(4);
      await expect.poll(() => panel.firstLine()).toBe(to);
      await editor.scroll(-45);
      await expect.poll(() => panel.firstLine()).toBe(1);
      await panel.line(23).locator('.number').dblclick();
      await panel.tables().first().waitFor({ state: 'hidden' });
    });

    for (const theme of pictured)
      it(`are pictured in ${theme}, narrow and wide`, async () => {
        const { panel } = workbench;
        await workbench.theme(theme);
        for (const width of [1100, 1800]) {
          await workbench.resize(width, 900);
          await panel.line(25).locator('.gradient').waitFor();
          await expect.poll(() => panel.cutNumbers()).toEqual([]);
          await workbench.screenshot(`lines ${theme} ${width}`);
        }
      });

    it('have their marks in words, and where there is no room as signs', async () => {
      const { panel } = workbench;
      await workbench.theme('dark');
      await workbench.trace('09-first-nan.ts');
      await panel.show('Lines');
      await expect.poll(() => panel.line(15).locator('.marks').innerText()).toBe('✕ NaN from step 137');
      await workbench.screenshot('lines marks 1800');
      await workbench.resize(1100, 900);
      await expect.poll(() => panel.line(15).locator('.marks').innerText()).toBe('✕');
      await workbench.screenshot('lines marks 1100');
      await workbench.resize(1440, 900);
    });
  });
}
