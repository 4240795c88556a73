import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, traceJson } from '../cli/gradlens.ts';
import { run } from '../cli/same.ts';

const patched = readFileSync(join(import.meta.dirname, 'fixtures/patched.mjs'), 'utf8');

/** Accessors that the engine inlines where the tracer reads storage: taken at the start they would cost a fifth of a run. */
const open = [
  'TypedArray.Symbol(Symbol.species)',
  ...['buffer', 'byteLength', 'byteOffset', 'length'].map((name) => `TypedArray.prototype.${name}`),
  'ArrayBuffer.prototype.maxByteLength',
];

describe('a program that replaces built-ins of the language', () => {
  it('computes what it computes plainly, and calls each as often', async () => {
    const main = `import { f, table, works } from './patched.mjs';
      console.log(JSON.stringify([table.map(({ name }) => name), works.map(({ name }) => name), f(2)]));`;
    const cwd = folder({ 'patched.mjs': patched, 'main.mjs': main });
    const { stdout } = await run(cwd, ['main.mjs']);
    const [names, works, plain] = JSON.parse(stdout) as [string[], string[], number[]];
    expect(names.length).toBeGreaterThan(300);
    expect(plain).toHaveLength(2 * 2 * works.length * names.length);
    const { cases } = await traceJson(cwd, 'patched.mjs', '--no-check');
    const traced = (cases[0] as unknown as { output: [{ value: number[] }] }).output[0].value;
    expect(traced).toHaveLength(plain.length);
    const differing = names.filter((_, i) =>
      [0, 1].some((kind) =>
        works.some((_, w) => {
          const at = 2 * ((kind * works.length + w) * names.length + i);
          return plain[at] !== traced[at] || plain[at + 1] !== traced[at + 1];
        }),
      ),
    );
    expect(differing.map((name) => name.replace(' (get)', '')).sort()).toEqual([...open].sort());
  });

  it('and puts keys of handlers and of descriptors where all objects inherit them', async () => {
    const keys = [
      'get',
      'set',
      'value',
      'writable',
      'has',
      'ownKeys',
      'getPrototypeOf',
      'apply',
      'construct',
    ];
    const f = `import { Matrix } from 'ml-matrix';
/** @trace f(2, Matrix.ones(2, 2)) */
export function f(x: number, w: Matrix): number {
  let sum = 0;
  for (const key of ${JSON.stringify(keys)}) {
    (Object.prototype as any)[key] = () => { throw new Error(key); };
    sum += w.clone().mul(x * x).sum();
    const { x: taken } = { x: sum + Number(new Date(0)) };
    sum = taken;
    delete (Object.prototype as any)[key];
  }
  (Object.prototype as any).set = () => { throw new Error('set'); };
  return sum;
}
`;
    const { code, cases } = await traceJson(folder({ 'f.ts': f }), 'f.ts');
    const value = 4 * 4 * keys.length;
    expect(cases).toMatchObject([
      { output: [{ value }], inputs: [{ gradient: value }, {}], check: { ok: true } },
    ]);
    expect(code).toBe(0);
  });

  /** What all objects inherit: an item of lists that is set, and what a promise asks for. */
  const inherited = {
    'a setter of an item, which reads a stack': `Object.defineProperty(Object.prototype, '0', {
  set(value) {
    (globalThis as any).seen = new Error('set').stack;
    Object.defineProperty(this, '0', { value, writable: true, enumerable: true, configurable: true });
  },
  configurable: true,
});`,
    'a then that throws': `(Object.prototype as any).then = () => { throw new Error('then'); };`,
    'a getter of then that throws': `Object.defineProperty(Object.prototype, 'then', { get() { throw new Error('then'); }, configurable: true });`,
  };
  const places = {
    'when it is loaded': (patch: string) =>
      `${patch}\n/** @trace f(2) */\nexport const f = (x: number) => x * x;\n`,
    'while it runs': (patch: string) =>
      `/** @trace f(2) */\nexport function f(x: number) {\n  ${patch}\n  return x * x;\n}\n`,
  };
  const table = Object.entries(inherited).flatMap(([what, patch]) =>
    Object.entries(places).map(([when, place]) => [what, when, place(patch)] as const),
  );
  it('and gives all objects a then that throws, and returns a list', async () => {
    const source = `/** @trace f(2) */\nexport function f(x: number) {\n  ${inherited['a then that throws']}\n  return [x * x, x];\n}\n`;
    const { code, cases } = await traceJson(folder({ 'f.ts': source }), 'f.ts');
    expect(cases).toMatchObject([
      { status: 'ok', output: [{ value: [4, 2] }], inputs: [{ gradient: 5 }], check: { state: 'ok' } },
    ]);
    expect(code).toBe(0);
  });

  it.each(table)('and gives all objects %s, %s', async (_what, _when, source) => {
    const { code, cases } = await traceJson(folder({ 'f.ts': source }), 'f.ts');
    expect(cases).toMatchObject([
      { output: [{ value: 4 }], inputs: [{ gradient: 4 }], check: { state: 'ok' } },
    ]);
    expect(code).toBe(0);
  });

  it('between two files that it loads, by import or require', async () => {
    // Node's `path` calls it.
    const patch = `Object.defineProperty(Array.prototype, 'push', { value() { throw new Error('push'); }, configurable: true });`;
    const cwd = folder({
      'a.mjs': `import './deep.mjs';\nexport const a = 3;`,
      'deep.mjs': 'export {};',
      'b.mjs': `import { c } from './c.mjs';\nexport const b = c;`,
      'c.mjs': 'export const c = 5;',
      'd.cjs': `require('node:fs');\n${patch}\nexports.d = require('./e.cjs').e;`,
      'e.cjs': 'exports.e = 7;',
      'm.mjs': `import { createRequire } from 'node:module';\n${patch}\nexport const m = createRequire(import.meta.url)('./e.cjs').e;`,
      'f.mjs': `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
/** @trace imports(2) */
export async function imports(x) {
  const first = import('./a.mjs');
  ${patch}
  const second = import('./b.mjs');
  return x * (await first).a * (await second).b;
}
/** @trace requires(2) */
export const requires = (x) => x * require('./d.cjs').d;
/** @trace both(2) */
export const both = (x) => x * require('./m.mjs').m;
`,
    });
    const { cases } = await traceJson(cwd, 'f.mjs', '--no-check');
    expect(cases).toMatchObject([30, 14, 14].map((value) => ({ output: [{ value }] })));
  });

  it('does not change what is made of the packages that it loads then', async () => {
    const text = `// ${'-'.repeat(4000)}\nexports.f = function (x) { for (const [a, b] of [[x, 3]]) return a * b + 12345; };\n`;
    const patches = ['push', 'slice', 'join', 'map', Symbol.iterator].map(
      (key) =>
        `Object.defineProperty(Array.prototype, ${typeof key === 'string' ? `'${key}'` : 'Symbol.iterator'}, { value() { throw 7; }, configurable: true, writable: true });`,
    );
    const cwd = folder({
      'node_modules/pkg/index.js': text,
      'f.mjs': `import { f as inner } from 'pkg';\n/** @trace f(2) */\nexport const f = (x) => inner(x);`,
      'evil.mjs': `/** @trace f(2) */
export async function f(x) {
  ${patches.join('\n  ')}
  String.prototype.slice = () => 'x';
  const { default: pkg } = await import('pkg');
  return x * (typeof pkg.f === 'function');
}`,
    });
    const evil = await traceJson(cwd, 'evil.mjs', '--no-check');
    expect(evil.cases).toMatchObject([{ output: [{ value: 2 }] }]);
    const { cases } = await traceJson(cwd, 'f.mjs', '--no-check');
    expect(cases).toMatchObject([{ output: [{ value: 12351 }], inputs: [{ gradient: 3 }] }]);
  });
});
