import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsInThemes } from '../pages/axe.ts';
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
      await mark.waitFor();
      expect(await mark.innerText()).toMatch(/f\(a, b, c\)/);
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
      await workbench.editor.lens('Trace Function').first().waitFor();
      await workbench.editor.shows('example.ts');
      await workbench.screenshot('example');
    });
  });
}
