import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ConfigurationTarget, workspace, type Uri } from 'vscode';
import { defaultLimits, type Limits } from '../shared/protocol.ts';
import { defaultColumn } from '../present/lines/lineEnds.ts';

/** Every setting, by its name in package.json without `gradlens.`, with the default that package.json gives it. */
export const defaults = {
  /** The Node that runs user code; empty: whichever is found. */
  nodePath: '',
  /** What stands at the ends of lines. */
  'lines.show': 'value and gradient' as 'off' | 'value' | 'value and gradient',
  /** The column that values do not stand right of, unless the code does. */
  'lines.column': defaultColumn,
  /** Whether lines are tinted by their influence on the result. */
  tint: false,
  /** Whether the editor shows our hover, our lenses, our findings among the problems. */
  hover: true,
  codeLens: true,
  problems: true,
  /** Where the panel opens when something is traced. */
  'panel.open': 'beside' as 'beside' | 'below' | 'never',
  'limits.loadSeconds': defaultLimits.load / 1000,
  'limits.runSeconds': defaultLimits.run / 1000,
  'limits.operations': defaultLimits.operations,
  'limits.memoryMegabytes': defaultLimits.memory / 1_000_000,
  /** Whether a traced run has the random numbers and the time of its case's seed. */
  pinRandomAndClock: true,
};
export type Settings = Readonly<typeof defaults>;

/** The settings that hold for a document, or where none is meant. */
export function settingsFor(uri?: Uri): Settings {
  const configuration = workspace.getConfiguration('gradlens', uri);
  const values = Object.entries(defaults).map(([name, value]) => [name, configuration.get(name, value)]);
  return Object.fromEntries(values) as Settings;
}

/** The limits of a run. */
export function limitsOf(settings: Settings): Limits {
  return {
    load: 1000 * settings['limits.loadSeconds'],
    run: 1000 * settings['limits.runSeconds'],
    operations: settings['limits.operations'],
    memory: 1_000_000 * settings['limits.memoryMegabytes'],
  };
}

/** Writes a setting: for the workspace if it is set there, else for the user. */
export async function writeSetting<Name extends keyof Settings>(
  name: Name,
  value: Settings[Name],
): Promise<void> {
  const configuration = workspace.getConfiguration('gradlens');
  const isOfWorkspace = configuration.inspect(name)?.workspaceValue !== undefined;
  const target = isOfWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await configuration.update(name, value, target);
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
