import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageConnection } from 'vscode-jsonrpc';
import { expect, it } from 'vitest';
import { CompiledCode } from '../../src/runner/parent/compiledCode.ts';
import type { CompiledEntry } from '../../src/shared/protocol.ts';
import { cliPath, folder, runnerPath } from '../cli/gradlens.ts';

/** A child that prints a word, whether V8 took what was compiled before, and what it compiled. */
const program = (word: string) => `exports.start = ({ isKept, compiled }) => {
  const { name, code } = compiled();
  console.log(${word}, isKept, name, code.toString('base64'));
};`;

const setUp = () => {
  const cwd = folder({ 'child.js': program(`'before'`) });
  const runner = join(cwd, 'runner.js');
  const compiled = join(cwd, 'compiled');
  copyFileSync(runnerPath, runner);
  const start = (...options: string[]) => {
    const { stdout } = spawnSync(process.execPath, [...options, runner, compiled], { encoding: 'utf8' });
    const [word, isKept, name, code] = stdout.trim().split(' ') as [string, string, string, string];
    return { word, isKept: isKept === 'true', made: { name, code: Buffer.from(code, 'base64') } };
  };
  /** The file of the only entry. */
  const entry = () => {
    const [only, ...others] = readdirSync(compiled).filter((name) => !ends.has(name));
    expect(others).toEqual([]);
    return join(compiled, only!);
  };
  const ends = new Set<string>();
  return { cwd, compiled, start, entry, seen: () => readdirSync(compiled).forEach((name) => ends.add(name)) };
};

/** A connection to a child that answers with this. */
const connection = (made: CompiledEntry | null) =>
  ({ sendRequest: () => Promise.resolve(made) }) as unknown as MessageConnection;

it('a child starts from what was compiled before, while that is whole, of the same program and of the same options', async () => {
  const { cwd, compiled, start, entry, seen } = setUp();
  const first = start();
  expect(first).toMatchObject({ word: 'before', isKept: false });
  await new CompiledCode(compiled).keepFrom(connection(first.made));
  expect(start()).toMatchObject({ word: 'before', isKept: true });
  const kept = readFileSync(entry());
  expect(statSync(entry()).mode & 0o777).toBe(0o600);
  expect(start('--no-warnings')).toMatchObject({ word: 'before', isKept: false });
  // V8 takes a program of the same length for the one that was compiled: this shows which runs.
  writeFileSync(join(cwd, 'child.js'), program(`'behind'`));
  const other = start();
  expect(other).toMatchObject({ word: 'behind', isKept: false });
  seen();
  await new CompiledCode(compiled).keepFrom(connection(other.made));
  writeFileSync(entry(), kept);
  expect(start()).toMatchObject({ word: 'before', isKept: true });
  writeFileSync(entry(), kept.fill(0, kept.length - 1));
  expect(start()).toMatchObject({ word: 'behind', isKept: false });
});

it('it is asked for once, and kept where there is an answer', async () => {
  const { compiled, entry } = setUp();
  const code = Buffer.from('code');
  const first = new CompiledCode(compiled);
  await first.keepFrom({ sendRequest: () => Promise.reject(new Error()) } as unknown as MessageConnection);
  await first.keepFrom(connection({ name: 'second', code }));
  await new CompiledCode(compiled).keepFrom(connection(null));
  expect(existsSync(compiled)).toBe(false);
  await new CompiledCode(compiled).keepFrom(connection({ name: 'third', code }));
  expect(readFileSync(entry()).subarray(32)).toEqual(code);
});

it('the command line keeps what was compiled of itself and of its children, once', () => {
  const cwd = folder({ 'f.ts': '/** @trace f(2) */\nexport const f = (x: number) => x * x;\n' });
  const cache = join(cwd, 'cache');
  // Vitest's own environment has Node keep nothing.
  const env = { GRADLENS_CACHE: cache };
  const run = () => {
    const { status } = spawnSync(process.execPath, [cliPath, 'trace', 'f.ts', '--no-check'], { cwd, env });
    expect(status).toBe(0);
    const kept = readdirSync(join(cache, 'compiled'));
    const [ofChild, ...others] = kept.filter((name) => /^[0-9a-f]{64}$/.test(name));
    expect(others).toEqual([]);
    const [ofNode] = kept.filter((name) => name.startsWith('v'));
    expect(readdirSync(join(cache, 'compiled', ofNode!))).not.toEqual([]);
    return statSync(join(cache, 'compiled', ofChild!));
  };
  const first = run();
  expect(run()).toMatchObject({ ino: first.ino, mtimeMs: first.mtimeMs });
});
