import { mkdirSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { cacheFolder, compiledFolder } from '../../runner/load/cacheFolder.ts';

/**
 * Lets Node keep what it compiled of this program, in a folder that only its user may write to: Node's own choice is below the
 * folder for temporary files, where whoever makes it first decides what others load. Does nothing where there is no such folder.
 */
export function keepCompiled(env: NodeJS.ProcessEnv): void {
  const cache = cacheFolder(env);
  if (cache === undefined) return;
  const folder = compiledFolder(cache);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    nodeModule.enableCompileCache?.(folder);
  } catch {
    // Node compiles it again.
  }
}
