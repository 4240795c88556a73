import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkbench } from './pages/workbench.ts';
import type { Workbench } from './pages/workbench.ts';

describe('Trace Function', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench();
    await workbench.open('02-autodiff.ts');
  });
  afterAll(() => workbench?.close());

  it('is offered above the marked function, with its backward pass', async () => {
    await workbench.editor.lens('Trace Function').first().waitFor();
    expect(await workbench.editor.lenses()).toEqual([
      expect.stringContaining('Trace Function'),
      'Show backward pass',
    ]);
    await workbench.screenshot('lenses');
  });

  it('shows the trace beside the code', async () => {
    await workbench.editor.lens('Trace Function').first().click();
    await workbench.panel.tab('Trace').waitFor();
    await workbench.panel.row('mmul').first().waitFor();
    const text = await workbench.panel.body.innerText();
    expect(text).toContain('55.92');
    await workbench.screenshot('panel');
  });
});
