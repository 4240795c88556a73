import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prune } from '../../src/runner/load/cache.ts';
import { cliPath, folder, gradlens } from '../cli/gradlens.ts';
import { execution, run } from '../cli/same.ts';

/** A package that is worth a file, with a constant to be found again in what was made of it. */
const files = {
  'main.js': `console.log(require('pkg').f(2));`,
  'f.ts': `import { f as inner } from 'pkg';\n/** @trace f(2) */\nexport const f = (x: number) => inner(x);\n`,
  'node_modules/pkg/index.js': `// ${'-'.repeat(4000)}\nexports.f = function (x) { return x * 12345; };\n`,
};
const inPkg = 'x * 12345';

function project() {
  const cwd = folder(files);
  const cache = join(cwd, 'cache');
  const env = { GRADLENS_CACHE: cache };
  const executed = (options: readonly string[], env: NodeJS.ProcessEnv) => {
    const { args, env: all } = execution([...options, 'main.js'], env);
    return run(cwd, args, { env: all });
  };
  const exec = async (...options: string[]) => (await executed(options, env)).stdout.trim();
  const trace = async (...options: string[]) => {
    const { stdout } = await run(
      cwd,
      [cliPath, 'trace', 'f.ts', '--no-check', '--format', 'json', ...options],
      { env },
    );
    const [{ timing: _timing, ...rest }] = JSON.parse(stdout) as [
      { timing: unknown; output: [{ value: number }] },
    ];
    return rest;
  };
  const entries = () => (readdirSync(cwd).includes('cache') ? readdirSync(cache) : []);
  /** Changes the only entry's content; with a digest that fits, or not. */
  const change = (from: string, to: string, fits: boolean) => {
    const path = join(cache, entries()[0]!);
    const content = Buffer.from(
      readFileSync(path).subarray(32).toString('latin1').replaceAll(from, to),
      'latin1',
    );
    const digest = fits ? hash('sha256', content, 'buffer') : readFileSync(path).subarray(0, 32);
    writeFileSync(path, Buffer.concat([digest, content]));
  };
  return { cwd, cache, executed, exec, trace, entries, change };
}

describe('rewritten files are kept', () => {
  it('by exec, and read by the next', async () => {
    const { exec, entries, change } = project();
    expect(await exec()).toBe('24690');
    expect(entries()).toHaveLength(1);
    expect(await exec()).toBe('24690');
    change('12345', '54321', true);
    expect(await exec()).toBe('108642');
  });

  it('by the parent of a trace, whose child may not write', async () => {
    const { cache, trace, entries, change } = project();
    const first = await trace();
    expect(entries()).toHaveLength(1);
    expect(readFileSync(join(cache, entries()[0]!), 'latin1')).toContain('12345');
    expect(await trace()).toEqual(first);
    change('12345', '54321', true);
    expect((await trace()).output[0].value).toBe(108642);
  });

  it('unless the source changed', async () => {
    const { cwd, exec, trace, entries } = project();
    await exec();
    const path = join(cwd, 'node_modules/pkg/index.js');
    writeFileSync(path, readFileSync(path, 'utf8').replace(inPkg, 'x + 12345'));
    expect(await exec()).toBe('12347');
    expect((await trace()).output[0].value).toBe(12347);
    expect(entries()).toHaveLength(3);
  });

  it('but a damaged entry counts as none, and is made again', async () => {
    const { cache, exec, entries, change } = project();
    await exec();
    change('12345', '54321', false);
    expect(await exec()).toBe('24690');
    writeFileSync(join(cache, entries()[0]!), 'x');
    expect(await exec()).toBe('24690');
    change('12345', '54321', true);
    expect(await exec()).toBe('108642');
  });

  it('but not if switched off', async () => {
    const { executed, exec, trace, entries } = project();
    expect(await exec('--no-cache')).toBe('24690');
    await trace('--no-cache');
    expect((await executed([], { GRADLENS_CACHE: 'off' })).stdout).toBe('24690\n');
    expect(entries()).toEqual([]);
  });

  it('without harm by processes at once, or where no folder can be', async () => {
    const { cwd, executed, exec, entries } = project();
    expect(await Promise.all([exec(), exec(), exec(), exec()])).toEqual(Array(4).fill('24690'));
    expect(entries()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    const nowhere = { GRADLENS_CACHE: join(cwd, 'main.js/cache') };
    expect((await executed([], nowhere)).stdout).toBe('24690\n');
    expect((await gradlens(cwd, ['exec', '--no-cahce', 'main.js'])).stderr).toContain('--no-cache');
  });

  it('until there are too many: then the oldest half goes, and nothing that is not an entry', () => {
    const cwd = folder({});
    const cache = join(cwd, 'cache');
    mkdirSync(join(cache, 'folder'), { recursive: true });
    writeFileSync(join(cache, 'letter.txt'), Buffer.alloc(500));
    for (const name of ['folder', 'letter.txt']) utimesSync(join(cache, name), 10, 10);
    const entry = (i: number) => String(i).repeat(64);
    for (let i = 0; i < 10; i++) {
      writeFileSync(join(cache, entry(i)), Buffer.alloc(100));
      utimesSync(join(cache, entry(i)), 1000 + i, 1000 + i);
    }
    prune(cache, 1000);
    expect(readdirSync(cache)).toHaveLength(12);
    prune(cache, 999);
    expect(readdirSync(cache).sort()).toEqual([...[6, 7, 8, 9].map(entry), 'folder', 'letter.txt']);
  });
});
