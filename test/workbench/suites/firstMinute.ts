import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsInThemes } from '../pages/axe.ts';
import { insist } from '../pages/insist.ts';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** In a window in which nothing was traced yet. */
export function firstMinute(window: () => Workbench): void {
  describe('the first minute', () => {
    let workbench: Workbench;
    beforeAll(() => {
      workbench = window();
    });
    afterAll(() => workbench.closeAll());

    it('begins with a page that lists what is marked, without a file being open', async () => {
      const { panel } = workbench;
      await workbench.run('GradLens: Open Panel');
      await panel.body.getByRole('heading', { name: 'Nothing traced yet' }).waitFor();
      const mark = panel.body.getByRole('listitem').filter({ hasText: '02-autodiff.ts:30' });
      await mark.filter({ hasText: 'f(a, b, c)' }).waitFor();
      for (const theme of pictured) {
        await workbench.theme(theme);
        await workbench.screenshot(`start ${theme}`);
      }
      await workbench.theme('dark');
    });

    it('begins with a page for everyone', async () => {
      expect(await violationsInThemes(workbench)).toEqual({});
    });

    it('shows a gradient after one click', async () => {
      const { panel } = workbench;
      await panel.body.getByRole('button', { name: 'Trace f(a, b, c)' }).click();
      await panel
        .row('a')
        .locator('.gradient')
        .getByText(/^‖5\.\d+‖$/)
        .waitFor();
      await workbench.editor.shows('02-autodiff.ts');
      await workbench.screenshot('first gradient');
    });

    it('has an example of its own, which is marked and not traced', async () => {
      await workbench.run('GradLens: Open Example');
      await workbench.editor.shows('example.ts');
      await expect
        .poll(() => workbench.editor.lenses())
        .toEqual([expect.stringContaining('Trace Function'), 'Show backward pass']);
      await workbench.screenshot('example');
    });

    it('has a walkthrough, whose second step shows what stands at a line end', async () => {
      const { hover, page } = workbench;
      const pages = page.locator('.gettingStartedContainer');
      const choices = page.locator('.quick-input-widget .monaco-list-row');
      await insist(
        () => workbench.run('Welcome: Open Walkthrough'),
        choices.filter({ hasText: 'See what your numbers do' }),
      );
      await choices.filter({ hasText: 'See what your numbers do' }).click();
      // its texts know bold letters and links, nothing else
      await pages.getByText('is marked with @trace,').waitFor();
      await pages.getByText('Read a line end').click();
      await pages.getByText('Show one', { exact: true }).click();
      await workbench.editor.shows('example.ts');
      await hover.says(/0\.6000/);
      await workbench.screenshot('walkthrough');
    });
  });
}
