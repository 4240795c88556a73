// What the files of this folder share: where things are kept, how long steps are told, how everything is ended.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The project's folder. */
export const root: string = dirname(dirname(import.meta.dirname));

/** Downloads live outside the project, so that a fresh clone finds them again. */
export const cache: string = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gradlens');

/** The environment of an editor: the project's Node first, and nothing of an editor whose terminal this may be. */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|VITEST|NODE_ENV$)/.test(name)),
  ),
  PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH,
};

/** Something is missing that the reader can supply; shown without a stack. */
export class MissingError extends Error {}

/** One line on what is going on now; stdout is left to results. */
export function progress(text: string): void {
  console.error(`gradlens: ${text}`);
}

/** Whether a window can be shown: elsewhere than on Linux always, there where a display is named. */
export const hasDisplay: boolean =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Runs a program to its end with its output on stderr; whether it succeeded. */
export function succeeds(command: string, args: string[], cwd: string = root): boolean {
  const shell = process.platform === 'win32';
  const { status } = spawnSync(command, args, { cwd, env: environment, shell, stdio: ['ignore', 2, 2] });
  return status === 0;
}

/** What the log of the VS Code from npm says of native modules that it is installed without and does not need. */
export const missingNatives = /spdlog|native-watchdog/;

/** Folders of a new, empty VS Code; `close` deletes them. */
export interface Profile {
  readonly userData: string;
  readonly extensions: string;
  readonly server: string;
  close(): void;
}

/** Settings that keep everything quiet that is not under test. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  // On the web VS Code saves by itself.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/** A profile with these settings beside the quiet ones. */
export function newProfile(settings: Record<string, unknown> = {}): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-vscode-'));
  const userData = join(folder, 'user');
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(join(userData, 'User/settings.json'), JSON.stringify({ ...quiet, ...settings }, null, 2));
  return {
    userData,
    extensions: join(folder, 'extensions'),
    server: join(folder, 'server'),
    close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/** Ends a process that leads a group of its own, with all that it started. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
      else process.kill(-child.pid!, name);
    } catch {
      // The group is empty: nothing is left to end.
    }
  };
  signal('SIGTERM');
  const timer = setTimeout(() => signal('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
  signal('SIGKILL');
}

/** Calls `close` once when this process is asked to end or whoever started it is gone, then ends it. */
export function closeOnEnd(close: () => Promise<void>): void {
  let ending = false;
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    void close().finally(() => process.exit(code));
  };
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129));
  // npm passes a signal on to a shell, and not every shell passes it on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(143), 500).unref();
}
