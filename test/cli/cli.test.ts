import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand, UsageError } from '../../src/cli/command.ts';
import { cliJson, cliPath, folder, gradlens, rangeOf, traceJson } from './gradlens.ts';

const product = `/** @trace f(2, 3) */
export function f(x: number, y: number): number {
  return x * y;
}
`;
const several = `/**
 * @trace small: f(2)
 * @trace large: f(2000)
 */
export function f(x: number): number {
  return x * x;
}

/** @trace g(3) */
export function g(x: number): number {
  return x + x;
}
`;

describe('gradlens', () => {
  it('prints help and version', async () => {
    const help = await gradlens('.', ['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('gradlens trace FILE');
    expect(help.stdout.split('\n').every((line) => line.length <= 100)).toBe(true);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await gradlens('.', ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [['trace', 'a.ts', '--fromat', 'json'], 'Did you mean --format?'],
    [['trace', 'a.ts', '--format', 'xml'], 'there are text, source, json, tuples'],
    [['trace', 'a.ts', '--timeout', 'soon'], 'milliseconds'],
    [['trace', 'a.ts', '--timeout'], 'needs a value'],
    [['trace'], 'needs a file'],
    [[], 'A command is missing'],
  ])('does not understand %j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(message);
    expect(() => parseCommand(args)).toThrow(UsageError);
  });

  it('refuses what it does not understand with 2', async () => {
    const { code, stdout, stderr } = await gradlens('.', ['trase', 'a.ts']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Did you mean trace?');
  });

  it('traces a file: value, gradient, check', async () => {
    const { code, cases } = await cliJson(folder({ 'f.ts': product }), 'f.ts', '--check');
    expect(code).toBe(0);
    expect(cases).toMatchObject([
      {
        files: ['f.ts'],
        status: 'ok',
        output: [{ value: 6 }],
        inputs: [
          { path: 'x', value: 2, gradient: 3 },
          { path: 'y', value: 3, gradient: 2 },
        ],
        check: { ok: true },
      },
    ]);
  });

  it('prints text, and what user code prints to stderr', async () => {
    const source = product.replace('return', `console.log('from user code');\n  return`);
    const { code, stdout, stderr } = await gradlens(folder({ 'f.ts': source }), [
      'trace',
      'f.ts',
      '--no-check',
    ]);
    expect(code).toBe(0);
    expect(stderr).toBe('from user code\n');
    expect(stdout).toContain('= 6');
    // No colours: this is no terminal.
    expect(stdout).not.toContain(String.fromCharCode(27));
  });

  it('runs each case in a process of its own, and chooses by name', async () => {
    const cwd = folder({ 'f.ts': several });
    const values = async (...args: string[]) =>
      (await traceJson(cwd, 'f.ts', '--no-check', ...args)).cases.map(({ output }) => output?.[0]?.value);
    expect(await values()).toEqual([4, 4_000_000, 6]);
    expect(await values('--function', 'g')).toEqual([6]);
    expect(await values('--case', 'large')).toEqual([4_000_000]);
    const wrong = await gradlens(cwd, ['trace', 'f.ts', '--case', 'smal']);
    expect(wrong.code).toBe(4);
    expect(wrong.stderr).toContain('Did you mean small?');
  });

  it('lists the cases of a file', async () => {
    const { code, stdout } = await gradlens(folder({ 'f.ts': several }), ['list', 'f.ts']);
    expect(code).toBe(0);
    expect(stdout).toBe('f.ts:5:17  f  (small)\nf.ts:5:17  f  (large)\nf.ts:10:17  g\n');
  });

  it('on a Node that is too old is run by the one that came with the project', async () => {
    const old = `const m = require('node:module');
      delete m.registerHooks; delete m.enableCompileCache; delete Map.groupBy; delete Promise.withResolvers;\n`;
    const cwd = folder({ 'f.ts': product, 'old.cjs': old });
    const node = ['--require', './old.cjs'];
    const run = await gradlens(cwd, ['trace', 'f.ts', '--format', 'json'], { node });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject([{ status: 'ok', output: [{ value: 6 }] }]);
  });

  it('a file that is not there, or holds no @trace', async () => {
    const cwd = folder({ 'f.ts': 'export const x = 1;\n' });
    expect(await gradlens(cwd, ['trace', 'nope.ts'])).toMatchObject({ code: 4, stdout: '' });
    const none = await gradlens(cwd, ['trace', 'f.ts']);
    expect(none.code).toBe(4);
    expect(none.stderr).toContain('no @trace');
  });
});

describe('programs that go wrong', () => {
  const body = (text: string) =>
    `/** @trace f(2) */\nexport function f(x: number): number {\n  ${text}\n  return x;\n}\n`;

  /** Exit code, error code and range of the first error; by the command line's own process, or without it. */
  async function outcome(source: string, trace = traceJson, ...args: string[]) {
    const { code, cases, stderr } = await trace(folder({ 'f.ts': source }), 'f.ts', ...args);
    const [first] = cases[0]?.diagnostics ?? [];
    return { exit: code, code: first?.code, range: first?.span.slice(1), message: first?.message, stderr };
  }

  it.each([
    ['process.exit', body('process.exit(3);'), 'process.exit(3)', 1, 'process-exit'],
    ['a syntax error', body('const = 2;'), '=', 4, 'syntax-error'],
    ['a missing import', `import { q } from './nope';\n${body('q;')}`, `'./nope'`, 4, 'missing-import'],
    [
      'an array of 10 GB',
      body('new Float64Array(1.25e9).fill(x);'),
      'new Float64Array(1.25e9)',
      3,
      'memory-limit',
    ],
  ])('%s', async (_name, source, text, exit, code) => {
    expect(await outcome(source)).toMatchObject({ exit, code, range: rangeOf(source, text) });
  });

  it('a loop without end, at the limit that is asked for', async () => {
    const source = body('while (true) {}');
    const result = await outcome(source, cliJson, '--timeout', '4000');
    expect(result).toMatchObject({ exit: 3, code: 'time-limit', range: rangeOf(source, 'while (true) {}') });
    expect(result.message).toContain('4 s');
  });

  it('a throw', async () => {
    const source = body(`if (x > 1) throw new RangeError('too large');`);
    const result = await outcome(source, cliJson);
    expect(result).toMatchObject({ exit: 1, code: 'threw' });
    expect(result.message).toContain('RangeError: too large');
    expect(result.range![0]).toBe(3);
  });

  it('a @trace that does not parse', async () => {
    const source = body('').replace('f(2)', 'f(2');
    const result = await outcome(source);
    expect(result).toMatchObject({ exit: 4, code: 'trace-tag-syntax' });
    expect(result.range![0]).toBe(1);
  });

  it('a denied write, also where the program swallows the error', async () => {
    const call = `writeFileSync('out.txt', 'x')`;
    const source = `import { writeFileSync } from 'node:fs';\n${body(`try { ${call}; } catch {}`)}`;
    const cwd = folder({ 'f.ts': source });
    const { code, cases } = await cliJson(cwd, 'f.ts');
    const denied = cases[0]!.diagnostics.find((each) => each.code === 'sandbox-denied');
    expect(code).toBe(0);
    expect(denied?.span.slice(1)).toEqual(rangeOf(source, call));
    expect(existsSync(join(cwd, 'out.txt'))).toBe(false);
  });

  it('Ctrl+C cancels and answers', async () => {
    const cwd = folder({ 'f.ts': body(`console.log('running');\n  while (true) {}`) });
    const output = await gradlens(cwd, ['trace', 'f.ts', '--format', 'json'], {
      onOutput: (pid) => process.kill(pid, 'SIGINT'),
    });
    expect(output.code).toBe(3);
    expect(output.stdout).toContain('"cancelled"');
    expect(output.stderr).toContain('gradlens: cancelling; what was recorded so far follows.');
  });

  it.skipIf(process.platform === 'win32')('Ctrl+C again ends at once', async () => {
    const busy = `for (let i = 0; ; i++) {\n    x = x * 1.5;\n    if (i === 20_000) console.log('running');\n  }`;
    const cwd = folder({ 'f.ts': body(busy) });
    const args = [cliPath, 'trace', 'f.ts', '--format', 'json', '--timeout', '300000'];
    // Nobody reads what it prints, so that it would wait for ever.
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    await once(child.stderr, 'data');
    const again = setInterval(() => child.kill('SIGINT'), 100);
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    clearInterval(again);
    expect(signal).toBe('SIGINT');
  });

  it.skipIf(process.platform === 'win32')(
    'SIGTERM in the second of two cases leaves whole JSON',
    async () => {
      const loop = `/** @trace g(3) */\nexport function g(x: number): number {\n  console.log('running');\n  while (true) {}\n}\n`;
      const output = await gradlens(
        folder({ 'f.ts': product + loop }),
        ['trace', 'f.ts', '--no-check', '--format', 'json'],
        { onOutput: (pid) => process.kill(pid, 'SIGTERM') },
      );
      expect(JSON.parse(output.stdout)).toMatchObject([
        { status: 'ok', output: [{ value: 6 }] },
        { diagnostics: [{ code: 'cancelled' }] },
      ]);
      expect(output.code).toBe(3);
    },
  );

  it.skipIf(process.platform === 'win32').each(['starts', 'writes'])(
    'SIGTERM while it %s leaves whole JSON or nothing',
    async (when) => {
      const many = `/** @trace f(1.5) */
export function f(x: number): number {
  let sum = x;
  for (let i = 0; i < 2000; i++) sum = sum * x - i;
  return sum;
}
`;
      const args = [cliPath, 'trace', 'f.ts', '--no-check', '--format', 'json'];
      const child = spawn(process.execPath, args, { cwd: folder({ 'f.ts': many }) });
      let stdout = '';
      // As soon as there is an output, the reader stops: the rest waits for it.
      if (when === 'starts') child.kill('SIGTERM');
      else await once(child.stdout, 'readable');
      const ended = once(child, 'close');
      if (when === 'writes') child.kill('SIGTERM');
      child.stdout.on('data', (text) => (stdout += String(text)));
      await ended;
      expect(when === 'starts' || stdout.length > 200_000).toBe(true);
      if (stdout !== '') expect(JSON.parse(stdout)).toMatchObject([{ version: expect.any(Number) }]);
    },
  );

  it('leaves no process behind', () => {
    const left = readdirSync('/proc').filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return (
          line.includes(join(process.cwd(), 'dist/runner.js')) &&
          readFileSync(`/proc/${pid}/status`, 'utf8').includes('PPid:\t1\n')
        );
      } catch {
        return false;
      }
    });
    expect(left).toEqual([]);
  });
});
