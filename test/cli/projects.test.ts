import { expect, it } from 'vitest';
import { folder, traceJson } from './gradlens.ts';

it('paths of the tsconfig that includes a file, by references, as create-vite writes them', async () => {
  const cwd = folder({
    'package.json': '{ "name": "vite-references", "private": true, "type": "module" }',
    'tsconfig.json':
      '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
    'tsconfig.node.json': '{ "compilerOptions": { "module": "ESNext" }, "include": ["vite.config.*"] }',
    'tsconfig.app.json':
      '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler", "paths": { "@/*": ["./src/*"] } }, "include": ["src/**/*"] }',
    'src/lib/activation.ts': 'export const softplus = (x: number): number => Math.log1p(Math.exp(x));\n',
    'src/model.ts':
      "import { softplus } from '@/lib/activation';\n/** @trace score(0.5) */\nexport const score = (x: number): number => softplus(x);\n",
  });
  const { code, cases } = await traceJson(cwd, 'src/model.ts');
  expect([code, cases]).toMatchObject([
    0,
    [
      {
        output: [{ value: 0.9740769841801067 }],
        inputs: [{ path: 'x', gradient: expect.closeTo(0.6224593312018546, 14) as number }],
      },
    ],
  ]);
});

it('export = and import x = require() of a CommonJS file', async () => {
  const cwd = folder({
    'old.cts':
      "import path = require('node:path');\n\nconst k: number = path.sep.length + 2;\nexport = { k };\n",
    'use.mts':
      "import old from './old.cjs';\n\n/** @trace viaOld(2) */\nexport const viaOld = (x: number): number => x * old.k;\n",
  });
  const { code, cases } = await traceJson(cwd, 'use.mts');
  expect([code, cases]).toMatchObject([
    0,
    [{ output: [{ value: 6 }], inputs: [{ path: 'x', gradient: 3 }, { path: 'module:old.k' }] }],
  ]);
});
