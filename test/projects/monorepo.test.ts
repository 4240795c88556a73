import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/**
 * A workspace run by tsx: packages that link to one another and export their sources, under a condition of their own or as the
 * `.js` that they would become.
 */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
    'tsconfig.base.json': '{ "compilerOptions": { "module": "NodeNext", "customConditions": ["source"] } }',
    'packages/app/package.json':
      '{ "name": "@acme/app", "type": "module", "imports": { "#config": "./src/config.js" }, "dependencies": { "@acme/core": "*", "@acme/math": "workspace:*" } }',
    'packages/app/tsconfig.json': '{ "extends": "../../tsconfig.base.json", "include": ["src"] }',
    'packages/app/src/config.ts': 'export const scale = 10;',
    'packages/app/src/main.ts': `import { square } from '@acme/core';
      import { half } from '@acme/core/half';
      import { cube } from '@acme/math/cube.js';
      import { scale } from '#config';
      /** @trace total(2) */
      export const total = (x: number): number => scale * half(square(x)) + cube(x);`,
    'packages/core/package.json': `{ "name": "@acme/core", "type": "module", "exports": {
      ".": { "source": "./src/index.ts", "default": "./dist/index.js" },
      "./*": { "source": "./src/*.ts", "default": "./dist/*.js" }
    } }`,
    'packages/core/src/index.ts': `export { square } from './square.js';`,
    'packages/core/src/square.ts': 'export const square = (x: number): number => x * x;',
    'packages/core/src/half.ts': 'export const half = (x: number): number => x / 2;',
    'packages/math/package.json':
      '{ "name": "@acme/math", "type": "module", "exports": { "./*": "./src/*" } }',
    'packages/math/src/cube.ts': 'export const cube = (x: number): number => x ** 3;',
  },
  links: { '@acme/core': 'packages/core', '@acme/math': 'packages/math', '@acme/app': 'packages/app' },
};

it('a monorepo of packages that export their sources', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'packages/app/src/main.ts');
  expect([value, gradients.x, messages]).toEqual([28, 32, []]);
});

it('a package of the workspace that is not built says so', async () => {
  const files = { ...layout.files, 'tsconfig.base.json': '{ "compilerOptions": { "module": "NodeNext" } }' };
  const { messages } = await traceIn({ ...layout, files }, 'packages/app/src/main.ts');
  expect(messages).toEqual([
    "Cannot find '@acme/core': the package is installed, but the file that its package.json names is not there. If it is one of this workspace, build it.",
  ]);
});
