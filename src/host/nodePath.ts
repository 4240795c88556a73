import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { workspace, type Uri } from 'vscode';

let found: Promise<string> | undefined;

/** The Node that runs user code: the setting, else the PATH's if it is new enough, else VS Code's own. */
export function nodePathFor(uri: Uri): Promise<string> {
  const setting = workspace.getConfiguration('gradlens', uri).get<string>('nodePath', '').trim();
  if (setting !== '') return Promise.resolve(setting);
  found ??= onPath().then((ok) => (ok ? 'node' : process.execPath));
  return found;
}

/** Whether the PATH has a Node with `module.registerHooks`: 22.15 or newer. */
async function onPath(): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('node', ['--version'], { timeout: 5000 });
    const [major, minor] = stdout.trim().replace(/^v/, '').split('.').map(Number);
    return major! > 23 || (major === 22 && minor! >= 15) || (major === 23 && minor! >= 5);
  } catch {
    return false;
  }
}
