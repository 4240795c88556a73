import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import {
  installExtension,
  startServer,
  windowAddress,
  type ServerOptions,
} from '../../../scripts/vscode/server.mts';
import { missingNatives, newProfile, root } from '../../../scripts/vscode/tools.mts';
import { Editor } from './editor.ts';
import { Panel } from './panel.ts';
import { settings } from './settings.ts';
import { StatusBar } from './status-bar.ts';
import { newWorkspace } from './workspace.ts';

/** Themes that pictures are looked at in, with the class that each gives to the window. */
const themes = {
  dark: ['Dark Modern', 'vs-dark'],
  light: ['Light Modern', 'vs'],
  contrast: ['Dark High Contrast', 'hc-black'],
} as const;
export type Theme = keyof typeof themes;

/** How an editor is opened; left out, as a user has it who trusts the examples. */
export interface WorkbenchOptions {
  /** Files of the workspace beside the examples, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** A package to install and use; left out, the extension runs from its sources' folder. */
  readonly vsix?: string;
  /** False leaves the folder in Restricted Mode until it is trusted. */
  readonly trusted?: boolean;
}

/** Editors that are open now. */
export const openWorkbenches = new Set<Workbench>();

/** Ends all that `openWorkbench` started, the last first. */
type Close = () => Promise<void>;

/** Milliseconds for each step in the browser, on however busy a machine. */
const patience = 300_000;

/** Opens VS Code with the extension as built, in a window of the server that all files share if that will do; the caller closes it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { files, vsix, trusted = true } = options;
  const workspace = newWorkspace(files);
  const closers: (() => unknown)[] = [workspace.close];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const own = vsix || !trusted ? await startOwnServer({ vsix, trusted }) : undefined;
    if (own) closers.push(own.close);
    const browser = await chromium.connect(inject('browser'));
    closers.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(patience);
    const lines: string[] = [];
    page.on('console', (message) => {
      if (!missingNatives.test(message.text())) lines.push(message.text());
    });
    const extension = vsix ? undefined : root;
    const origin = own?.origin ?? inject('origin');
    await page.goto(windowAddress(origin, { folder: workspace.folder, extension }));
    const log = (): string => `${own?.log() ?? ''}${lines.join('\n')}`;
    const workbench = new Workbench(page, log, close);
    closers.push(() => openWorkbenches.delete(workbench));
    openWorkbenches.add(workbench);
    await workbench.ready();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server of its own, for what the shared one does not do. */
async function startOwnServer({
  vsix,
  trusted,
}: { vsix: string | undefined } & Pick<ServerOptions, 'trusted'>) {
  const profile = newProfile({ ...settings, 'security.workspace.trust.startupPrompt': 'never' });
  try {
    if (vsix) installExtension(profile, vsix);
    const server = await startServer({ profile, trusted });
    const close = async (): Promise<void> => {
      await server.close();
      profile.close();
    };
    return { ...server, close };
  } catch (error) {
    profile.close();
    throw error;
  }
}

/** A window of VS Code. */
export class Workbench {
  readonly page: Page;
  readonly editor: Editor;
  readonly panel: Panel;
  readonly statusBar: StatusBar;
  /** What the editor logged so far. */
  readonly log: () => string;
  readonly close: Close;

  constructor(page: Page, log: () => string, close: Close) {
    this.page = page;
    this.log = log;
    this.close = close;
    this.editor = new Editor(page);
    this.panel = new Panel(page);
    this.statusBar = new StatusBar(page);
  }

  /** Resolves when the window is drawn and has its files. */
  async ready(): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** Reloads the window, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Opens a file of the workspace by its name; a source is on screen when this resolves. */
  async open(file: string): Promise<void> {
    await this.#pick('ControlOrMeta+P', file);
    if (/\.[jt]sx?$/.test(file)) await this.editor.shows(file);
    else await this.page.locator('.tab.active').filter({ hasText: file }).waitFor();
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    await this.#pick('F1', title);
  }

  /** Changes the colours of the window. */
  async theme(theme: Theme): Promise<void> {
    const [title, mark] = themes[theme];
    await this.run('Preferences: Color Theme');
    await this.#choose(title);
    await this.page.locator(`.monaco-workbench.${mark}`).waitFor();
  }

  /** Keeps a picture of the window; returns where. */
  async screenshot(name: string): Promise<string> {
    const path = join(root, 'dist/screenshots', `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async #pick(key: string, text: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.#choose(text, key === 'F1' ? '>' : '');
  }

  /** Takes the first entry with this text from the list that is open. */
  async #choose(text: string, prefix = ''): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    await widget.locator('input[type=text]').fill(prefix + text);
    await widget.locator('.monaco-list-row').filter({ hasText: text }).first().click();
  }
}
