import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/vscode/tools.mts';
import { openWorkbench } from './pages/workbench.ts';
import type { Workbench } from './pages/workbench.ts';

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-package-'));
  const vsix = join(folder, 'gradlens.vsix');
  let workbench: Workbench | undefined;

  beforeAll(() => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: { package: string };
    };
    // the arguments of `npm run package`, with another place to write to
    const args = scripts.package.split('vsce ')[1]!.split(' ').slice(0, -1);
    execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', ...args, vsix], { cwd: root });
  });
  afterAll(async () => {
    await workbench?.close();
    rmSync(folder, { recursive: true });
  });

  it('is small', () => {
    expect(statSync(vsix).size).toBeLessThan(3e6);
  });

  it('installs, and traces', async () => {
    workbench = await openWorkbench({ vsix });
    await workbench.open('02-autodiff.ts');
    await workbench.editor.lens('Trace Function').first().click();
    await workbench.panel.body.getByText('gradient checked').waitFor();
    expect(await workbench.panel.body.locator('header').innerText()).toMatch(/f\(a, b, c\)\s+55\.9213/);
    await workbench.screenshot('installed from the package');
  });
});
