import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Our folder in the user's cache; undefined if the environment switches it off or names none. */
export function cacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  const { GRADLENS_CACHE: given, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (given === 'off') return undefined;
  if (given !== undefined && given !== '') return resolve(given);
  if (process.platform === 'win32') return local && join(local, 'gradlens', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/gradlens');
  return join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache'), 'gradlens');
}

/** The folder in ours for what is compiled of this tool's own programs. */
export const compiledFolder = (cache: string): string => join(cache, 'compiled');
