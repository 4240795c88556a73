import { expect, it } from 'vitest';
import { traceIn, type Layout } from './layout.ts';

/** As create-vite writes it: a component that imports pictures and style sheets, and is not rendered. */
const layout: Layout = {
  files: {
    'package.json': '{ "name": "app", "type": "module", "devDependencies": { "vite": "7" } }',
    'tsconfig.json':
      '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tsconfig.node.json" }] }',
    'tsconfig.app.json':
      '{ "compilerOptions": { "jsx": "react-jsx", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "verbatimModuleSyntax": true }, "include": ["src"] }',
    'tsconfig.node.json': '{ "include": ["vite.config.ts"] }',
    'node_modules/react/package.json': '{ "name": "react", "main": "index.js" }',
    'node_modules/react/index.js': 'exports.useState = (value) => [value, () => {}];',
    'node_modules/react/jsx-runtime.js': 'exports.jsx = exports.jsxs = (type, props) => ({ type, props });',
    'public/vite.svg': '<svg/>',
    'src/assets/react.svg': '<svg/>',
    'src/App.css': '#root { max-width: 1280px }',
    'src/Card.module.css':
      '.card { padding: 2em } .card-title:hover { background: url(./a.png) } /* .gone */',
    'src/notes.txt': '3 parts',
    'src/plan.json': '{ "steps": 4, "name": "plan" }',
    'src/App.tsx': `import { useState } from 'react';
      import reactLogo from './assets/react.svg';
      import viteLogo from '/vite.svg';
      import './App.css';
      import styles, { card } from './Card.module.css';
      import rules from './App.css?inline';
      import notes from './notes.txt?raw';
      import where from './notes.txt?url';
      import Worker from './heavy.ts?worker';
      import plan, { steps } from './plan.json';
      const seen = [reactLogo, viteLogo, styles['card-title'], card, Object.keys(styles).length, rules.length, where, typeof Worker, plan.name];
      if (seen.join() !== '/src/assets/react.svg,/vite.svg,card-title,card,2,27,/src/notes.txt,function,plan') throw new Error(seen.join());
      /** @trace decayed(2) */
      export function decayed(x: number): number {
        return x ** parseInt(notes) * steps;
      }
      export default function App() {
        const [count] = useState(0);
        return <div className={styles.card}><img src={reactLogo} />{decayed(count)}</div>;
      }`,
    'src/heavy.ts': 'throw new Error("runs in a worker only");',
  },
};

it('Vite and React', async () => {
  const { value, gradients, messages } = await traceIn(layout, 'src/App.tsx');
  expect([value, gradients.x, messages]).toEqual([32, 48, []]);
});
