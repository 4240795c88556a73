import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Runner, type MeasuredAnswer } from '../../src/runner/parent/runner.ts';
import { folder, generous, rangeOf, runnerPath } from '../cli/gradlens.ts';
import { foundByProofs } from '../support/proofs.ts';

async function run(
  files: Record<string, string>,
  overlay: Record<string, string> = {},
  links: Record<string, string> = {},
): Promise<{ answer: MeasuredAnswer; root: string }> {
  const root = folder(files);
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, name));
  const runner = new Runner({ runnerPath, limits: generous });
  try {
    const texts = new Map(Object.entries(overlay).map(([name, text]) => [join(root, name), text]));
    const request = {
      file: join(root, 'user.ts'),
      root,
      overlay: texts,
      case: 0,
      pinned: true,
      check: 'none',
    } as const;
    const answer = await runner.trace(request);
    if (answer.kind === 'traced' && answer.result.status === 'ok')
      expect(foundByProofs(answer.result.diagnostics)).toEqual([]);
    return { answer, root };
  } finally {
    runner.dispose();
  }
}

/** The number that `f(2)` of user.ts returned. */
async function output(
  files: Record<string, string>,
  overlay?: Record<string, string>,
  links?: Record<string, string>,
): Promise<number> {
  const { answer } = await run(files, overlay, links);
  if (answer.kind === 'failed') throw new Error(answer.diagnostics[0]!.message);
  const { trace } = answer.result;
  const [ref] = trace.outputs[0]!.refs;
  return ref! > 0 ? trace.values[ref!]! : trace.constants[-ref! - 1]!;
}

const user = (imports: string, k = 'k') =>
  `${imports}\n/** @trace f(2) */\nexport function f(x: number): number {\n  return x * ${k};\n}\n`;

describe('imports resolve as TypeScript has it', () => {
  it('without extension', async () => {
    expect(
      await output({ 'user.ts': user(`import { k } from './a';`), 'a.ts': 'export const k: number = 3;' }),
    ).toBe(6);
  });

  it('as a namespace, whose numbers stay as they are', async () => {
    const files = { 'user.ts': user(`import * as m from './a';`, 'm.k'), 'a.ts': 'export let k = 3;' };
    expect(await output(files)).toBe(6);
  });

  it('with .js for .ts', async () => {
    expect(
      await output({ 'user.ts': user(`import { k } from './a.js';`), 'a.ts': 'export const k: number = 3;' }),
    ).toBe(6);
  });

  it('a folder with an index', async () => {
    expect(
      await output({ 'user.ts': user(`import { k } from './a';`), 'a/index.ts': 'export const k = 3;' }),
    ).toBe(6);
  });

  it('paths of tsconfig.json', async () => {
    const files = {
      'user.ts': user(`import { k } from '@/a';`),
      'lib/a.ts': 'export const k = 3;',
      'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`,
    };
    expect(await output(files)).toBe(6);
  });

  it('JSON without attribute', async () => {
    expect(
      await output({ 'user.ts': user(`import a from './a.json';`, 'a.k'), 'a.json': '{ "k": 3 }' }),
    ).toBe(6);
  });

  it('CommonJS from a module, and what it requires without extension', async () => {
    const files = {
      'user.ts': user(`import { k } from './a.cjs';`),
      'a.cjs': `exports.k = require('./b').k;`,
      'b.ts': 'export const k: number = 3;',
    };
    expect(await output(files)).toBe(6);
  });

  it('a .js file with import in a package without a type', async () => {
    const files = {
      'user.ts': user(`import { k } from './a.js';`),
      'a.js': `import { b } from './b.js';\nexport const k = b + 1;`,
      'b.js': 'export const b = 2;',
      'package.json': '{ "name": "user" }',
    };
    expect(await output(files)).toBe(6);
  });

  it('import in TypeScript of a package of type commonjs', async () => {
    const files = {
      'user.ts': user(`import { k } from './a';`),
      'a.ts': 'export const k = 3;',
      'package.json': '{ "type": "commonjs" }',
    };
    expect(await output(files)).toBe(6);
  });

  it('cycles', async () => {
    const files = {
      'user.ts': user(`import { k } from './a';\nexport const two = () => 2;`, 'k()'),
      'a.ts': `import { two } from './user';\nexport const k = () => two() + 1;`,
    };
    expect(await output(files)).toBe(6);
  });

  it('a package', async () => {
    const files = {
      'user.ts': user(`import { k } from 'pkg';\nimport { m } from 'pkg/deep/m';`, 'k * m'),
      'node_modules/pkg/package.json': '{ "name": "pkg", "main": "main.js" }',
      'node_modules/pkg/main.js': 'exports.k = 3;',
      'node_modules/pkg/deep/m.js': 'exports.m = 1;',
    };
    expect(await output(files)).toBe(6);
  });

  it('a link within a package and the file that it leads to are one module', async () => {
    const files = {
      'user.ts': user(`import { k, same } from 'pkg';`, '(same ? k : NaN)'),
      'node_modules/pkg/package.json': '{ "name": "pkg", "type": "module", "exports": "./main.js" }',
      'node_modules/pkg/main.js': `import * as a from './a.js'; import * as b from './link.js'; import * as c from './to/a.js';
        export const k = a.k; export const same = a === b && a === c;`,
      'node_modules/pkg/a.js': 'export const k = 3;',
    };
    const links = { 'node_modules/pkg/link.js': 'a.js', 'node_modules/pkg/to': '.' };
    expect(await output(files, {}, links)).toBe(6);
  });

  it("the editor's text instead of the disk's, in imports too", async () => {
    const files = { 'user.ts': user(`import { k } from './a';`), 'a.ts': 'export const k = 3;' };
    expect(await output(files, { 'a.ts': 'export const k = 5;' })).toBe(10);
  });

  it('one ml-matrix for import and require, announced before it is used', async () => {
    const files = {
      'user.ts': user(
        `import { Matrix } from 'ml-matrix';\nimport { M } from './a.cjs';\nconst k = Matrix === M ? 3 : NaN;`,
      ),
      'a.cjs': `exports.M = require('ml-matrix').Matrix;`,
    };
    expect(await output(files)).toBe(6);
  });
});

/** The one diagnostic of a program that does not load. */
async function failure(files: Record<string, string>) {
  const { answer } = await run(files);
  if (answer.kind !== 'failed') throw new Error('it ran');
  const [{ code, message, span }] = answer.diagnostics as [(typeof answer.diagnostics)[number]];
  const [file, ...range] = span;
  return { code, message, range, file: answer.files[file] };
}

describe('programs that do not load', () => {
  it('a missing file', async () => {
    const source = user(`import { k } from './nope';`);
    const { message, ...rest } = await failure({ 'user.ts': source });
    expect(rest).toEqual({ code: 'missing-import', file: 'user.ts', range: rangeOf(source, `'./nope'`) });
    expect(message).toContain('nope.ts');
  });

  it('a missing package, in an imported file', async () => {
    const inner = `\nimport q from 'no-such-package';\nexport const k = q;`;
    const { message, ...rest } = await failure({
      'user.ts': user(`import { k } from './sub/a';`),
      'sub/a.ts': inner,
    });
    expect(rest).toEqual({
      code: 'missing-import',
      file: 'sub/a.ts',
      range: rangeOf(inner, `'no-such-package'`),
    });
    expect(message).toContain('npm install no-such-package');
  });

  it('a path that an installed package does not export', async () => {
    const { code, message } = await failure({
      'user.ts': user(`import { k } from 'parts';`),
      'node_modules/parts/package.json': JSON.stringify({ exports: { './a': './a.js' } }),
      'node_modules/parts/a.js': 'exports.k = 1;',
    });
    expect(code).toBe('missing-import');
    expect(message).toBe(
      "Cannot find 'parts': the package is installed, but its package.json exports no such path.",
    );
  });

  it('a missing optional package that the program catches is none of our business', async () => {
    const files = {
      'user.ts': user(`import { k } from './a.cjs';`),
      'a.cjs': `try { require('no-such-package'); } catch (e) { exports.k = e.code === 'MODULE_NOT_FOUND' ? 3 : 0; }`,
    };
    expect(await output(files)).toBe(6);
  });

  it('a module that asks for what the sandbox denies', async () => {
    const { code, message } = await failure({ 'user.ts': user(`const k = process.binding('fs') ? 1 : 2;`) });
    expect(code).toBe('load-failed');
    expect(message).toContain('process.binding (the sandbox denied it');
  });

  it('a module that throws', async () => {
    const inner = `export const k = 1;\n  null!.foo;\n`.replace('null!', '(null as any)');
    const result = await failure({ 'user.ts': user(`import { k } from './a';`), 'a.ts': inner });
    expect(result).toMatchObject({ code: 'load-failed', file: 'a.ts', range: [2, 2, 2, 20] });
    expect(result.message).toContain('TypeError');
  });

  it('an import that the module does not export', async () => {
    const source = user(`import { zz as k } from './a';`);
    const result = await failure({ 'user.ts': source, 'a.ts': 'export const k = 1;' });
    expect(result).toMatchObject({ code: 'load-failed', file: 'user.ts' });
    expect(result.range[0]).toBe(1);
    expect(result.message).toContain('zz');
  });

  it('a syntax error in an import', async () => {
    const inner = 'export const k = 1;\nconst = 2;\n';
    const result = await failure({ 'user.ts': user(`import { k } from './a';`), 'a.ts': inner });
    expect(result).toMatchObject({ code: 'syntax-error', file: 'a.ts' });
    expect(result.range[0]).toBe(2);
  });

  it('arguments that throw', async () => {
    const source = `/** @trace f(missing) */\nexport function f(x: number): number {\n  return x;\n}\n`;
    const result = await failure({ 'user.ts': source });
    expect(result).toMatchObject({ code: 'case-failed', range: rangeOf(source, 'f(missing)') });
  });
});

describe('TypeScript that has a meaning at run time', () => {
  it('enums, parameter properties, namespaces, decorators', async () => {
    const imports = `enum Kind { A = 3 }
class P { constructor(readonly k: number) {} }
namespace N { export const one = 1; }
const twice = (f: () => number, _context: unknown) => () => 2 * f();
class Q { @twice half() { return 0.5; } }
const k = Kind.A * new P(1).k * N.one * new Q().half();`;
    expect(await output({ 'user.ts': user(imports) })).toBe(6);
  });
});
