import { resolve } from 'node:path';
import { cacheFolder } from '../runner/load/cacheFolder.ts';
import { execVariable, stackFlags, type ExecSetting } from '../runner/exec/setting.ts';
import { runNode } from './node.ts';
import type { ExecCommand } from './command.ts';

/**
 * Runs a script as `node` would, with all of it instrumented.
 *
 * @param preload the bundle of `runner/exec.ts`
 */
export function exec(command: ExecCommand, preload: string): Promise<number> {
  const { args, env } = execLaunch(command, preload);
  return runNode(process.execPath, args, env);
}

/** The arguments and the environment of the Node that runs a script instrumented. */
export function execLaunch(
  { nodeOptions, script, args, stats, cached }: ExecCommand,
  preload: string,
  parent = process.env,
): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  const { NODE_OPTIONS: given } = parent;
  const cache = cached ? cacheFolder(parent) : undefined;
  const setting: ExecSetting = {
    ...(cache !== undefined && { cache: resolve(cache) }),
    ...(stats !== undefined && { stats: resolve(stats) }),
    ...(given !== undefined && { nodeOptions: given }),
  };
  // In NODE_OPTIONS it comes before all that is preloaded besides.
  const first = `--require ${JSON.stringify(preload)} ${given ?? ''}`;
  const env = { ...parent, NODE_OPTIONS: first, [execVariable]: JSON.stringify(setting) };
  return { args: [...stackFlags, ...nodeOptions, script, ...args], env };
}
