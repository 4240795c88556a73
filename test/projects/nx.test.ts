import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** As Nx writes it: `paths` in a base config at the top, projects whose config only references others, no config named `tsconfig.json` above. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "org", "private": true }',
    'nx.json': '{}',
    'tsconfig.base.json': `{
      "compilerOptions": {
        "rootDir": ".", "baseUrl": ".", "emitDecoratorMetadata": true, "experimentalDecorators": true,
        "paths": { "@org/units": ["libs/units/src/index.ts"], "@org/units/*": ["libs/units/src/lib/*"] }
      }
    }`,
    'apps/plant/tsconfig.json': `{ "extends": "../../tsconfig.base.json", "files": [], "include": [],
      "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tsconfig.spec.json" }] }`,
    'apps/plant/tsconfig.app.json':
      '{ "extends": "./tsconfig.json", "include": ["src/**/*.ts"], "exclude": ["src/**/*.spec.ts"] }',
    'apps/plant/tsconfig.spec.json': '{ "extends": "./tsconfig.json", "include": ["src/**/*.spec.ts"] }',
    'apps/plant/src/app/tank.service.ts': `import { toLitres } from '@org/units';
      import { density } from '@org/units/water';
      function Injectable() { return <T>(target: T): T => target; }
      @Injectable()
      export class TankService {
        /** @trace new TankService(2).mass(3) */
        mass(height: number): number {
          return toLitres(this.area * height ** 2) * density;
        }
        constructor(private readonly area: number) {}
      }`,
    'libs/units/tsconfig.json': `{ "extends": "../../tsconfig.base.json", "files": [], "include": [],
      "references": [{ "path": "./tsconfig.lib.json" }] }`,
    'libs/units/tsconfig.lib.json': '{ "extends": "./tsconfig.json", "include": ["src/**/*.ts"] }',
    'libs/units/src/index.ts': `export * from './lib/litres';`,
    'libs/units/src/lib/litres.ts': `import { factor } from '@org/units/factor';
      export const toLitres = (volume: number): number => volume * factor;`,
    'libs/units/src/lib/factor.ts': 'export const factor = 1000;',
    'libs/units/src/lib/water.ts': 'export const density = 0.5;',
  },
};

it('Nx', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'apps/plant/src/app/tank.service.ts');
  expect([value, gradients.height, gradients['this.area'], messages]).toEqual([9000, 6000, 4500, []]);
});
