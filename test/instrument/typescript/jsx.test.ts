import { inspect } from 'node:util';
import vm from 'node:vm';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { instrument } from '../../../src/instrument/index.ts';
import { passthrough } from '../../support/passthrough.ts';

/** Elements of every form; TypeScript's own compiler says what they mean. */
const source = `import React from 'react';
const Item = (props: { a?: number }) => props, Ns = { Item, inner: { Item } };
const spread = { a: 1, key: 's' }, list = [1, 2], x = 3;
let seen = '';
const at = <T,>(name: string, value: T): T => { seen += name; return value };
log(<div />, <my-tag a-b="1" data:x='2' />, <Item<number> a={x + 1} />, <Ns.inner.Item />);
log(<div a="x &amp; &#65;" b='a
  b' c d={<b>1</b>} e=<i/> {...spread} f={list.length} />);
log(<a>text</a>, <a> text  {x} </a>, <a>{}</a>, <a>{/* nothing */}</a>, <a>
  several
    lines &nbsp; of {x}   text
  {list.map((one) => <b key={one}>{one * 2}</b>)}

  <></>
</a>);
log(<>{x}{...list}</>, <a>{...list}</a>, <a key="k" b={1}>{x}</a>, <a {...spread} key="after" />, <a key="before" {...spread} />);
log((<div onClick={() => 1} /> as any).props?.onClick.name, [<a
  b={1}
  // note
  c={at('c', 2)}
  key={at('k', 3)}
  d={at('d', 4)} />, seen]);
`;

async function run(code: string, runtime: unknown): Promise<string[]> {
  const record: string[] = [];
  const log = (...values: unknown[]): void =>
    void record.push(values.map((v) => inspect(v, { depth: 9 })).join(' '));
  const create =
    (name: string) =>
    (...args: unknown[]) => ({ name, args, props: args[1] });
  const modules: Record<string, unknown> = {
    react: { default: React(), createElement: create('createElement') },
    'lib/jsx-runtime': { jsx: create('jsx'), jsxs: create('jsxs'), Fragment: 'F' },
    'lib/jsx-dev-runtime': { jsxDEV: create('jsxDEV'), Fragment: 'F' },
    lib: { createElement: create('lib.createElement') },
  };
  modules['react/jsx-runtime'] = modules['lib/jsx-runtime'];
  Object.assign(globalThis, {
    log,
    h: create('h'),
    Frag: 'Frag',
    __gl: runtime,
    load: (name: string) => modules[name],
  });
  // Imports as reads of the modules above.
  const script = code
    .replace(/import \* as (\w+) from (["'][^"']+["']);?/g, 'const $1 = load($2);')
    .replace(/import (\w+) from (["'][^"']+["']);?/g, 'const { default: $1 } = load($2);')
    .replace(
      /import \{([^}]*)\} from (["'][^"']+["']);?/g,
      (_, names: string, from: string) => `const {${names.replace(/ as /g, ': ')}} = load(${from});`,
    )
    .replace('export {};', '');
  await (vm.runInThisContext(
    `(async function () {'use strict';${script}\n}).call(undefined)`,
  ) as Promise<unknown>);
  return record;
}

function React() {
  return {
    createElement: (...args: unknown[]) => ({ name: 'React', args, props: args[1] }),
    Fragment: 'React.Fragment',
  };
}

const runtimes = {
  classic: { jsx: 'react' },
  factory: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Frag' },
  automatic: { jsx: 'react-jsx', jsxImportSource: 'lib' },
  development: { jsx: 'react-jsxdev', jsxImportSource: 'lib' },
} as const;
const kinds = {
  react: ts.JsxEmit.React,
  'react-jsx': ts.JsxEmit.ReactJSX,
  'react-jsxdev': ts.JsxEmit.ReactJSXDev,
};

for (const [name, compilerOptions] of Object.entries(runtimes)) {
  for (const mode of ['plain', 'trace'] as const) {
    test(`JSX with the ${name} runtime, ${mode}`, async () => {
      const reference = ts.transpileModule(source, {
        fileName: 'view.tsx',
        compilerOptions: {
          ...compilerOptions,
          jsx: kinds[compilerOptions.jsx],
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
        },
      }).outputText;
      const result = instrument(source, {
        path: 'view.tsx',
        base: 0,
        mode,
        workspace: true,
        compilerOptions,
      });
      const expected = await run(reference, undefined);
      expect(expected.length).toBe(5);
      expect(
        await run(
          result.code,
          passthrough(() => result.sites),
        ),
      ).toEqual(expected);
      expect(result.code.split('\n').length).toBe(source.split('\n').length);
    });
  }
}

/** The code of a file with one element, in a module. */
const written = (text: string, path = 'a.tsx', compilerOptions = {}, format?: 'module' | 'commonjs') =>
  instrument(text, { path, base: 0, mode: 'plain', workspace: true, compilerOptions, format }).code;

test('pragmas come before compiler options', () => {
  expect(written('/** @jsx h */ const x = <a/>; export {};', 'a.tsx', { jsx: 'react' })).toContain(
    '(0, h)("a", null)',
  );
  expect(written('/** @jsxImportSource preact */ const x = <a/>; export {};')).toContain(
    'from "preact/jsx-runtime"',
  );
  expect(written('/** @jsxRuntime classic */ const x = <a/>; export {};')).toContain(
    'React.createElement("a", null)',
  );
});

test('options that leave JSX to others: the factory in scope, else the automatic runtime', () => {
  expect(written(`import React from 'react';\nconst x = <a/>;`, 'a.jsx', { jsx: 'preserve' })).toContain(
    'React.createElement',
  );
  expect(written('const x = <a/>;', 'a.jsx', {}, 'commonjs')).toMatch(
    /^const __gl_jsx = require\("react\/jsx-runtime"\);const x/,
  );
});

test('JSX in a file that Babel lowers', async () => {
  const text = `namespace N { export const v = 2 }\nlog(<a b={N.v}>{N.v}</a>);`;
  const options = {
    path: 'a.tsx',
    base: 0,
    mode: 'trace',
    workspace: true,
    compilerOptions: { jsx: 'react', jsxFactory: 'h' },
  } as const;
  const { code, sites } = instrument(text, options);
  const found = await run(
    code,
    passthrough(() => sites),
  );
  expect(found).toEqual([`{ name: 'h', args: [ 'a', { b: 2 }, 2 ], props: { b: 2 } }`]);
});
