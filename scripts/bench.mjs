// `npm run bench -- [W1,W4a] [--budget MS] [--write FILE]`: what the engine costs, beside others. The others are installed in
// bench/node_modules, so that they are no dependencies of the project. `-- start` and `-- million` have none.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nodeBin, root, run } from './node.mjs';

const folder = join(root, 'bench');
const versions = (lock) =>
  Object.entries(JSON.parse(readFileSync(join(folder, lock), 'utf8')).packages)
    .filter(([path, { optional }]) => path !== '' && !optional)
    .map(([path, { version }]) => `${path} ${version}`)
    .join();
const copy = 'node_modules/.package-lock.json';
const args = process.argv.slice(2);
const isCompared = !['start', 'million'].includes(args[0]);
const isInstalled = () => existsSync(join(folder, copy)) && versions(copy) === versions('package-lock.json');
if (isCompared && !isInstalled()) {
  const shell = process.platform === 'win32';
  const status = run('npm', ['ci', '--loglevel=error'], {
    cwd: folder,
    output: 'none unless it fails',
    shell,
  });
  if (status !== 0) process.exit(status);
}
const at = args.indexOf('--write');
if (at >= 0) args[at + 1] = resolve(process.env.INIT_CWD ?? process.cwd(), args[at + 1]);
const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
process.exitCode = run(nodeBin, [...flags, join(folder, 'main.ts'), ...args]);
if (at >= 0) run(nodeBin, ['node_modules/prettier/bin/prettier.cjs', '--write', args[at + 1]]);
