import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { describe, expect, it, vi } from 'vitest';
import { instrument } from '../../src/instrument/index.ts';
import { Cache, findIn, prune, sealed, storeIn, type Store } from '../../src/runner/load/cache.ts';
import { contentHash } from '../../src/shared/contentHash.ts';
import { Entries } from '../../src/runner/parent/entries.ts';
import { Runner } from '../../src/runner/parent/runner.ts';
import { cliPath, folder, generous, gradlens, runnerPath } from '../cli/gradlens.ts';
import { execution, run } from '../cli/same.ts';

/** A constant to be found again in what was made of a package: with a point, as the names there are digits, too, of a hash. */
const factor = '12345.0';
/** One as long to stand in its place. */
const another = '54321.0';
const files = {
  'main.js': `console.log(require('pkg').f(2));`,
  'f.ts': `import { f as inner } from 'pkg';\n/** @trace f(2) */\nexport const f = (x: number) => inner(x);\n`,
  'node_modules/pkg/index.js': `// ${'-'.repeat(4000)}\nexports.f = function (x) { return x * ${factor}; };\n`,
};
const inPkg = `x * ${factor}`;

function project() {
  const cwd = folder(files);
  const cache = join(cwd, 'cache');
  const env = { GRADLENS_CACHE: cache };
  const executed = (options: readonly string[], env: NodeJS.ProcessEnv) => {
    const { args, env: all } = execution([...options, 'main.js'], env);
    return run(cwd, args, { env: all });
  };
  const exec = async (...options: string[]) => (await executed(options, env)).stdout.trim();
  /** Traces `f.ts` for the workspace of a folder. */
  const traceFor = async (root: string, ...options: string[]) => {
    const file = join(cwd, 'f.ts');
    const args = [cliPath, 'trace', file, '--no-check', '--format', 'json', ...options];
    const { stdout } = await run(root, args, { env });
    const [{ timing: _timing, ...rest }] = JSON.parse(stdout) as [
      { timing: unknown; output: [{ value: number }] },
    ];
    return rest;
  };
  const trace = (...options: string[]) => traceFor(cwd, ...options);
  // What Node keeps of the command line's own code stands in a folder beside them.
  const entries = () =>
    readdirSync(cwd).includes('cache') ? readdirSync(cache).filter((name) => name !== 'compiled') : [];
  /** Changes the content of the entries that hold a text; with a digest that fits, or not. */
  const change = (from: string, to: string, fits: boolean) => {
    for (const path of entries().map((name) => join(cache, name))) {
      const entry = readFileSync(path);
      const old = entry.subarray(32).toString('latin1');
      if (!old.includes(from)) continue;
      const content = Buffer.from(old.replaceAll(from, to), 'latin1');
      const digest = fits ? hash('sha256', content, 'buffer') : entry.subarray(0, 32);
      writeFileSync(path, Buffer.concat([digest, content]));
    }
  };
  return { cwd, cache, executed, exec, trace, traceFor, entries, change };
}

describe('rewritten files are kept', () => {
  it('by exec, and read by the next', async () => {
    const { exec, entries, change } = project();
    expect(await exec()).toBe('24690');
    expect(entries()).toHaveLength(2);
    expect(await exec()).toBe('24690');
    change(factor, another, true);
    expect(await exec()).toBe('108642');
  });

  it('by the parent of a trace, whose child may not write', async () => {
    const { cache, trace, entries, change } = project();
    const first = await trace();
    expect(entries()).toHaveLength(1);
    expect(readFileSync(join(cache, entries()[0]!), 'latin1')).toContain(factor);
    expect(await trace()).toEqual(first);
    change(factor, another, true);
    expect((await trace()).output[0].value).toBe(108642);
  });

  it('together where they are loaded one after the other, so that a large package is few entries', async () => {
    const { cwd, trace, entries, change } = project();
    const names = Array.from({ length: 70 }, (_, i) => `x${i}`);
    const sum = names.map((name) => `require('./${name}')(x)`).join(' + ');
    writeFileSync(join(cwd, 'node_modules/pkg/index.js'), `exports.f = function (x) { return ${sum}; };\n`);
    for (const name of names)
      writeFileSync(join(cwd, 'node_modules/pkg', `${name}.js`), `module.exports = (x) => x * ${factor};\n`);
    const first = await trace();
    expect(first.output[0].value).toBe(70 * 24690);
    // One of as many files as an entry takes; what the run loads last stands in another.
    expect(entries()).toHaveLength(2);
    expect(await trace()).toEqual(first);
    expect(entries()).toHaveLength(2);
    change(factor, another, true);
    expect((await trace()).output[0].value).toBe(70 * 108642);
  });

  it('unless the source changed', async () => {
    const { cwd, exec, trace, entries } = project();
    await exec();
    const path = join(cwd, 'node_modules/pkg/index.js');
    writeFileSync(path, readFileSync(path, 'utf8').replace(inPkg, 'x + 12345'));
    expect(await exec()).toBe('12347');
    expect(entries()).toHaveLength(3);
    expect((await trace()).output[0].value).toBe(12347);
  });

  it('for the traces of one workspace, or for exec: none decides what another runs', async () => {
    const { cwd, exec, trace, traceFor, entries, change } = project();
    await trace();
    change(factor, another, true);
    expect((await trace()).output[0].value).toBe(108642);
    expect(await exec()).toBe('24690');
    expect(entries()).toHaveLength(3);
    const other = join(cwd, 'other');
    mkdirSync(other);
    expect((await traceFor(other)).output[0].value).toBe(24690);
  });

  it('by names that only their own part knows, whatever whoever stores them asks for', () => {
    const cache = join(folder({}), 'cache');
    const source = files['node_modules/pkg/index.js'];
    const options = { path: 'pkg/index.js', base: 0, mode: 'trace', workspace: false } as const;
    const parts = [
      'exec',
      JSON.stringify(['trace', '/a', true]),
      JSON.stringify(['trace', '/a\nexec', false]),
    ];
    const asked = new Set<string>();
    for (const part of parts) {
      const spy = (name: string) => void asked.add(name);
      new Cache(findIn({ folder: cache, part }), spy, 'builder').instrument(source, options, instrument);
    }
    expect(asked.size).toBe(1);
    const [name] = [...asked] as [string];
    const { original: _original, ...made } = instrument(source.replace(factor, another), options);
    const content = serialize(new Map([[name, made]]));
    const entry = Buffer.concat([hash('sha256', content, 'buffer'), content]);
    const from = parts[1]!;
    for (const part of parts) {
      const names = [
        name,
        `${part}\n${name}`,
        `\n${part}\n${name}`,
        `../${name}`,
        hash('sha256', `${part}\n${name}`),
      ];
      for (const hostile of names) storeIn({ folder: cache, part: from })(hostile, entry);
    }
    const codes = parts.map((part) => {
      const reading = new Cache(findIn({ folder: cache, part }), () => undefined, 'builder');
      return reading.instrument(source, options, instrument).code;
    });
    expect(codes.map((code) => code.includes(another))).toEqual(parts.map((part) => part === from));
  });

  it('but a damaged entry counts as none, and is made again', async () => {
    const { cache, exec, entries, change } = project();
    await exec();
    change(factor, another, false);
    expect(await exec()).toBe('24690');
    for (const name of entries()) writeFileSync(join(cache, name), 'x');
    expect(await exec()).toBe('24690');
    change(factor, another, true);
    expect(await exec()).toBe('108642');
  });

  it('but not if switched off', async () => {
    const { executed, exec, trace, entries } = project();
    expect(await exec('--no-cache')).toBe('24690');
    await trace('--no-cache');
    expect((await executed([], { GRADLENS_CACHE: 'off' })).stdout).toBe('24690\n');
    expect(entries()).toEqual([]);
  });

  it('in memory where they have no folder, for the further cases of a workspace', async () => {
    const { cwd } = project();
    const kept = new Map<string, Uint8Array>();
    vi.spyOn(Entries.prototype, 'of').mockReturnValue(kept);
    vi.spyOn(Entries.prototype, 'storeFor').mockReturnValue((name, entry) => void kept.set(name, entry));
    const runner = new Runner({ runnerPath, cache: false, limits: generous });
    const request = { file: join(cwd, 'f.ts'), root: cwd, case: 0, overlay: new Map<string, string>() };
    const valueOf = async (last: boolean) => {
      const answer = await runner.trace({ ...request, pinned: true, check: 'none', last });
      if (answer.kind !== 'traced') throw new Error(JSON.stringify(answer));
      return answer.result.trace.values.at(-1);
    };
    try {
      expect(await valueOf(true)).toBe(24690);
      // One case alone has nothing to share.
      expect(kept.size).toBe(0);
      expect(await valueOf(false)).toBe(24690);
      const [[name, entry]] = [...kept] as [[string, Uint8Array]];
      const content = Buffer.from(entry.subarray(32)).toString('latin1').replaceAll(factor, another);
      kept.set(name, sealed(Buffer.from(content, 'latin1')));
      expect(await valueOf(true)).toBe(108642);
    } finally {
      runner.dispose();
      vi.restoreAllMocks();
    }
  });

  it('with a hash of the text that ran, whether it was rewritten now or before', async () => {
    const { cwd, cache } = project();
    const runner = new Runner({ runnerPath, env: { GRADLENS_CACHE: cache }, limits: generous });
    const request = { file: join(cwd, 'f.ts'), root: cwd, case: 0, overlay: new Map<string, string>() };
    const { 'f.ts': marked, 'node_modules/pkg/index.js': inPackage } = files;
    try {
      for (let run = 0; run < 2; run++) {
        const answer = await runner.trace({ ...request, pinned: true, check: 'none' });
        if (answer.kind !== 'traced') throw new Error(JSON.stringify(answer));
        const { contents } = answer.result;
        expect(contents).toEqual([marked, inPackage].map((text) => contentHash(text)));
        expect(readdirSync(cache).filter((name) => name !== 'compiled')).toHaveLength(1);
      }
    } finally {
      runner.dispose();
    }
  });

  it('in memory by workspace, and not more than some', () => {
    const entries = new Entries();
    const [ours, theirs] = ['/a', '/b'].map((root) => entries.storeFor(root)) as [Store, Store];
    ours('x', new Uint8Array(40e6));
    ours('y', new Uint8Array(40e6));
    theirs('y', new Uint8Array(1));
    expect(['/a', '/b', '/c'].map((root) => [...entries.of(root).keys()])).toEqual([['x'], ['y'], []]);
  });

  it('without harm by processes at once, or where no folder can be', async () => {
    const { cwd, executed, exec, entries } = project();
    expect(await Promise.all([exec(), exec(), exec(), exec()])).toEqual(Array(4).fill('24690'));
    expect(entries()).toEqual(Array(2).fill(expect.stringMatching(/^[0-9a-f]{64}$/)));
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
