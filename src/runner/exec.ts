/** Loaded before the script of `gradlens exec`: from here on every module is instrumented, and Node runs the script itself. */
import { writeFileSync } from 'node:fs';
import Module from 'node:module';
import { isProxy } from 'node:util/types';
import { createProgramSession } from '../engine/program.ts';
import { Loader } from './load.ts';
import { execVariable, type ExecSetting } from './exec-setting.ts';
import { installRuntime } from './trace.ts';

const setting = JSON.parse(process.env[execVariable] ?? '{}') as ExecSetting;
// The program is to find the process as Node alone would have made it.
Reflect.deleteProperty(process.env, execVariable);
process.execArgv = [];
Reflect.deleteProperty((Module as unknown as { _cache: object })._cache, __filename);

const session = createProgramSession({
  isOpaque: isProxy,
  instrumentEval: (source) => loader.instrumentEval(source),
});
const loader: Loader = new Loader({
  mode: 'trace',
  exact: true,
  root: process.cwd(),
  overlay: new Map(),
  addFile: (path, base, sites, source) => session.addFile(path, base, sites, source),
  addMatrixModule: (real, loadTwin) => session.addMatrixModule(real, loadTwin),
});
installRuntime(session.runtime);
session.install();
loader.install();

const { stats } = setting;
if (stats !== undefined) {
  process.on('exit', () => writeFileSync(stats, `${JSON.stringify({ equations: session.equations })}\n`));
}
