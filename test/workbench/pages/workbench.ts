import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { startChromium } from '../../../scripts/vscode/chromium.mts';
import { installExtension, startServer, windowAddress } from '../../../scripts/vscode/server.mts';
import { missingNatives, newProfile, root, type Profile } from '../../../scripts/vscode/tools.mts';
import { Editor } from './editor.ts';
import { Hover } from './hover.ts';
import { insist } from './insist.ts';
import { LineEnds } from './lineEnds.ts';
import { Panel } from './panel.ts';
import { usual } from './settings.ts';
import { StatusBar } from './status-bar.ts';
import { rowsToRun } from '../../support/long.ts';
import { newWorkspace } from './workspace.ts';

/** Themes that pictures are looked at in, with the class that each gives to the window. */
const marks = {
  dark: ['Dark Modern', 'vs-dark'],
  light: ['Light Modern', 'vs'],
  contrast: ['Dark High Contrast', 'hc-black'],
  lightContrast: ['Light High Contrast', 'hc-light'],
} as const;
export type Theme = keyof typeof marks;

export const themes = Object.keys(marks) as readonly Theme[];

/** The themes that pictures are taken in. */
export const pictured: readonly Theme[] = rowsToRun(themes, (theme) => theme === 'dark');

/** How an editor is opened; left out, as a user has it who trusts the examples. */
export interface WorkbenchOptions {
  /** Files of the workspace beside the examples, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** A package to install and use; left out, the extension runs from its sources' folder. */
  readonly vsix?: string;
  /** Settings besides those of every window. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False leaves the folder in Restricted Mode until it is trusted. */
  readonly trusted?: boolean;
}

/** Editors that are open now. */
export const openWorkbenches = new Set<Workbench>();

/** Ends all that `openWorkbench` started, the last first. */
type Close = () => Promise<void>;

/** Milliseconds for each step in the browser, on however busy a machine. */
const patience = 300_000;

/** Opens VS Code with the extension as built: a server, a browser, a window. The caller closes it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { files, vsix, trusted = true, settings } = options;
  const workspace = newWorkspace(files);
  const profile = newProfile({ ...usual, ...settings });
  const closers: (() => unknown)[] = [workspace.close, profile.close];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    if (vsix) installExtension(profile, vsix);
    const server = await startServer({ profile, trusted, lean: true });
    closers.push(server.close);
    const browser = await startChromium();
    closers.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(patience);
    const lines: string[] = [];
    page.on('console', (message) => {
      if (!missingNatives.test(message.text())) lines.push(message.text());
    });
    const extension = vsix ? undefined : root;
    await page.goto(windowAddress(server.origin, { folder: workspace.folder, extension }));
    const log = (): string => `${server.log()}${lines.join('\n')}`;
    const workbench = new Workbench(page, log, profile, close);
    closers.push(() => openWorkbenches.delete(workbench));
    openWorkbenches.add(workbench);
    await workbench.ready();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A window of VS Code. */
export class Workbench {
  readonly page: Page;
  readonly editor: Editor;
  readonly hover: Hover;
  readonly lineEnds: LineEnds;
  readonly panel: Panel;
  readonly statusBar: StatusBar;
  /** What the editor logged so far. */
  readonly log: () => string;
  /** Where the editor keeps its files. */
  readonly profile: Profile;
  readonly close: Close;

  constructor(page: Page, log: () => string, profile: Profile, close: Close) {
    this.page = page;
    this.log = log;
    this.profile = profile;
    this.close = close;
    this.editor = new Editor(page);
    this.hover = new Hover(page);
    this.lineEnds = new LineEnds(page);
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
    const tab = this.page.locator('.tab.active').filter({ hasText: file }).first();
    await insist(() => this.#pick('ControlOrMeta+P', file), tab);
    if (/\.[jt]sx?$/.test(file)) await this.editor.shows(file);
  }

  /** Closes what is open and opens a file, so that it makes no difference what was done in this window before. */
  async openAlone(file: string): Promise<void> {
    await this.closeAll();
    await this.open(file);
  }

  /** Closes every editor, and the panel. */
  async closeAll(): Promise<void> {
    await insist(() => this.run('View: Close All Editors'), this.page.locator('.tab').first(), 'hidden');
  }

  /** Closes the panel, so that the code has the whole width. */
  async closePanel(): Promise<void> {
    const tab = this.page.locator('.tab').filter({ hasText: /^(Trace: |GradLens)/ });
    await tab.getByRole('button', { name: 'Close' }).click();
    await tab.waitFor({ state: 'hidden' });
  }

  /** Trusts the workspace, as its editor *Workspaces: Manage Workspace Trust* does. */
  async trust(): Promise<void> {
    await this.run('Workspaces: Manage Workspace Trust');
    const editor = this.page.locator('.workspace-trust-editor');
    await editor.getByRole('button', { name: 'Trust', exact: true }).click();
    await this.run('View: Close Editor');
    await editor.waitFor({ state: 'hidden' });
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    await this.#pick('F1', title);
  }

  /** Changes the colours of the window. */
  async theme(theme: Theme): Promise<void> {
    const [title, mark] = marks[theme];
    const chosen = this.page.locator(`.monaco-workbench.${mark}`);
    if (await chosen.isVisible()) return;
    // What is typed while the palette still gives way to the list of themes is typed into the palette.
    const list = this.page.locator('.quick-input-widget input[placeholder*="Theme"]');
    await insist(async () => {
      await insist(() => this.run('Preferences: Color Theme'), list);
      await this.#choose(title);
    }, chosen);
  }

  /** Keeps a picture of the window; returns where. */
  async screenshot(name: string): Promise<string> {
    const path = join(root, 'dist/screenshots', `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async #pick(key: string, text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type=text]');
    const row = this.#row(text);
    // A list that was filled before all commands were known stays as it is until it is opened anew.
    await insist(async () => {
      if (await input.isVisible()) await this.page.keyboard.press('Escape');
      await insist(() => this.page.keyboard.press(key), input);
      await input.fill((key === 'F1' ? '>' : '') + text);
    }, row);
    await row.click();
  }

  /** Takes the first entry with this text from the list that is open. */
  async #choose(text: string): Promise<void> {
    const row = this.#row(text);
    await insist(() => this.page.locator('.quick-input-widget input[type=text]').fill(text), row);
    await row.click();
  }

  #row(text: string): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: text }).first();
  }
}
