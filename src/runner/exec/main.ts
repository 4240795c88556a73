/**
 * Loaded before the script of `gradlens exec`: from here on every module is instrumented, and Node runs the script itself. See the
 * README.md of this folder.
 */
import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { isProxy } from 'node:util/types';
import { isMainThread } from 'node:worker_threads';
import { createProgramSession } from '../../engine/index.ts';
import { callerSensitive } from './callerSensitive.ts';
import { keepBuiltIns } from '../load/builtIns.ts';
import { Cache, findIn, storeIn } from '../load/cache.ts';
import { Loader } from '../load/loader.ts';
import { execVariable, stackFlags, type ExecSetting } from './setting.ts';
import { Stacks } from './stacks.ts';
import { nodeNatives } from '../child/nodeNatives.ts';
import { installRuntime } from '../child/tracedRun.ts';
import { showUncaught } from './uncaught.ts';

function instrumentAll({ stats, cache: folder }: ExecSetting): void {
  const cache = folder === undefined ? undefined : { folder, part: 'exec' };
  const session = createProgramSession({
    isOpaque: isProxy,
    natives: nodeNatives,
    callers: callerSensitive(
      (site) => loader.files.callAt(site),
      (sites) => stacks.callSites(sites),
    ),
    evals: {
      instrument: (source, site) => loader.instrumentEval(source, site),
      evaluate: (code, site) => loader.evaluate(code, site),
    },
  });
  const loader: Loader = new Loader({
    mode: 'trace',
    exact: true,
    restore: () => restore(),
    root: process.cwd(),
    cache: cache && new Cache(findIn(cache), storeIn(cache), hash('sha256', readFileSync(__filename))),
    overlay: new Map(),
    addFile: (...file) => session.addFile(...file),
    addMatrixModule: (real, loadTwin) => session.addMatrixModule(real, loadTwin),
  });
  installRuntime(session.runtime);
  session.install();
  loader.install();
  const restore = keepBuiltIns();
  const stacks: Stacks = new Stacks(loader, session.stackLimit, session.repair);
  stacks.install();
  showUncaught(loader, stacks, session.thrownBy);
  if (stats === undefined) return;
  process.on('exit', () => writeFileSync(stats, `${JSON.stringify({ equations: session.equations })}\n`));
}

// The program must find the process as Node alone would have made it.
Reflect.deleteProperty((Module as unknown as { _cache: object })._cache, __filename);
if (process.execArgv[0] === stackFlags[0]) process.execArgv = process.execArgv.slice(stackFlags.length);
const variable = process.env[execVariable];
// Worker threads inherit the option that loads this file; they run plainly.
if (isMainThread && variable !== undefined) {
  const setting = JSON.parse(variable) as ExecSetting;
  Reflect.deleteProperty(process.env, execVariable);
  if (setting.nodeOptions === undefined) Reflect.deleteProperty(process.env, 'NODE_OPTIONS');
  else process.env['NODE_OPTIONS'] = setting.nodeOptions;
  instrumentAll(setting);
}
