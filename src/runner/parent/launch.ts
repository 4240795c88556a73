import { spawn, type ChildProcess } from 'node:child_process';
import type { Limits } from '../../shared/limits.ts';
import type { NodeProgram } from './nodeProgram.ts';

/** How a process that runs user code is started. */
export interface LaunchOptions {
  readonly node: NodeProgram;
  /** The bundle of `child/main.ts`. */
  readonly runnerPath: string;
  /** The folder in which the compiled code of that bundle may be. */
  readonly compiled?: string | undefined;
  readonly limits: Pick<Limits, 'memory'>;
  /** Deny writes, child processes, workers and addons. */
  readonly sandbox: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Names of variables that user code gets although they look confidential. */
  readonly passed: readonly string[];
}

/** A started process, and how it ends: when it is gone and all its output has been read, or when it could not be started. */
export interface Launched {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Starts a process that runs user code. */
export function launch(options: LaunchOptions): Launched {
  const { node, runnerPath, compiled } = options;
  const args = [...execArgv(options), runnerPath, ...(compiled === undefined ? [] : [compiled])];
  const child = spawn(node.path, args, {
    env: environment(options.env, options.passed),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended: Launched['ended'] = new Promise((resolve) => {
    child.on('error', () => resolve({ code: null, signal: null }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended };
}

/** The options of the Node that runs user code. */
export function execArgv({
  node,
  sandbox,
  limits,
}: Pick<LaunchOptions, 'node' | 'sandbox' | 'limits'>): string[] {
  const flags = [
    `--max-old-space-size=${Math.floor(limits.memory / 2 ** 20)}`,
    '--no-warnings=ExperimentalWarning',
  ];
  // Instrumented frames are larger than plain ones: recursion keeps its depth. Windows gives a thread no more.
  if (process.platform !== 'win32') flags.push('--stack-size=3900');
  if (!sandbox) return flags;
  // Node 25 denies the network, too, and takes an option that older ones do not know.
  const network = Number.parseInt(node.version) >= 25 ? ['--allow-net'] : [];
  return ['--permission', '--allow-fs-read=*', ...network, ...flags];
}

/** Variables with words of these in their names hold what opens doors: keys, and addresses of what listens on this machine. */
const confidential = [
  /(^|_)(tokens?|secrets?|keys?|passwords?|passwd|passphrase|credentials?|auth)(_|$)/i,
  /authtoken/i,
  /_sock(et)?$/i,
  /^(vscode|electron)_/i,
  /^(gpg_agent_info|dbus_session_bus_address|docker_host|git_askpass|ssh_askpass)$/i,
];

/**
 * The parent's environment for user code: without variables that would change the child's Node, and without confidential ones
 * unless they are named.
 *
 * @param passed names of variables that are passed on whatever they hold
 */
export function environment(env: NodeJS.ProcessEnv, passed: readonly string[]): NodeJS.ProcessEnv {
  const own = ['NODE_OPTIONS', 'NODE_V8_COVERAGE', 'NODE_CHANNEL_FD'];
  const isPassed = (name: string) =>
    !own.includes(name) && (passed.includes(name) || !confidential.some((pattern) => pattern.test(name)));
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => isPassed(name)));
  return 'electron' in process.versions ? { ...rest, ELECTRON_RUN_AS_NODE: '1' } : rest;
}
