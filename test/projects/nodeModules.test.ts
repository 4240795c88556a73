import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** `module: NodeNext` with both kinds of file, which import each other by the names that they would get. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "both", "type": "commonjs" }',
    'tsconfig.json':
      '{ "compilerOptions": { "module": "NodeNext", "esModuleInterop": true }, "include": ["src"] }',
    'src/main.mts': `import { shift } from './shift.mjs';
      import legacy = require('./legacy.cjs');
      import defaults from './defaults.cjs';
      /** @trace run(2) */
      export const run = (x: number): number => shift(x) * legacy.k + defaults.base;`,
    'src/shift.mts': `import { one } from './legacy.cjs';\nexport const shift = (x: number): number => x * x + one;`,
    'src/legacy.cts': 'export const k = 3;\nexport const one: number = 1;',
    'src/defaults.cts': 'const defaults = { base: 4 };\nexport = defaults;',
  },
};

it('.mts and .cts', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'src/main.mts');
  expect([value, gradients.x, messages]).toEqual([19, 12, []]);
});
