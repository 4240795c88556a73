import { afterAll, beforeAll, describe, it } from 'vitest';
import { openWorkbench } from './pages/workbench.ts';
import type { Theme, Workbench } from './pages/workbench.ts';

describe('pictures to look at', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench();
    await workbench.open('02-autodiff.ts');
    await workbench.editor.lens('Trace Function').click();
    await workbench.panel.body.getByText('gradient checked').waitFor();
    await workbench.panel.row('v5').dblclick();
    await workbench.panel.tables().nth(1).waitFor();
  });
  afterAll(async () => {
    // the server keeps the theme for the next window
    await workbench?.theme('dark');
    await workbench?.close();
  });

  for (const theme of ['dark', 'light', 'contrast'] satisfies Theme[])
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
