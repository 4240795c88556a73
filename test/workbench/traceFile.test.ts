import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folder, gradlens } from '../cli/gradlens.ts';
import { openWorkbench } from './pages/workbench.ts';
import type { Workbench } from './pages/workbench.ts';

describe('a trace file', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    const example = join(import.meta.dirname, '../../examples/02-autodiff.ts');
    const out = join(folder({}), 'autodiff.gradlens');
    const { code } = await gradlens(join(example, '..'), ['trace', '02-autodiff.ts', '--out', out]);
    expect(code).toBe(0);
    workbench = await openWorkbench({
      files: { 'autodiff.gradlens': readFileSync(out), 'damaged.gradlens': 'x' },
    });
  });
  afterAll(() => workbench?.close());

  it('opens in the panel, and nothing is run', async () => {
    await workbench.open('autodiff.gradlens');
    await workbench.panel.body.getByText('gradient checked').waitFor();
    expect(await workbench.panel.body.locator('header').innerText()).toMatch(/f\(a, b, c\)\s+55\.9213/);
    await workbench.screenshot('trace file');
  });
});
