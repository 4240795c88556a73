import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/vscode/tools.mts';
import { openWorkbench, type Workbench } from './pages/workbench.ts';

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
    const bytes = readFileSync(vsix);
    expect(bytes.length).toBeLessThan(3e6);
    // the last record of a zip file has the number of its entries
    const files = bytes.readUInt16LE(bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 10);
    expect(files).toBeGreaterThan(20);
    expect(files).toBeLessThan(40);
  });

  it('installs; where the workspace is not trusted, finds marked functions, runs none and says why', async () => {
    workbench = await openWorkbench({ vsix, trusted: false });
    const { editor, page } = workbench;
    await workbench.open('02-autodiff.ts');
    await editor.lens('Trace Function').first().click();
    await page
      .getByText('GradLens runs the code that it traces: trust this workspace first')
      .first()
      .waitFor();
    await workbench.screenshot('restricted');
    await editor.lensesSay((texts) => texts.every((text) => !text.includes('=')));
    expect(await page.locator('.tab').filter({ hasText: 'GradLens' }).count()).toBe(0);
  });

  it('says so on its first page, with the way to trust, until it is', async () => {
    const { panel } = workbench!;
    await workbench!.run('GradLens: Open Panel');
    const said = panel.body.getByText('Restricted Mode');
    await said.waitFor();
    await workbench!.screenshot('restricted start');
    await workbench!.trust(() => panel.button('Manage trust').click());
    await said.waitFor({ state: 'detached' });
  });

  it('traces as soon as it is', async () => {
    const { editor, panel } = workbench!;
    await editor.lens('Trace Function').first().click();
    await panel.body.getByText('gradient checked').waitFor();
    await expect.poll(() => panel.header()).toMatch(/f\(a, b, c\)\s+55\.9213/);
    await workbench!.screenshot('installed from the package');
  });
});
