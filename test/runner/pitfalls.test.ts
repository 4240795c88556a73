import { describe, expect, it } from 'vitest';
import { folder, traceJson } from '../cli/gradlens.ts';
import { same } from '../cli/same.ts';
import { isLong } from '../support/long.ts';

/** What compilers write so that Node's lexer finds the exports of CommonJS, with the names that it must find. */
const compiled: Readonly<Record<string, readonly [names: string, text: string]>> = {
  typescript: [
    'one size two',
    `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.two = exports.one = void 0; const o = { size: 2 };
Object.defineProperty(exports, "size", { enumerable: true, get: function () { return o.size; } }); exports.one = 1 * o.size; exports["two"] = o.size + 2;`,
  ],
  star: [
    'inner own',
    `"use strict"; var __createBinding = (this && this.__createBinding) || (function (o, m, k, k2) { if (k2 === undefined) k2 = k; Object.defineProperty(o, k2, { enumerable: true, get: function () { return m[k]; } }); });
var __exportStar = (this && this.__exportStar) || function (m, exports) { for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p); };
Object.defineProperty(exports, "__esModule", { value: true }); __exportStar(require("./inner.cjs"), exports); exports.own = 3 * 1;`,
  ],
  tslib: [
    'inner',
    `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); const tslib_1 = { __exportStar(m, e) { for (const p in m) e[p] = m[p]; } }; tslib_1.__exportStar(require("./inner.cjs"), exports);`,
  ],
  babel: [
    'inner own',
    `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); var _inner = require("./inner.cjs"); Object.keys(_inner).forEach(function (key) {
  if (key === "default" || key === "__esModule") return; if (key in exports && exports[key] === _inner[key]) return; Object.defineProperty(exports, key, { enumerable: true, get: function () { return _inner[key]; } }); }); exports.own = 1;`,
  ],
  esbuild: [
    'a b',
    `var __defProp = Object.defineProperty; var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
var out = {}; __export(out, { a: () => a, b: () => b }); module.exports = out; const a = 1 + 1, b = a * 2; 0 && (module.exports = { a, b });`,
  ],
  literal: ['a b quoted', `const a = 1, b = 2 * a; module.exports = { a, b, 'quoted': b };`],
  reexport: ['inner', `module.exports = require('./inner.cjs');`],
  spread: ['inner x', `const x = 1 * 1; module.exports = { ...require('./inner.cjs'), x };`],
  late: [
    'q w z',
    `const e = exports; e.hidden = 1; module.exports.z = 3; if (e.hidden > 0) exports.w = 4; exports.z, exports.q = 1;`,
  ],
  umd: [
    '',
    `(function (root, factory) { typeof exports === 'object' ? module.exports = factory() : root.x = factory(); })(this, function () { return { hidden: 1 + 1 }; });`,
  ],
};

describe('19. exports of CommonJS stay recognisable to the lexer of Node', () => {
  const names = Object.keys(compiled);
  const files = {
    ...Object.fromEntries(names.map((name) => [`${name}.cjs`, compiled[name]![1]])),
    'inner.cjs': 'exports.inner = 3 + 2;',
  };

  it('under exec', async () => {
    const { stdout } = await same({
      'main.mjs': `${names.map((name) => `import * as ${name} from './${name}.cjs';`).join('\n')}
${names
  .flatMap((name) =>
    compiled[name]![0].split(' ')
      .filter(Boolean)
      .map((one) => `import { ${one} as ${name}_${one} } from './${name}.cjs'; console.log(${name}_${one});`),
  )
  .join('\n')}
for (const one of [${names.join()}]) console.log(Object.keys(one).filter((key) => !/^(default|module.exports|__esModule)$/.test(key)).join(' '));`,
      ...files,
    });
    expect(stdout.split('\n').slice(-names.length - 1, -1)).toEqual(names.map((name) => compiled[name]![0]));
  });

  it('in a traced run', async () => {
    const all = names.flatMap((name) =>
      compiled[name]![0].split(' ')
        .filter(Boolean)
        .map((one) => [name, one] as const),
    );
    const source = `${all.map(([file, name]) => `import { ${name} as ${file}_${name} } from './${file}.cjs';`).join('\n')}
/** @trace f(2) */
export function f(x: number): number {
  return x * ([${all.map((one) => one.join('_')).join()}] as number[]).reduce((a, b) => a + b);
}
`;
    const { cases } = await traceJson(folder({ 'f.ts': source, ...files }), 'f.ts');
    expect(cases[0]).toMatchObject({ status: 'ok', check: { ok: true } });
    // What the files export, by file.
    const sums = [2 + 2 + 4, 5 + 3, 5, 5 + 1, 2 + 4, 1 + 2 + 2, 5, 5 + 1, 1 + 4 + 3];
    expect(cases[0]!.output![0]!.value).toBe(2 * sums.reduce((sum, one) => sum + one));
  });
});

describe('19. script or module: one is tried, then the other', () => {
  it.each([
    [
      'import in a template of a script',
      'var s = `\nimport x from "y";\n`; with ({ a: 3 * 1 }) console.log(a, s.length);',
    ],
    [
      'export in a comment of a script',
      '/*\nexport default 1;\n*/ var await = 2 * 1; console.log(await, 010, typeof module);',
    ],
    [
      'import.meta in a text of a script',
      'console.log("import.meta".length * 1, this === module.exports); return;',
    ],
    [
      'an import far below',
      `${'// filler\n'.repeat(500)}var x = 1 * 3; console.log(x, typeof module, this);\nimport 'node:fs';`,
    ],
    [
      'import() alone',
      `console.log(typeof module); import('node:fs').then((fs) => console.log(typeof fs.readFileSync, 2 * 2));`,
    ],
    [
      'await alone',
      `console.log(typeof module, this); const x = await Promise.resolve(3 * 2); console.log(x);`,
    ],
    ['import.meta alone', 'console.log(typeof module, typeof import.meta.url, 1 * 1);'],
    ['HTML comments', 'var x = 3;\n<!-- hidden\nconsole.log(x * 2);\n--> hidden'],
    ['a name that a module reserves', 'var let_ = 1, yield_ = 2; var yield = 5 * 1; console.log(yield);'],
  ])('%s', async (_name, text) => {
    await same({ 'main.js': text });
    if (isLong) await same({ main: text });
  });
});
