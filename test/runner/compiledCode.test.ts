import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageConnection } from 'vscode-jsonrpc';
import { expect, it } from 'vitest';
import { CompiledCode } from '../../src/runner/parent/compiledCode.ts';
import { compiledFile } from '../../src/runner/parent/compiledFile.ts';
import { thisNode } from '../../src/runner/parent/nodeProgram.ts';
import { cliPath, folder, runnerPath } from '../cli/gradlens.ts';

/** A child that prints a word, and what V8 compiled of it. */
const program = (word: string) =>
  `exports.start = (compiled) => console.log(${word}, compiled().toString('base64'));`;

const setUp = () => {
  const cwd = folder({ 'child.js': program(`'before'`) });
  const runner = join(cwd, 'runner.js');
  copyFileSync(runnerPath, runner);
  const code = () => new CompiledCode(compiledFile(join(cwd, 'cache'), runner, thisNode, []));
  const start = () => {
    const { stdout } = spawnSync(process.execPath, [runner, code().file], { encoding: 'utf8' });
    const [word, made] = stdout.trim().split(' ') as [string, string];
    return { word, made: Buffer.from(made, 'base64') };
  };
  /** A connection to a child that answers with this. */
  const connection = (made: Uint8Array) =>
    ({ sendRequest: () => Promise.resolve(made) }) as unknown as MessageConnection;
  return { cwd, code, start, connection };
};

it('a child starts from what was compiled before, while that is whole and of the same program', async () => {
  const { cwd, code, start, connection } = setUp();
  const { word, made } = start();
  expect(word).toBe('before');
  await code().keepFrom(connection(made));
  const { file } = code();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // V8 takes a program of the same length for the one that was compiled: this shows which runs.
  const entry = readFileSync(file);
  writeFileSync(join(cwd, 'child.js'), program(`'behind'`));
  expect(code().file).not.toBe(file);
  writeFileSync(code().file, entry);
  expect(start().word).toBe('before');
  writeFileSync(code().file, entry.fill(0, entry.length - 1));
  expect(start().word).toBe('behind');
});

it('it is asked for once, and only where it is not there', async () => {
  const { code, connection } = setUp();
  const first = code();
  await first.keepFrom({ sendRequest: () => Promise.reject(new Error()) } as unknown as MessageConnection);
  await first.keepFrom(connection(Buffer.from('second')));
  expect(existsSync(first.file)).toBe(false);
  await code().keepFrom(connection(Buffer.from('third')));
  const kept = readFileSync(first.file);
  await code().keepFrom(connection(Buffer.from('fourth')));
  expect(readFileSync(first.file)).toEqual(kept);
});

it('the command line keeps what was compiled of itself and of its children', () => {
  const cwd = folder({ 'f.ts': '/** @trace f(2) */\nexport const f = (x: number) => x * x;\n' });
  const cache = join(cwd, 'cache');
  // Vitest's own environment has Node keep nothing.
  const env = { GRADLENS_CACHE: cache };
  expect(spawnSync(process.execPath, [cliPath, 'trace', 'f.ts', '--no-check'], { cwd, env }).status).toBe(0);
  const kept = readdirSync(join(cache, 'compiled'));
  expect(kept.filter((name) => /^[0-9a-f]{64}$/.test(name))).toHaveLength(1);
  const [ofNode] = kept.filter((name) => name.startsWith('v'));
  expect(readdirSync(join(cache, 'compiled', ofNode!))).not.toEqual([]);
});
