import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** Jest with ts-jest: CommonJS made of `import`, `paths` and `baseUrl` that the mapping of names is made from, a config for the tests. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "lib", "devDependencies": { "ts-jest": "29" } }',
    'jest.config.js':
      "module.exports = { preset: 'ts-jest', moduleNameMapper: { '^~/(.*)$': '<rootDir>/src/$1' } };",
    'tsconfig.json': `{
      // comments and commas at the end are allowed
      "compilerOptions": { "module": "commonjs", "esModuleInterop": true, "baseUrl": "./src", "paths": { "~/*": ["./*"], "config": ["config/test", "config/index"] }, },
    }`,
    'src/config/index.ts': 'export default { step: 0.5 };',
    'src/util/clamp.ts': 'export const clamp = (x: number): number => Math.min(Math.max(x, 0), 9);',
    'src/model.ts': `import { clamp } from 'util/clamp';
      export const model = (x: number): number => clamp(x * x);`,
    'test/model.spec.ts': `import config from 'config';
      import { model } from '~/model';
      /** @trace stepped(2) */
      export function stepped(x: number): number {
        return model(x) * config.step;
      }`,
  },
};

it('Jest with the paths of its tsconfig', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'test/model.spec.ts');
  expect([value, gradients.x, messages]).toEqual([2, 2, []]);
});
