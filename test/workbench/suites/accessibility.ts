import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations, violationsInThemes } from '../pages/axe.ts';
import { themes, type Workbench } from '../pages/workbench.ts';

/** What is drawn last in each tab. */
const tabs = {
  Lines: '.list .value',
  Trace: '.list .value',
  Backward: '.list .sends',
  Inputs: '.leaf .cell',
  Findings: '.finding, .empty',
} as const;

/** In a window whose workspace has `edges.ts`. */
export function accessibility(window: () => Workbench): void {
  describe('a panel for everyone', () => {
    let workbench: Workbench;

    /** What axe-core minds in every tab, of all of its rules or of one. */
    const minded = async (rule?: string): Promise<Record<string, string[]>> => {
      const found: Record<string, string[]> = {};
      for (const [tab, drawn] of Object.entries(tabs)) {
        await workbench.panel.show(tab);
        await workbench.panel.frame.locator(drawn).first().waitFor();
        const now = await violations(workbench.panel, rule);
        if (now.length > 0) found[tab] = now;
      }
      return found;
    };

    beforeAll(async () => {
      workbench = window();
      const { panel } = workbench;
      await workbench.trace('edges.ts');
      await panel.body.getByText('gradient checked').waitFor();
      await panel.show('Lines');
      await panel.line(8).locator('.twistie').click();
      await panel.frame.locator('.loop-table .round').first().waitFor();
      await panel.show('Backward');
      await panel.rows.locator('.sends').nth(4).click();
      await panel.tables().first().waitFor();
      await panel.show('Trace');
      await panel.row('scaledTable').click();
      await panel.button('explain value').click();
      await panel.frame.locator('.answer').waitFor();
    });
    afterAll(async () => {
      await workbench.theme('dark');
    });

    it('says aloud what it was asked, and how the gradient was checked', async () => {
      const { frame } = workbench.panel;
      await frame.locator('.answer[aria-live=polite]').getByText('Why').first().waitFor();
      await frame.getByRole('status').filter({ hasText: 'gradient checked' }).waitFor();
    });

    it('has nothing that axe-core minds in any tab', async () => {
      expect(await minded()).toEqual({});
    });

    for (const theme of themes.filter((one) => one !== 'dark'))
      it(`has text that can be read in ${theme}`, async () => {
        await workbench.theme(theme);
        expect(await minded('color-contrast')).toEqual({});
      });

    it('has it of the run before: while the code is another, and above it why that was not run', async () => {
      const { editor, panel } = workbench;
      await editor.goTo(1, 1);
      await editor.type('throw 0;');
      await panel.frame.locator('header .verdict').getByText('(old)').first().waitFor();
      expect(await minded('color-contrast')).toEqual({});
      await editor.lens('Trace Function').click();
      await panel.frame.getByRole('status').filter({ hasText: 'Not run:' }).waitFor();
      expect(await minded()).toEqual({});
      await workbench.revert();
    });

    it('has nothing while it runs again', async () => {
      const { editor, panel } = workbench;
      await editor.goTo(1, 1);
      await editor.type('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6e4);');
      await editor.lens('Trace Function').click();
      await panel.frame.locator('main.running').waitFor();
      expect(await violationsInThemes(workbench)).toEqual({});
      await workbench.run('GradLens: Cancel');
      await editor.lens('Trace Function').waitFor();
      await workbench.revert();
    });
  });
}
