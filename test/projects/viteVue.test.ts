import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** As create-vue writes it: `paths` in a referenced config that extends a package's; a store, variables of `.env` files, style sheets. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "shop", "type": "module", "devDependencies": { "vite": "7" } }',
    'vite.config.ts': 'throw new Error("never run");',
    'tsconfig.json':
      '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }',
    'tsconfig.node.json':
      '{ "extends": "@vue/tsconfig/tsconfig.json", "include": ["vite.config.*"], "compilerOptions": { "noEmit": true } }',
    'tsconfig.app.json': `{
      "extends": "@vue/tsconfig/tsconfig.dom.json",
      "include": ["env.d.ts", "src/**/*", "src/**/*.vue"],
      "exclude": ["src/**/__tests__/*"],
      "compilerOptions": { "paths": { "@/*": ["./src/*"] } }
    }`,
    'node_modules/@vue/tsconfig/package.json': '{ "name": "@vue/tsconfig" }',
    'node_modules/@vue/tsconfig/tsconfig.json':
      '{ "compilerOptions": { "verbatimModuleSyntax": true, "useDefineForClassFields": true } }',
    'node_modules/@vue/tsconfig/tsconfig.dom.json':
      '{ "extends": "./tsconfig.json", "compilerOptions": { "lib": ["DOM"], "types": [] } }',
    'node_modules/vue/package.json': '{ "name": "vue", "type": "module", "exports": "./index.js" }',
    'node_modules/vue/index.js':
      'export const ref = (value) => ({ value }); export const computed = (get) => ({ get value() { return get() } });',
    '.env': 'VITE_RATE=0.19 # of the country\nVITE_SHOWN="${VITE_RATE} %"\nSECRET=9\n',
    '.env.development': 'VITE_RATE=0.25',
    'src/assets/main.css': '.price { color: red }',
    'src/stores/tax.ts': `import '@/assets/main.css';
      import { ref, computed } from 'vue';
      import type { Ref } from 'vue';
      export const rate: Ref<number> = ref(Number(import.meta.env.VITE_RATE));
      export const factor = computed(() => 1 + rate.value);
      export const told = [import.meta.env.VITE_SHOWN, import.meta.env.SECRET, import.meta.env.DEV, import.meta.env.MODE];`,
    'src/lib/price.ts': `import { factor, told } from '@/stores/tax';
      if (told.join() !== '0.25 %,,true,development') throw new Error(told.join());
      /** @trace gross(3) */
      export const gross = (net: number): number => net * net * factor.value;`,
  },
};

it('Vite and Vue', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'src/lib/price.ts');
  expect([value, gradients.net, messages]).toEqual([11.25, 7.5, []]);
});
