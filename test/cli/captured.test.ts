import { expect, it } from 'vitest';
import { folder, traceJson } from './gradlens.ts';

/** The captured inputs of a traced program with their gradients. */
async function captured(files: Readonly<Record<string, string>>): Promise<unknown> {
  const { cases } = await traceJson(folder(files), 'main.ts', '--check');
  const { inputs } = cases[0] as unknown as { inputs: { path: string; gradient: unknown }[] };
  return Object.fromEntries(
    inputs.filter(({ path }) => path.startsWith('module:')).map(({ path, gradient }) => [path, gradient]),
  );
}

it('constants of the same name are told apart by their files', async () => {
  const files = {
    'main.ts': `import { a } from './a';\nimport { b } from './lib/b';\nconst k = { w: 7 };\n/** @trace f(5) */
export function f(x: number) { return a(x) * b(x) * k.w; }`,
    'a.ts': 'const w = 2;\nexport const a = (x: number) => x * w;',
    'lib/b.ts': 'const w = 2;\nexport const b = (x: number) => x + w;',
  };
  expect(await captured(files)).toEqual({
    'module:a.ts:w': 245,
    'module:lib/b.ts:w': 70,
    'module:k.w': 140 / 2,
  });
});

it.each([
  ['by its name', "import { w } from './lib/index.js';", 'w'],
  ['by another name', "import { w as v } from './lib';", 'v'],
  ['by a name that the list of exports gives', "import { rate as v } from './lib';", 'v'],
  ['as a default', "import v from './lib/w.ts';", 'v'],
  ['by an alias of the folder', "import { w } from '@/lib/w';", 'w'],
  ['by require', "const { w, scaled } = require('./lib/w.cjs');", 'w'],
])('an imported constant is the one that is declared: %s', async (_, line, name) => {
  const files = {
    'main.ts': `${line}\n${line.startsWith('import') ? "import { scaled } from './lib/w';" : ''}\n/** @trace f(5) */
function f(x: number) { return ${name} * scaled(x); }`,
    'lib/index.ts': "export * from './other';\nexport * from './w';\nexport { w as rate } from './w';",
    'lib/other.ts': "export * from './index';\nexport const other = 1;",
    'lib/w.cjs': 'const w = 3; module.exports = { w, scaled: (x) => x * w };',
    'lib/w.ts': 'export const w = 3;\nexport { w as default };\nexport const scaled = (x: number) => x * w;',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }',
  };
  expect(await captured(files)).toEqual({ [`module:${name}`]: 30 });
});

it('a constant with the name of an imported one is another', async () => {
  const files = {
    'main.ts': `import { w as v, half } from './a';\nconst w = 3;\n/** @trace f(5)\n * @wrt a.ts:w */
export function f(x: number) { return x * w * v * half(); }`,
    'a.ts': 'export const w = 3;\nexport const half = () => w / 2;',
  };
  expect(await captured(files)).toEqual({ 'module:main.ts:w': null, 'module:a.ts:w': 45 });
});
