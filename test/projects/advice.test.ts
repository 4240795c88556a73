import { describe, expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

const user = (imports: string, k = 'k') =>
  `${imports}\n/** @trace f(2) */\nexport const f = (x: number) => x * ${k};\n`;
const of = (files: Layout['files'], imports: string, k?: string) =>
  traceIn({ files: { ...files, 'user.ts': user(imports, k) } }, 'user.ts');

/** What is said of an import of this specifier, behind its name. */
async function advice(specifier: string, files: Layout['files'] = {}): Promise<string | undefined> {
  const { messages } = await of(files, `import { k } from '${specifier}';`);
  return messages[0]?.replace(`'${specifier}'`, '…');
}

const standIn =
  'Name a file for it in paths of tsconfig.json, or move the function to a file that does not import it.';

describe('what is said of an import that cannot be had', () => {
  it.each([
    [
      './App.vue',
      'Cannot import …: only a plugin of a bundler makes a module of a .vue file, and none runs here. Move the function to a file that does not import it.',
    ],
    [
      'virtual:pwa-register',
      `Cannot find …: a plugin of a bundler makes this module, and none runs here. ${standIn}`,
    ],
    ['#imports', `Cannot find …: imports of package.json names no such module. ${standIn}`],
    [
      '@/lib/x',
      'Cannot find …: no package has such a name. If it is an alias of a bundler, name its folder in paths of tsconfig.json.',
    ],
    [
      '~/x',
      'Cannot find …: no package has such a name. If it is an alias of a bundler, name its folder in paths of tsconfig.json.',
    ],
    [
      '@app/none',
      'Cannot find …: the paths of tsconfig.json lead to no file: tried src/none, src/none.ts, src/none.tsx, src/none.mts, src/none.cts, src/none.js, src/none.jsx, src/none.mjs, src/none.cjs, src/none.json, src/none/index.ts, src/none/index.tsx and 7 more.',
    ],
    ['listed/sub', 'Cannot find …: package.json lists listed, but it is not installed (pnpm install).'],
    ['nowhere', 'Cannot find …: no package of this name is installed (npm install nowhere).'],
    [
      '@scope/nowhere/deep',
      'Cannot find …: no package of this name is installed (npm install @scope/nowhere).',
    ],
    ['ml-matrix/none', 'Cannot find …: the package is installed, but its package.json exports no such path.'],
    ['fs/none', 'Cannot find …: the module fs of Node has no such part.'],
    [
      'https://deno.land/x.ts',
      'Cannot find …: Node imports nothing from https: install the package and import it by its name, or name a file for it in paths of tsconfig.json.',
    ],
  ])('%s', async (specifier, expected) => {
    const files = {
      'package.json': '{ "dependencies": { "listed": "1" }, "imports": { "#other": "./a.ts" } }',
      'pnpm-lock.yaml': '',
      'App.vue': '<template/>',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } }',
    };
    expect(await advice(specifier, files)).toBe(expected);
  });
});

describe('what the advice says works', () => {
  it('a virtual module that paths name', async () => {
    const { value } = await of(
      {
        'tsconfig.json': '{ "compilerOptions": { "paths": { "virtual:rates": ["./rates.ts"] } } }',
        'rates.ts': 'export const k = 3;',
      },
      `import { k } from 'virtual:rates';`,
    );
    expect(value).toBe(6);
  });
});

const vite = { 'package.json': '{ "devDependencies": { "vite": "7" } }' };

describe('import.meta of Vite', () => {
  it('glob says why it is not there, at its place', async () => {
    const { messages } = await of(vite, `const k = Object.keys(import.meta.glob('./*.ts')).length;`);
    expect(messages).toEqual([
      'Loading the module threw Error: import.meta.glob is filled in by Vite, which does not run here: import the files by name, or move the function to a file without it',
    ]);
  });

  it('env has what the .env files give, with references to other variables', async () => {
    const files = {
      ...vite,
      '.env': 'A=2\nVITE_A=$A\nVITE_B=${VITE_A}${NONE:-5}\nVITE_C=\\$A\nVITE_D="a # b" # c\n',
      '.env.local': 'A=3\n',
      '.env.production': 'A=4\n',
    };
    const imports = `const { VITE_A, VITE_B, VITE_C, VITE_D, A } = import.meta.env;
      const k = [VITE_A, VITE_B, VITE_C, VITE_D, A].join() === '3,35,$A,a # b,' ? 7 : NaN;`;
    expect(await of(files, imports)).toMatchObject({ value: 14, messages: [] });
  });

  it('env is not there in other projects, as under Node', async () => {
    const imports = `const k = (import.meta as { env?: object }).env === undefined ? 3 : NaN;`;
    expect(await of({ 'package.json': '{}' }, imports)).toMatchObject({ value: 6 });
  });
});

describe("TypeScript's own CommonJS beside imports", () => {
  it('export = in a file that imports, by import and by require', async () => {
    const files = {
      'old.ts': `import { two } from './two';\nclass Old { static k = two + 1; }\nexport = Old;\n`,
      'two.ts': 'export const two = 2;',
    };
    const imports = `import Old from './old';\nimport Same = require('./old');\nconst k = Old === Same ? Old.k : NaN;`;
    expect(await of(files, imports)).toMatchObject({ value: 6, messages: [] });
  });
});
