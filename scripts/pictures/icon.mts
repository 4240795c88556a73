// The extension's icon: media/icon.png, drawn from media/icon.svg.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { root } from '../vscode/tools.mts';
import { described } from './png.mts';

const svgPath = join(root, 'media/icon.svg');
const pngPath = join(root, 'media/icon.png');

/** Draws the icon anew; the picture's description is the source that it was drawn from. */
export async function drawIcon(browser: Browser): Promise<void> {
  const svg = readFileSync(svgPath, 'utf8');
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<style>body { margin: 0 }</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  writeFileSync(pngPath, described(png, svg));
}
