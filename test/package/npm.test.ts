import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folders } from '../support/folders.ts';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const program = `
/** @trace square(3) */
export function square(x: number): number {
  return x * x;
}
`;

/** Needs what is loaded late for few programs. */
const decorated = `
const plain = (target: unknown, _: ClassMethodDecoratorContext) => target;
class Area {
  @plain of(x: number): number { return x * x; }
}
/** @trace square(3) */
export function square(x: number): number {
  return new Area().of(x);
}
`;

it('the npm package installs without a network, alone, and traces', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-outside-'));
  folders.push(folder);
  const env = { ...process.env, NO_COLOR: '1', npm_config_offline: 'true', INIT_CWD: folder };
  const shell = process.platform === 'win32';
  const call = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', env, shell });
  writeFileSync(join(folder, 'package.json'), '{ "name": "outside", "private": true }');
  writeFileSync(join(folder, 'square.ts'), program);
  writeFileSync(join(folder, 'main.mjs'), 'console.log(3 * 4);\n');

  const tarball = call(process.execPath, join(root, 'scripts/pack.mjs'), folder).trim();
  call('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', tarball);
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  expect(Object.keys(packages).sort()).toEqual(['', 'node_modules/gradlens']);
  const installed = join(folder, 'node_modules/gradlens');
  for (const left of ['src', 'test', 'dist/extension.js', 'dist/webview.js'])
    expect(existsSync(join(installed, left)), left).toBe(false);
  expect(existsSync(join(installed, 'dist/ThirdPartyNotices.txt'))).toBe(true);

  expect(call(join(folder, 'node_modules/.bin/gradlens'), '--version')).toBe(`${version}\n`);
  const said = call('npx', 'gradlens', 'trace', 'square.ts', '--timeout', '300000');
  expect(said).toMatch(/^square\(x\) = 9 .*✓ gradient checked/);
  expect(said).toMatch(/∂square\/∂x = 6/);
  // what its other commands load is there, too
  writeFileSync(join(folder, 'decorated.ts'), decorated);
  expect(call('npx', 'gradlens', 'trace', 'decorated.ts', '--timeout', '300000')).toMatch(
    /^square\(x\) = 9 /,
  );
  expect(call('npx', 'gradlens', 'exec', 'main.mjs')).toBe('12\n');
});
