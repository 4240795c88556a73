// Makes a fresh clone ready: installs what package-lock.json names and, with --build, bundles what is stale.
// Runs on any Node 20 and needs no package. What the tools print goes to stderr.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nodeBin, root, run } from './node.mjs';

/** Whether node_modules holds exactly what the lock file names (npm keeps a copy of the lock there). */
function installed() {
  const copy = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(copy) || !existsSync(nodeBin)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(copy, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (present[path] ? present[path].version === version : optional),
  );
}

/** Time of the youngest file below a path. */
function youngest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((time, name) => Math.max(time, youngest(join(path, name))), stat.mtimeMs);
}

/** Whether the bundles are younger than all they are made of; webpack leaves `.built` when it is done. */
function built() {
  const stamp = join(root, 'dist/.built');
  if (!existsSync(stamp)) return false;
  const own = ['webpack.config.cjs', 'scripts/primordials', 'tsconfig.json', 'package-lock.json'];
  const sources = ['src', 'webview', ...own];
  return sources.every((path) => youngest(join(root, path)) < statSync(stamp).mtimeMs);
}

if (!installed()) {
  console.error('gradlens: installing dependencies (npm ci), a minute or two, once');
  // What npm has to say of engines and of others' scripts is for whoever chose the packages.
  const status = run('npm', ['ci', '--no-fund', '--no-audit', '--no-progress', '--loglevel=error'], {
    output: 'none unless it fails',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status);
}
if (process.argv.includes('--build') && !built()) {
  console.error('gradlens: building');
  const status = run(nodeBin, ['node_modules/webpack/bin/webpack.js', '--config', 'webpack.config.cjs'], {
    output: 'none unless it fails',
  });
  if (status !== 0) process.exit(status);
}
