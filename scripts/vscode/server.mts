// VS Code as a server and a web page, from npm: complete, and there where desktop VS Code cannot be had or shown.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { MissingError, cache, endGroup, environment, progress, succeeds } from './tools.mts';
import type { Profile } from './tools.mts';

/**
 * Releases of code-server, which are VS Code of the same number less 3 in front: 4.139.1 is VS Code 1.139.1. The oldest is
 * the one that `engines.vscode` names: the one before it on npm, 1.100, has a Node too old for traced code. `GRADLENS_VSCODE=oldest`
 * chooses it.
 */
export const releases = { newest: '4.139.1', oldest: '4.103.2' };
const release = releases[process.env.GRADLENS_VSCODE === 'oldest' ? 'oldest' : 'newest'];

/** The program that finds files, which older releases download in a script of theirs. */
const missing = release === releases.oldest ? ['@vscode/ripgrep-universal@1.18.0'] : [];

const installation = join(cache, `vscode-${release}`);
const vscode = join(installation, 'node_modules/code-server/lib/vscode');

/**
 * Installs the server if it is not there yet. Install scripts are skipped: what they compile (terminals,
 * native logging) nothing here needs. A half-finished installation is never seen under the final name.
 */
export function installServer(): void {
  if (existsSync(installation)) return;
  const started = Date.now();
  progress(`installing VS Code 1${release.slice(1)} from npm, 600 MB, into ${installation}`);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${installation}-`);
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const inner = join(folder, 'node_modules/code-server/lib/vscode');
  const complete =
    succeeds('npm', [...options, '--prefix', folder, `code-server@${release}`, ...missing], folder) &&
    succeeds('npm', [...options, '--omit=dev'], inner) &&
    succeeds('npm', [...options, '--omit=dev'], join(inner, 'extensions'));
  if (complete) supplySearch(folder, join(inner, 'node_modules/@vscode/ripgrep/bin'));
  if (complete && !existsSync(installation)) renameSync(folder, installation);
  else rmSync(folder, { recursive: true, force: true });
  if (!complete)
    throw new MissingError(
      `VS Code could not be installed from npm (package code-server ${release}); npm's reason is above. ` +
        'Check the network and the registry (npm config get registry), then run this again.',
    );
  progress(`installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Puts the program that finds files where an older release has it. */
function supplySearch(folder: string, place: string): void {
  if (missing.length === 0) return;
  const platform = `${process.platform}-${process.arch}`;
  cpSync(join(folder, 'node_modules/@vscode/ripgrep-universal/bin', platform), place, { recursive: true });
}

/** What the server prints, twice, of the logger that it is installed without. */
const missingNative = /^Error: Could not locate the bindings file[^]*?^}\n/gm;

/** Installs a packaged extension into a profile, as a user does. */
export function installExtension(profile: Profile, vsix: string): void {
  installServer();
  const flags = [
    '--accept-server-license-terms',
    '--install-extension',
    vsix,
    '--extensions-dir',
    profile.extensions,
  ];
  const node = join(import.meta.dirname, '../../node_modules/.bin/node');
  const args = [join(vscode, 'out/server-main.js'), ...flags, '--server-data-dir', profile.server];
  const { status, stdout, stderr } = spawnSync(node, args, { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`VS Code could not install ${vsix}.\n${stdout}${stderr}`);
}

/** How a server is started. */
export interface ServerOptions {
  readonly profile: Profile;
  /** Whether every folder is trusted without asking. */
  readonly trusted: boolean;
  /** Whether VS Code runs with those of its own extensions only that tests need. */
  readonly lean?: boolean;
}

/** What a window of a server is opened on. */
export interface WindowOptions {
  /** The workspace's folder. */
  readonly folder: string;
  /** The folder of the extension under development; left out, only what the profile has installed runs. */
  readonly extension?: string | undefined;
  /** The module whose `run` is called in the extension host when the page is open. */
  readonly tests?: string | undefined;
}

/** A server that runs. */
export interface Server {
  /** Address and token of the server, as `windowAddress` takes them. */
  readonly origin: Origin;
  /** What the server printed so far. */
  log(): string;
  close(): Promise<void>;
}

/** Where a server listens, and the token that it asks for. */
export interface Origin {
  readonly host: string;
  readonly token: string;
}

/** The address of a window; whoever opens it has the editor. */
export function windowAddress({ host, token }: Origin, { folder, extension, tests }: WindowOptions): string {
  const remote = (path: string): string => `vscode-remote://${host}${path}`;
  const payload = [['skipWelcome', 'true']];
  if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  return `http://${host}/?${new URLSearchParams({ tkn: token, folder, payload: JSON.stringify(payload) })}`;
}

/** VS Code's own extensions that tests need: the languages that GradLens is for, colours, icons. Others only take time. */
const needed = [
  ...['javascript', 'json', 'typescript-basics'],
  ...['theme-defaults', 'theme-modern-icons', 'theme-seti'],
];

/** A folder of a profile with these alone. */
function leanExtensions(profile: Profile): string {
  const folder = join(profile.userData, 'builtin');
  mkdirSync(folder);
  for (const name of needed) symlinkSync(join(vscode, 'extensions', name), join(folder, name), 'junction');
  return folder;
}

/** Starts a server on a free port of this machine only, behind a token. */
export async function startServer(options: ServerOptions): Promise<Server> {
  installServer();
  const { profile, trusted, lean = false } = options;
  const token = randomBytes(16).toString('hex');
  const flags = [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
    ...[
      '--accept-server-license-terms',
      '--enable-smoke-test-driver',
      '--disable-telemetry',
      '--skip-welcome',
    ],
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...['--server-data-dir', profile.server, '--user-data-dir', profile.userData],
    ...['--extensions-dir', profile.extensions],
    ...(lean ? ['--builtin-extensions-dir', leanExtensions(profile)] : []),
  ];
  const child = spawn(
    join(import.meta.dirname, '../../node_modules/.bin/node'),
    [join(import.meta.dirname, 'leash.mjs'), join(vscode, 'out/server-main.js'), ...flags],
    { env: environment, detached: process.platform !== 'win32', stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let log = '';
  let port = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (text: string): void => {
      log += text;
      port = /Extension host agent listening on (\d+)/.exec(log)?.[1] ?? '';
      if (port) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The VS Code server ended with code ${code}.\n${log}`)));
  });
  return {
    origin: { host: `127.0.0.1:${port}`, token },
    log: () => log.replace(missingNative, ''),
    close: () => endGroup(child),
  };
}
