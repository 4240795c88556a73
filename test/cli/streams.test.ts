import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliPath, folder, gradlens } from './gradlens.ts';

const product =
  '/** @trace f(2, 3) */\nexport function f(x: number, y: number): number {\n  return x * y;\n}\n';
const many = `/**\n${Array.from({ length: 20 }, (_, i) => ` * @trace f(${i}, 1)\n`).join('')} */\n${product.split('\n').slice(1).join('\n')}`;

/** Runs a command of the shell with `gradlens` in it; its exit code and what it printed to stderr. */
function shell(cwd: string, command: string): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const text = command.replaceAll('gradlens', `"${process.execPath}" "${cliPath}"`);
    const child = spawn('bash', ['-c', text], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += String(data)));
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

describe('output that cannot be written', () => {
  it('--out into a folder that is not there, before anything runs', async () => {
    const cwd = folder({ 'a.ts': product });
    expect(await gradlens(cwd, ['trace', 'a.ts', '--out', 'none/a.gradlens'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'gradlens: cannot write none/a.gradlens: there is no folder none.\n',
    });
  });

  it('--out where a folder is: one line, and nothing half written', async () => {
    const cwd = folder({ 'a.ts': product });
    mkdirSync(join(cwd, 'a.gradlens'));
    const { code, stderr } = await gradlens(cwd, ['trace', 'a.ts', '--out', 'a.gradlens']);
    expect([code, stderr]).toEqual([2, 'gradlens: cannot write a.gradlens: it is a folder.\n']);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.runIf(existsSync('/dev/full'))('a disk that is full', async () => {
    const cwd = folder({ 'a.ts': product });
    for (const format of ['text', 'json']) {
      expect(await shell(cwd, `gradlens trace a.ts --format ${format} > /dev/full`)).toEqual({
        code: 2,
        stderr: 'gradlens: cannot write the output: there is no room left.\n',
      });
    }
  });

  it.skipIf(process.platform === 'win32')('a reader that goes early ends it quietly', async () => {
    const cwd = folder({ 'many.ts': many });
    const first = 'gradlens trace many.ts --no-check | head -1; exit ${PIPESTATUS[0]}';
    expect(await shell(cwd, first)).toEqual({ code: 0, stderr: '' });
    const none = 'gradlens --help | true; exit ${PIPESTATUS[0]}';
    expect(await shell(cwd, none)).toEqual({ code: 0, stderr: '' });
  });
});

describe.skipIf(process.platform === 'win32')('a pipe where a file should be', () => {
  it('is refused as the file, and as an import', async () => {
    const user = `import './pipe.ts';\n${product}`;
    const cwd = folder({ 'a.ts': user });
    execFileSync('mkfifo', [join(cwd, 'pipe.ts')]);
    const asFile = await gradlens(cwd, ['list', 'pipe.ts']);
    expect(asFile.code).toBe(4);
    expect(asFile.stderr).toContain('pipe.ts is a pipe or a device');
    const asImport = await gradlens(cwd, ['trace', 'a.ts']);
    expect(asImport.code).toBe(4);
    expect(asImport.stderr).toContain('pipe.ts is a pipe or a device');
  });
});
