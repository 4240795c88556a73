import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliPath, folder, gradlens } from '../cli/gradlens.ts';

/** Whether a process is there, and no zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The processes that a process has started. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return new RegExp(`^PPid:\\s*${pid}$`, 'm').test(readFileSync(`/proc/${name}/status`, 'utf8'));
      } catch {
        return false;
      }
    })
    .map(Number);
}

const loop = 'while (true) {}';
const never = `/(a+)+$/.test('a'.repeat(60) + 'b');`;
const body = (before: string, inside: string) =>
  `${before}\n/** @trace f(2) */\nexport async function f(x: number) {\n  ${inside}\n  return x * x;\n}\n`;

/** Where a program is when the process that started it is killed; `say` tells that it is there. */
const phases: readonly (readonly [string, before: string, inside: string])[] = [
  ['loading', `await say(); ${loop}`, ''],
  ['running', '', `await say(); ${loop}`],
  ['in a native', '', `await say(); ${never}`],
  ['in the check, which runs it plainly', '', `if (x !== 2) { await say(); ${loop} }`],
  ['in a native in the check', '', `if (x !== 2) { await say(); ${never} }`],
];

describe('nothing is left when the parent is killed while a program is busy', () => {
  it.each(phases)('%s', async (_, before, inside) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const say = `import net from 'node:net';
const say = () => new Promise((said) => net.connect(${port}, '127.0.0.1', () => said(null)));\n`;
    const cwd = folder({ 'f.ts': body(say + before, inside) });
    const parent = spawn(process.execPath, [cliPath, 'trace', 'f.ts', '--timeout', '300000'], { cwd });
    const ended = once(parent, 'exit');
    const isBusy = await Promise.race([once(server, 'connection').then(() => true), ended.then(() => false)]);
    const started = childrenOf(parent.pid!);
    expect(isBusy).toBe(true);
    expect(started.length).toBeGreaterThan(1);
    parent.kill('SIGKILL');
    await ended;
    // The test's own limit ends a wait for a process that stays.
    while (started.some(isAlive)) await new Promise((resolve) => setTimeout(resolve, 20));
    server.close();
  });
});

describe('what a program prints', () => {
  const print = (text: string, end = 'return x * x;') =>
    folder({ 'f.ts': body('', `for (let i = 0; i < 5000; i++) console.log(i + ${text});\n  ${end}`) });

  it.each([
    ['answers', 'return x * x;'],
    ['throws', `throw new Error('no');`],
    ['ends its process', 'process.exit(3);'],
    ['kills its process', `process.kill(process.pid, 'SIGKILL');`],
  ])('arrives whole when it %s', async (_, end) => {
    const { stderr } = await gradlens(print(`' ' + 'y'.repeat(1000)`, end), ['trace', 'f.ts', '--no-check']);
    const lines = stderr.split('\n').filter((line) => / y{1000}$/.test(line));
    expect(lines.map((line) => Number.parseInt(line))).toEqual(Array.from({ length: 5000 }, (_, i) => i));
  });

  it('is cut where it would fill the memory of who shows it, and that is said', async () => {
    const { code, stderr } = await gradlens(print(`'y'.repeat(10_000)`), ['trace', 'f.ts', '--no-check']);
    expect(code).toBe(0);
    expect(stderr.length).toBeLessThan(20_001_000);
    expect(stderr).toMatch(/y\n… \(printed output is cut here, after 20 million characters\)\n$/);
  });
});

it('cancel works without a folder for temporary files', async () => {
  const cwd = folder({ 'f.ts': body('', `console.log('busy'); ${loop}`) });
  const env = { ...process.env, TMPDIR: join(cwd, 'nowhere') };
  const child = spawn(process.execPath, [cliPath, 'trace', 'f.ts', '--timeout', '300000'], { cwd, env });
  let said = '';
  child.stderr.on('data', (text) => {
    said += String(text);
    if (String(text).includes('busy')) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(3);
  expect(said).toContain('The run was cancelled.');
});
