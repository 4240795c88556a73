// `npm run pack [-- FOLDER]`: the command line as the npm package that is published, in the folder where it was asked for. It has
// the files of `npm pack` here but for the extension, and no dependencies: the bundles hold them. Here they are named so that an audit sees them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './node.mjs';

/** Fields of the manifest that are of the command line, too. */
const shared = [
  ...['name', 'version', 'description', 'license', 'keywords', 'homepage', 'repository', 'bugs', 'bin'],
];

/** Calls `npm pack` in a folder, without scripts; returns its account of the package. */
function npmPack(cwd, ...args) {
  const { status, stdout, stderr, error } = spawnSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--loglevel=error', ...args],
    { cwd, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status !== 0) throw error ?? new Error(`npm pack failed.\n${stderr}`);
  return JSON.parse(stdout)[0];
}

const target = resolve(process.env.INIT_CWD ?? '.', process.argv[2] ?? '.');
const folder = mkdtempSync(join(tmpdir(), 'gradlens-npm-'));
try {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const { path } of npmPack(root, '--dry-run').files)
    if (path !== manifest.main) cpSync(join(root, path), join(folder, path));
  const own = Object.fromEntries(shared.map((field) => [field, manifest[field]]));
  const published = { ...own, engines: { node: '>=22.15' }, publishConfig: { access: 'public' } };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  console.log(join(target, npmPack(folder, '--pack-destination', target).filename));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
