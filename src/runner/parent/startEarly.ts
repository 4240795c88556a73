import { defaultLimits } from '../../shared/limits.ts';
import { cacheFolder } from '../load/cache.ts';
import { compiledFile, type CompiledFile } from './compiledFile.ts';
import { execArgv, launch, type Launched } from './launch.ts';
import { thisNode } from './nodeProgram.ts';

/** A process that was started before there was a `Runner` to take it, as one without further options starts it. */
export interface Started extends Launched {
  readonly compiled: CompiledFile | undefined;
}

/** Starts a process at once: it gets ready while this one loads what it will ask it with. */
export function startEarly(runnerPath: string): Started {
  const { env } = process;
  const options = { runnerPath, node: thisNode, sandbox: true, limits: defaultLimits, env, passed: [] };
  const cache = cacheFolder(env);
  const compiled =
    cache === undefined ? undefined : compiledFile(cache, runnerPath, thisNode, execArgv(options));
  return { ...launch({ ...options, compiled: compiled?.path }), compiled };
}
