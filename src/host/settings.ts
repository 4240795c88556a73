import { statSync } from 'node:fs';
import { ConfigurationTarget, workspace, type Uri } from 'vscode';
import { NodeError, nodeAt, thisNode, type NodeProgram } from '../runner/parent/nodeProgram.ts';
import { defaultLimits, type Limits } from '../shared/limits.ts';
import type { TraceOn } from './live/pace.ts';
import { showPlaces, usualPlaces } from '../present/format/numberText.ts';
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
  /** Places after the point that numbers are shown with, from the next run on. */
  'numbers.digits': usualPlaces,
  'limits.loadSeconds': defaultLimits.load / 1000,
  'limits.runSeconds': defaultLimits.run / 1000,
  'limits.operations': defaultLimits.operations,
  'limits.memoryMegabytes': defaultLimits.memory / 1_000_000,
  /** Names of environment variables that traced code gets although they look confidential. */
  env: [] as readonly string[],
  /** When a function that was traced runs again by itself. */
  traceOn: 'command' as TraceOn,
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

/** Shows numbers from now on with the digits that are set. */
export function showDigits(settings: Settings): void {
  showPlaces(settings['numbers.digits']);
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

const known = new Map<string, Promise<NodeProgram>>();

/**
 * The Node that runs user code: the setting's, else the PATH's if it is new enough, else VS Code's own. Throws a `NodeError` that
 * says what is wrong with the setting.
 */
export async function nodeFor({ nodePath }: Settings): Promise<NodeProgram> {
  const path = nodePath.trim();
  if (path === '') return askedOnce('node').catch(() => thisNode);
  try {
    return await askedOnce(path);
  } catch (error) {
    const advice = 'Name a Node.js 22.15 or newer, or leave the setting empty';
    throw new NodeError(`The setting gradlens.nodePath is wrong: ${(error as Error).message}. ${advice}.`);
  }
}

/** What a program said of itself, as long as its file is the same. */
function askedOnce(path: string): Promise<NodeProgram> {
  const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  const key = `${path}\n${mtimeMs}`;
  const asked = known.get(key) ?? nodeAt(path);
  known.set(key, asked);
  return asked;
}
