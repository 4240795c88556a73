/* Starts what all files share: a server of VS Code with the extension from its sources' folder, and a browser. */
import type { TestProject } from 'vitest/node';
import { serveChromium } from '../../scripts/vscode/chromium.mts';
import { startServer, type Origin } from '../../scripts/vscode/server.mts';
import { newProfile } from '../../scripts/vscode/tools.mts';
import { settings } from './pages/settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The shared server. */
    origin: Origin;
    /** Where the shared browser takes connections. */
    browser: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const profile = newProfile(settings);
  const [server, browser] = await Promise.all([startServer({ profile, trusted: true }), serveChromium()]);
  project.provide('origin', server.origin);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await Promise.all([server.close(), browser.close()]);
    profile.close();
  };
}
