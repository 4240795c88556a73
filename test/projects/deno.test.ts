import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** As Deno has it: extensions written out, no package.json, built-in modules by their scheme. */
const layout: Layout = {
  files: {
    'deno.json': '{ "tasks": {} }',
    'mod.ts': `export * from './src/series.ts';`,
    'src/series.ts': `import { sep } from 'node:path';
      import terms from './terms.json' with { type: 'json' };
      import type { Terms } from './types.d.ts';
      /** @trace series(0.5) */
      export function series(x: number): number {
        return (terms as Terms).reduce((sum, c, i) => sum + c * x ** i, sep.length - 1);
      }`,
    'src/types.d.ts': 'export type Terms = readonly number[];',
    'src/terms.json': '[1, 2, 4]',
    'main.ts': `import { series } from './mod.ts';
      /** @trace twice(0.5) */
      export const twice = (x: number): number => 2 * series(x);`,
  },
};

it('extensions of TypeScript, as Deno has them', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'main.ts');
  expect([value, gradients.x, messages]).toEqual([6, 12, []]);
});

it('what only Deno resolves says what to do', async () => {
  const files = {
    ...layout.files,
    'mod.ts': `export * from 'jsr:@std/math';\nexport * from './src/series.ts';`,
  };
  const { messages } = await traceIn({ files }, 'main.ts');
  expect(messages).toEqual([
    "Cannot find 'jsr:@std/math': Node imports nothing from jsr: install the package and import it by its name, or name a file for it in paths of tsconfig.json.",
  ]);
});
