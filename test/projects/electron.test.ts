import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** As electron-vite writes it: a config for the main process and one for the page, which name the same alias differently. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "desk", "main": "./out/main/index.js", "devDependencies": { "vite": "7" } }',
    'electron.vite.config.ts': '',
    'tsconfig.json':
      '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.web.json" }] }',
    'tsconfig.node.json': `{ "include": ["electron.vite.config.*", "src/main/**/*", "src/preload/**/*", "src/shared/**/*"],
      "compilerOptions": { "composite": true, "paths": { "@side": ["./src/main/side"], "@shared/*": ["./src/shared/*"] } } }`,
    'tsconfig.web.json': `{ "include": ["src/renderer/src/**/*", "src/preload/*.d.ts", "src/shared/**/*"],
      "compilerOptions": { "composite": true, "jsx": "react-jsx", "paths": { "@side": ["./src/renderer/src/side"], "@shared/*": ["./src/shared/*"], "@renderer/*": ["./src/renderer/src/*"] } } }`,
    'resources/icon.png': '',
    'src/shared/gain.ts': 'export const gain = (x: number, by: number): number => x * x * by;',
    'src/main/side.ts': 'export const by = 2;',
    'src/renderer/src/side.ts': 'export const by = 3;',
    'src/main/level.ts': `import icon from '../../resources/icon.png?asset';
      import { by } from '@side';
      import { gain } from '@shared/gain';
      if (icon !== '/resources/icon.png') throw new Error(icon);
      /** @trace level(2) */
      export const level = (x: number): number => gain(x, by);`,
    'src/renderer/src/level.ts': `import { by } from '@side';
      import { gain } from '@shared/gain';
      /** @trace level(2) */
      export const level = (x: number): number => gain(x, by);`,
  },
};

it.each([
  ['src/main/level.ts', 8],
  ['src/renderer/src/level.ts', 12],
])('Electron, %s', async (file, expected) => {
  const { value, gradients, messages } = await traceIn(layout, file);
  expect([value, gradients.x, messages]).toEqual([expected, expected, []]);
});
