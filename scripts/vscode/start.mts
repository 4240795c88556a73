// Opens VS Code with GradLens on a folder: desktop VS Code where there is one, else a page in the browser.
// Ends when the window is closed or this command is interrupted, and what it started ends with it.
// Usage: start.mts [FOLDER]; `GRADLENS_VSCODE=server` prefers the page, `oldest` that of the oldest VS Code.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { findDesktop } from './desktop.mts';
import { startServer, windowAddress } from './server.mts';
import {
  MissingError,
  closeOnEnd,
  endGroup,
  environment,
  hasDisplay,
  newProfile,
  progress,
  root,
} from './tools.mts';

const folder = resolve(process.env.INIT_CWD ?? root, process.argv[2] ?? join(root, 'examples'));
const group = process.platform !== 'win32';

/** Shows an address in the user's browser; false where there is none to ask. */
function openBrowser(address: string): boolean {
  if (!hasDisplay) return false;
  const onPath = (name: string): boolean =>
    (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, name)));
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', address],
  }[process.platform as string] ?? ['xdg-open', address];
  if (process.platform === 'linux' && !onPath(command!)) return false;
  spawn(command!, args, { stdio: 'ignore', detached: group }).on('error', () => {});
  return true;
}

/** Runs desktop VS Code until its window is closed. */
async function startDesktop(program: string): Promise<void> {
  const profile = newProfile();
  process.on('exit', profile.close);
  const child = spawn(
    program,
    [
      ...['--new-window', '--disable-workspace-trust', '--skip-welcome'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...[`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`],
      ...[`--extensionDevelopmentPath=${root}`, folder],
    ],
    { env: environment, detached: group, stdio: 'ignore' },
  );
  const close = (): Promise<void> => endGroup(child);
  closeOnEnd(close);
  progress(`${program} is open on ${folder}; close its window or press Ctrl+C to end`);
  await new Promise<void>((done, fail) => child.once('exit', () => done()).once('error', fail));
  await close();
}

/** Serves VS Code until this command is interrupted. */
async function startPage(): Promise<void> {
  const profile = newProfile();
  process.on('exit', profile.close);
  const server = await startServer({ profile, trusted: true });
  closeOnEnd(() => server.close());
  const address = windowAddress(server.origin, { folder, extension: root });
  console.log(address);
  progress(
    openBrowser(address)
      ? 'VS Code with GradLens runs at the address above and opens in your browser; Ctrl+C ends it'
      : 'VS Code with GradLens runs at the address above; there is no browser here to open it with, so open it ' +
          'yourself (from another machine, forward its port first: ssh -L PORT:127.0.0.1:PORT). Ctrl+C ends it',
  );
}

try {
  const desktop = await findDesktop();
  await (desktop ? startDesktop(desktop) : startPage());
} catch (error) {
  if (!(error instanceof MissingError)) throw error;
  progress(error.message);
  process.exitCode = 1;
}
