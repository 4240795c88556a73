import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { workspace, type Uri } from 'vscode';

/** Every setting, by its name in package.json without `gradlens.`, with the default that package.json gives it. */
export const defaults = {
  /** The Node that runs user code; empty: whichever is found. */
  nodePath: '',
};
export type Settings = Readonly<typeof defaults>;

/** The settings that hold for a document. */
export function settingsFor(uri: Uri): Settings {
  const configuration = workspace.getConfiguration('gradlens', uri);
  const values = Object.entries(defaults).map(([name, value]) => [name, configuration.get(name, value)]);
  return Object.fromEntries(values) as Settings;
}

let found: Promise<string> | undefined;

/** The Node that runs user code: the setting's, else the PATH's if it is new enough, else VS Code's own. */
export function nodeFor({ nodePath }: Settings): Promise<string> {
  const path = nodePath.trim();
  if (path !== '') return Promise.resolve(path);
  found ??= isNewOnPath().then((isNew) => (isNew ? 'node' : process.execPath));
  return found;
}

/** Whether the PATH has a Node with `module.registerHooks`: 22.15 or newer. */
async function isNewOnPath(): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)('node', ['--version'], { timeout: 5000 });
    const [major, minor] = stdout.trim().replace(/^v/, '').split('.').map(Number);
    return major! > 23 || (major === 22 && minor! >= 15) || (major === 23 && minor! >= 5);
  } catch {
    return false;
  }
}
