import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { descriptionOf } from '../../scripts/pictures/png.mts';
import { root } from '../../scripts/vscode/tools.mts';
import { openFramed, readOut, scenes } from './pages/scenes.ts';
import type { Workbench } from './pages/workbench.ts';

// Where one differs on purpose: `npm run pictures`, and look at the new ones.
describe('the pictures of the README', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openFramed();
  });
  afterAll(() => workbench?.close());

  it.each(scenes)('$name shows what the window shows', async ({ name, arrange }) => {
    const pictured = descriptionOf(readFileSync(join(root, 'docs/pictures', `${name}.png`)));
    await arrange(workbench);
    await expect.poll(() => readOut(workbench)).toBe(pictured);
  });
});
