import { afterAll, beforeAll, describe, it } from 'vitest';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** In any window. */
export function looks(window: () => Workbench): void {
  describe('pictures to look at', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('02-autodiff.ts');
      await workbench.panel.body.getByText('gradient checked').waitFor();
      await workbench.panel.show('Trace');
      await workbench.panel.row('v5').click();
      await workbench.panel.tables().nth(1).waitFor();
    });
    afterAll(async () => {
      await workbench.theme('dark');
      await workbench.clear();
    });

    for (const theme of pictured)
      it(`are taken in ${theme}, narrow and wide`, async () => {
        const { panel } = workbench;
        await workbench.theme(theme);
        for (const width of [1100, 1800]) {
          await workbench.resize(width, 900);
          await panel.show('Trace');
          await panel.row('v5').waitFor();
          await workbench.screenshot(`trace ${theme} ${width}`);
          await panel.show('Backward');
          await panel.button('Next step').waitFor();
          await workbench.screenshot(`backward ${theme} ${width}`);
        }
      });
  });
}
