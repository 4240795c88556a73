import { resolve } from 'node:path';
import { cacheFolder } from '../runner/load/cache.ts';
import { execVariable, stackFlags, type ExecSetting } from '../runner/exec/setting.ts';
import { runNode } from './node.ts';
import type { ExecCommand } from './command.ts';

/**
 * Runs a script as `node` would, with all of it instrumented.
 *
 * @param preload the bundle of `runner/exec.ts`
 */
export function exec(
  { nodeOptions, script, args, stats, cached }: ExecCommand,
  preload: string,
): Promise<number> {
  const { NODE_OPTIONS: given } = process.env;
  const cache = cached ? cacheFolder(process.env) : undefined;
  const setting: ExecSetting = {
    ...(cache !== undefined && { cache: resolve(cache) }),
    ...(stats !== undefined && { stats: resolve(stats) }),
    ...(given !== undefined && { nodeOptions: given }),
  };
  // In NODE_OPTIONS it comes before all that is preloaded besides.
  const first = `--require ${JSON.stringify(preload)} ${given ?? ''}`;
  const env = { ...process.env, NODE_OPTIONS: first, [execVariable]: JSON.stringify(setting) };
  return runNode(process.execPath, [...stackFlags, ...nodeOptions, script, ...args], env);
}
