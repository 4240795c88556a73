import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliPath, folder } from './gradlens.ts';
import { run, same } from './same.ts';

describe('gradlens exec equals node', () => {
  it('in arguments, main module, exit code and both streams', async () => {
    const { stdout, code } = await same(
      {
        'main.js': `console.log(process.argv.slice(1), process.execArgv, require.main === module, module.parent, Object.keys(require.cache).length);
          console.log(Object.keys(process.env).filter((name) => /gradlens/i.test(name)), __filename, process.listenerCount('SIGINT'));
          console.error('to stderr'); process.exitCode = 7;`,
      },
      { args: ['--stats', '-x', 'a b', ''] },
    );
    expect(code).toBe(7);
    expect(stdout).toContain('--stats');
  });

  it('in ES modules', async () => {
    await same({
      'main.mjs': `import { y } from './y.mjs'; import c from './c.cjs'; import j from './j.json' with { type: 'json' };
        console.log(import.meta.main, import.meta.url === 'file://' + process.argv[1], y, c.a, j, await import('./y.mjs'));
        try { await import('./missing.mjs') } catch (e) { console.log(e.code, e.message) }
        try { await import('./j.json') } catch (e) { console.log(e.code) }`,
      'y.mjs': 'export const y = 1 + 1; export default y * 2;',
      'c.cjs': 'exports.a = 3 ** 2;',
      'j.json': '{ "a": [1] }',
    });
  });

  it('in namespaces of modules that export tracked numbers', async () => {
    const { equations } = await same({
      'main.mjs': `import * as own from './y.mjs'; import { inspect } from 'node:util';
        own.grow(); console.log(own, inspect({ own }), Object.entries(own)[1], own.x * 2, JSON.stringify(own));`,
      'y.mjs': `import { Matrix } from 'ml-matrix'; export let x = new Matrix([[1.5]]).get(0, 0) * 2; export const grow = () => (x *= 2);`,
    });
    expect(equations).toBe(3);
  });

  it('in what matrices compute, each one tracked', async () => {
    const { equations, stdout } = await same({
      'main.js': `const { Matrix, inverse, SVD } = require('ml-matrix');
        const m = new Matrix([[2, 1], [1, 3]]); let s = 0;
        for (let i = 0; i < 10; i++) { m.mul(1.01); s += m.mmul(m).get(0, 1) * m.data[1][0]; }
        const f = [s, m.norm()]; f.name = s;
        console.log(s, typeof s, [s].filter(Boolean), f, inverse(m), new SVD(m).diagonal, JSON.stringify({ m, s }), String(m), { s }, new Set([s, s]), 's' + s);`,
    });
    expect(equations).toBeGreaterThan(40);
    expect(stdout).not.toContain('{}');
  });

  it('in what is thrown, and the code it ends with', async () => {
    await same({
      'main.js': `let g; const o = {}; const seen = [];
        for (const f of [() => g(), () => o.a.b(), () => o.m(1), () => new o(), () => { const [a] = 1; }, () => null.x, () => JSON.parse('{'), () => (function f() { f(); })(), () => [].reduce((a) => a), () => BigInt(1.5), () => require('./no')])
          try { f(); } catch (e) { console.log(e.name, e.message.split('\\n')[0], e.code); }`,
    });
    const cwd = folder({
      'main.js': 'const { Matrix } = require("ml-matrix");\nnew Matrix([[1]]).get(0, 0).foo.bar;',
    });
    const [plain, traced] = [await run(cwd, ['main.js']), await run(cwd, [cliPath, 'exec', 'main.js'])];
    expect(traced.code).toBe(plain.code);
    expect(traced.stderr.match(/^TypeError: .*$/m)?.[0]).toBe(
      "TypeError: Cannot read properties of undefined (reading 'bar')",
    );
    expect(plain.stderr).toContain("TypeError: Cannot read properties of undefined (reading 'bar')");
    expect(traced.stderr).not.toContain('throw error');
  });

  it('in standard input, timers and the end by a signal', async () => {
    const { stdout, signal } = await same(
      {
        'main.js': `let text = ''; process.stdin.on('data', (part) => (text += part)); process.stdin.on('end', () => {
          console.log(text.length, text.split(' ').map(Number).reduce((a, b) => a + b)); setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50); setInterval(() => 0, 1000); });`,
      },
      { input: '1 2 3.5' },
    );
    expect([stdout, signal]).toEqual(['7 6.5\n', 'SIGTERM']);
  });

  it('with a script that Node refuses, or none', async () => {
    const cwd = folder({ 'main.js': 'let a = ;' });
    const [plain, traced] = [await run(cwd, ['main.js']), await run(cwd, [cliPath, 'exec', 'main.js'])];
    expect([traced.code, traced.stdout]).toEqual([plain.code, plain.stdout]);
    expect(traced.stderr).toContain("SyntaxError: Unexpected token ';'");
    expect((await run(cwd, [cliPath, 'exec'])).code).toBe(2);
    expect((await run(cwd, [cliPath, 'exec', '--stat', 'x', 'main.js'])).stderr).toContain('--stats');
  });

  it('beyond what it records', async () => {
    const { equations } = await same({
      'main.js': `const { Matrix } = require('ml-matrix'); const m = Matrix.ones(3, 3); let x = m.get(0, 0), s = 0;
        for (let i = 0; i < 600000; i++) { x = x * 1.0000001 + 1e-9; if (i % 1e5 === 0) m.set(i % 3, 0, x); s += m.data[0][0] * 0.5; }
        console.log(x, s, m.mmul(m).sum(), m);`,
    });
    expect(equations).toBeGreaterThan(1_500_000);
  });
});

it('what Node calls obsolete is so for the program, and not for its dependencies, wherever this tool stands', async () => {
  const old = `() => [Buffer(3).length, new Buffer(3).length, require('node:url').parse('http://a/b').host, typeof new Buffer('a')]`;
  const cwd = folder({
    'own.cjs': `console.log((${old})());`,
    'dep.cjs': `console.log(require('dep')());`,
    'node_modules/dep/index.js': `module.exports = ${old};`,
  });
  const installed = join(cwd, 'node_modules/gradlens');
  cpSync(dirname(cliPath), join(installed, 'dist'), { recursive: true });
  for (const script of ['own.cjs', 'dep.cjs']) {
    const plain = await run(cwd, [script]);
    expect(plain.stderr.includes('DEP0005') && plain.stderr.includes('DEP0169')).toBe(script === 'own.cjs');
    for (const cli of [cliPath, join(installed, 'dist/cli.js')]) {
      expect(await run(cwd, [cli, 'exec', script])).toEqual(plain);
    }
  }
});
