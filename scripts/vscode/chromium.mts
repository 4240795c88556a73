// A browser for tests: found, or on a Debian that lets us, installed.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { MissingError, progress, succeeds } from './tools.mts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** An installed browser: `CHROME_PATH`, on the PATH, at a usual place, or Playwright's own. */
function installed(): string | undefined {
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named))
    throw new MissingError(`CHROME_PATH names ${named}, which does not exist.`);
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((dir) => names.map((n) => join(dir, n)));
  return [named, ...onPath, ...elsewhere, chromium.executablePath()].find((path) => path && existsSync(path));
}

/** The path of an installed browser; on Debian and its kin, as root, installs Chromium first if there is none. */
export function findChromium(): string {
  const found = installed();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    progress('installing Chromium with apt-get, about a minute, once');
    // Another installation on this machine is waited for; it may even be of Chromium.
    const waiting = ['-o', 'DPkg::Lock::Timeout=900'];
    succeeds('apt-get', [...waiting, 'update', '-qq']);
    succeeds('apt-get', [...waiting, 'install', '-y', '-qq', 'chromium']);
    const fresh = installed();
    if (fresh) return fresh;
  }
  throw new MissingError(
    'These tests need Chromium. Install Chrome or Chromium, or run `npx playwright-core install chromium`, ' +
      'or set CHROME_PATH to a browser.',
  );
}

/** Starts a browser for this process: without a window, and however long it takes. */
export const startChromium = (): Promise<Browser> => {
  const executablePath = findChromium();
  progress(`using ${executablePath}`);
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const unsandboxed = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath,
    args: [...unsandboxed, ...quiet, '--no-first-run', '--disable-quic'],
    timeout: 0,
  });
};
