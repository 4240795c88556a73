import { defaultLimits } from '../../shared/limits.ts';
import { cacheFolder, compiledFolder } from '../load/cacheFolder.ts';
import { launch, type Launched } from './launch.ts';
import { thisNode } from './nodeProgram.ts';

/**
 * Starts a process at once, before there is a `Runner` to take it, as one without further options starts it: it gets ready while this
 * one loads what it will ask it with.
 */
export function startEarly(runnerPath: string): Launched {
  const { env } = process;
  const cache = cacheFolder(env);
  const compiled = cache === undefined ? undefined : compiledFolder(cache);
  return launch({
    ...{ runnerPath, compiled, node: thisNode, sandbox: true, limits: defaultLimits, env, passed: [] },
  });
}
