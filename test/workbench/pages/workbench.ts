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
import { patience, until } from './until.ts';
import { rowsToRun } from '../../support/long.ts';
import { newWorkspace, type Workspace } from './workspace.ts';

/** Themes that pictures are looked at in, with the classes that each gives to the window and to the page of the panel. */
const marks = {
  dark: ['Dark Modern', 'vs-dark', 'vscode-dark'],
  light: ['Light Modern', 'vs', 'vscode-light'],
  contrast: ['Dark High Contrast', 'hc-black', 'vscode-high-contrast:not(.vscode-high-contrast-light)'],
  lightContrast: ['Light High Contrast', 'hc-light', 'vscode-high-contrast-light'],
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

/** What a lens says of a run that was checked, or that failed; not of a tag that cannot be read. */
const judged = /[✓◐–]|✗(?! @)/;

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
    const workbench = new Workbench(page, log, profile, workspace, close);
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
  readonly workspace: Workspace;
  readonly close: Close;

  constructor(page: Page, log: () => string, profile: Profile, workspace: Workspace, close: Close) {
    this.page = page;
    this.log = log;
    this.profile = profile;
    this.workspace = workspace;
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

  /** Opens a file alone, and traces its first function; the panel and a lens have the result of this run when this resolves. */
  async trace(file: string): Promise<void> {
    await this.openAlone(file);
    await this.clear();
    await this.editor.lens('Trace Function').first().click();
    await this.editor.lensesSay((texts) => texts.some((text) => judged.test(text)));
    await this.panel.tab('Trace').waitFor();
  }

  /** Forgets what was traced in the source on the left, if anything was; its lenses say so when this resolves. */
  async clear(): Promise<void> {
    // A file comes back where it was scrolled to: the lenses may be out of view.
    await this.editor.goTo(1, 1);
    const texts = await this.editor.lensesSay(() => true);
    if (!texts.some((text) => judged.test(text))) return;
    await this.editor.focus();
    await this.run('GradLens: Clear');
    await this.editor.lensesSay((texts) => !texts.some((text) => judged.test(text)));
  }

  /** Takes back what was typed into the file in front since it was saved. */
  async revert(): Promise<void> {
    await this.editor.focus();
    await this.run('File: Revert File');
    await this.page.locator('.tab.dirty').waitFor({ state: 'detached' });
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

  /** Trusts the workspace in VS Code's editor for that, which the command *Workspaces: Manage Workspace Trust* opens. */
  async trust(open = () => this.run('Workspaces: Manage Workspace Trust')): Promise<void> {
    await open();
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
    const [title, mark, ofPage] = marks[theme];
    const chosen = this.page.locator(`.monaco-workbench.${mark}`);
    if (!(await chosen.isVisible())) await this.#chooseTheme(title, chosen);
    // The page of the panel is told of it later.
    const panels = this.page.locator('iframe.webview.ready');
    if ((await panels.count()) > 0) await this.panel.frame.locator(`body.${ofPage}`).waitFor();
  }

  /** Changes the size of the window; the panel is drawn as it then is when this resolves. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    const inner = this.panel.frame.locator('html');
    await until(
      async () => {
        const window = await this.page.locator('.monaco-workbench').boundingBox();
        const outer = await this.page.locator('iframe.webview.ready').boundingBox();
        const page = await inner.evaluate((html: { clientWidth: number }) => html.clientWidth);
        return [window?.width, Math.round(outer?.width ?? 0) - page];
      },
      ([whole, missing]) => whole === width && missing === 0,
    );
    await this.panel.drawn();
  }

  async #chooseTheme(title: string, chosen: Locator): Promise<void> {
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
