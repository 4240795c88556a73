import { afterAll, beforeAll, describe, it } from 'vitest';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** In any window. */
export function looks(window: () => Workbench): void {
  describe('pictures to look at', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.openAlone('02-autodiff.ts');
      await workbench.editor.lens('Trace Function').click();
      await workbench.panel.body.getByText('gradient checked').waitFor();
      await workbench.panel.row('v5').click();
      await workbench.panel.tables().nth(1).waitFor();
    });
    afterAll(async () => {
      await workbench.theme('dark');
      await workbench.editor.focus();
      await workbench.run('GradLens: Clear');
      await workbench.editor.lens(/^= /).waitFor({ state: 'hidden' });
    });

    for (const theme of pictured)
      it(`are taken in ${theme}, narrow and wide`, async () => {
        const { page, panel } = workbench;
        await workbench.theme(theme);
        for (const width of [1100, 1800]) {
          await page.setViewportSize({ width, height: 900 });
          await panel.tab('Trace').click();
          await panel.row('v5').waitFor();
          await workbench.screenshot(`trace ${theme} ${width}`);
          await panel.tab('Backward').click();
          await panel.button('Next step').waitFor();
          await workbench.screenshot(`backward ${theme} ${width}`);
        }
      });
  });
}
