import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** As create-next-app writes it: JSX left to the framework, a server's module, markers, a route's folder. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "site", "dependencies": { "next": "16", "react": "19" } }',
    'tsconfig.json': `{
      "compilerOptions": {
        "target": "ES2017", "module": "esnext", "moduleResolution": "bundler", "jsx": "preserve", "isolatedModules": true,
        "plugins": [{ "name": "next" }], "paths": { "@/*": ["./*"] }
      },
      "include": ["next-env.d.ts", "**/*.ts", "**/*.tsx", ".next/types/**/*.ts"],
      "exclude": ["node_modules"]
    }`,
    'node_modules/react/package.json': '{ "name": "react", "main": "index.js" }',
    'node_modules/react/index.js': 'exports.cache = (f) => f;',
    'node_modules/react/jsx-runtime.js': 'exports.jsx = exports.jsxs = (type, props) => ({ type, props });',
    'lib/rates.ts': `import 'server-only';
      import { cache } from 'react';
      export const rateOf = cache((years: number): number => (years > 5 ? 0.05 : 0.03));`,
    'app/loan/page.module.scss': '$w: 3px; .table { width: $w; &.wide { width: 2 * $w } }',
    'app/loan/page.tsx': `import styles from './page.module.scss';
      import { rateOf } from '@/lib/rates';
      /** @trace payment(1000, 4) */
      export function payment(sum: number, years: number): number {
        return sum * (1 + rateOf(years)) ** years / years;
      }
      export default async function Page() {
        return <table className={styles.table}><tbody><tr><td>{payment(1, 2)}</td></tr></tbody></table>;
      }`,
  },
};

it('Next', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'app/loan/page.tsx');
  expect([value, gradients.sum, messages]).toEqual([281.3772025, 0.28137720250000003, []]);
});
