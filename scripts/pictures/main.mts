// `npm run pictures`: draws the pictures of the README (docs/pictures) in a real window, and the icon. Each carries the text of what
// it shows; test/workbench compares that with what is shown today.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFramed, partOf, readOut, scenes } from '../../test/workbench/pages/scenes.ts';
import type { Workbench } from '../../test/workbench/pages/workbench.ts';
import { startChromium } from '../vscode/chromium.mts';
import { root } from '../vscode/tools.mts';
import { drawIcon } from './icon.mts';
import { described } from './png.mts';

/** What the window shows when that no longer changes. */
async function settled(workbench: Workbench): Promise<string> {
  for (let before = ''; ; await workbench.page.waitForTimeout(1000)) {
    const now = await readOut(workbench);
    if (now === before && (await workbench.editor.lens(/[✓⚠]/).first().isVisible())) return now;
    before = now;
  }
}

const browser = await startChromium();
await drawIcon(browser);
await browser.close();

const folder = join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });
const workbench = await openFramed();
try {
  for (const scene of scenes) {
    await scene.arrange(workbench);
    // away from whatever shows a tooltip
    await workbench.page.mouse.move(0, 0);
    const text = await settled(workbench);
    const png = await workbench.page.screenshot({ clip: partOf(scene) });
    const path = join(folder, `${scene.name}.png`);
    writeFileSync(path, described(png, text));
    console.log(path);
  }
} finally {
  await workbench.close();
}
