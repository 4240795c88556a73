import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench } from './pages/workbench.ts';
import type { Workbench } from './pages/workbench.ts';

describe('a workspace that is not trusted', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench({ trusted: false });
    await workbench.open('02-autodiff.ts');
  });
  afterAll(() => workbench?.close());

  it('has its marked functions found, and none is run; it is said why', async () => {
    const { editor, page } = workbench;
    await editor.lens('Trace Function').first().click();
    await page
      .getByText('GradLens runs the code that it traces: trust this workspace first')
      .first()
      .waitFor();
    await workbench.screenshot('restricted');
    expect(await editor.lens('equations').count()).toBe(0);
    expect(await page.locator('.tab').filter({ hasText: 'GradLens' }).count()).toBe(0);
  });
});
