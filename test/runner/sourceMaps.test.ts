import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { folder, gradlens, traceJson } from '../cli/gradlens.ts';
import { rowsToRun } from '../support/long.ts';

const original = `interface Point { readonly x: number }
enum Kind { Small = 2, Large }

/** Comments and types move every line and column. */
export function energy(p: Point, k: number): number {
  const scaled = (p.x as number) * k; const shifted: number = scaled - Kind.Large;
  return Math.sin(shifted)
    + scaled ** 2;
}
`;
const user = `import { energy } from 'dep';
/** @trace f(2, 0.5) */
export function f(x: number, k: number): number {
  return energy({ x }, k);
}
`;
const texts = [
  '(p.x as number) * k',
  'scaled - Kind.Large',
  'Math.sin(shifted)',
  'scaled ** 2',
  'Math.sin(shifted)\n    + scaled ** 2',
];

type Map = Record<string, unknown>;

/** The package as TypeScript builds it, with its map changed. */
function build(
  module: ts.ModuleKind,
  change: (map: Map) => unknown = (map) => map,
  options: ts.CompilerOptions = {},
) {
  const { outputText, sourceMapText } = ts.transpileModule(original, {
    fileName: 'model.ts',
    compilerOptions: { module, target: ts.ScriptTarget.ES2022, sourceMap: true, ...options },
  });
  const code = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, '');
  const map = { ...(JSON.parse(sourceMapText!) as Map), sources: ['../src/model.ts'] };
  return { code, map: change(map) };
}

const dep = 'node_modules/dep';
const files = (index: string, more: Readonly<Record<string, string>> = {}) => ({
  'user.ts': user,
  [`${dep}/package.json`]: '{ "name": "dep", "main": "dist/index.js" }',
  [`${dep}/dist/index.js`]: index,
  ...more,
});
const source = { [`${dep}/src/model.ts`]: original };
const external = (code: string) => `${code}//# sourceMappingURL=index.js.map\n`;
const inline = (code: string, map: unknown) =>
  `${code}//# sourceMappingURL=data:application/json;charset=utf-8;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;

/** File and text of every equation, the texts taken from the given sources by the spans. */
async function places(given: Record<string, string>, texts: Readonly<Record<string, string>> = given) {
  const { cases } = await traceJson(folder(given), 'user.ts', '--no-check');
  const [one] = cases as unknown as { files: string[]; equations: { span: [number, ...number[]] }[] }[];
  return one!.equations.map(({ span: [file, line, column, endLine, endColumn] }) => {
    const path = one!.files[file]!;
    const lines = texts[path]?.split('\n').slice(line! - 1, endLine) ?? [];
    const last = lines.length - 1;
    lines[last] = lines[last]!.slice(0, endColumn);
    lines[0] = lines[0]!.slice(column);
    return [path, lines.join('\n')];
  });
}
const inOriginal = texts.map((text) => [`${dep}/src/model.ts`, text]);

describe('places in a dependency are places in what it was compiled from', () => {
  it.each([
    ['CommonJS', ts.ModuleKind.CommonJS, {}],
    ['of an ES module', ts.ModuleKind.ESNext, {}],
    ['without comments', ts.ModuleKind.CommonJS, { removeComments: true }],
  ])('by a map beside it, %s', async (_name, module, options) => {
    const { code, map } = build(module, undefined, options);
    expect(
      await places(files(external(code), { [`${dep}/dist/index.js.map`]: JSON.stringify(map), ...source })),
    ).toEqual(inOriginal);
  });

  it('by a map in the file, with the text in the map alone', async () => {
    const { code, map } = build(ts.ModuleKind.CommonJS, (m) => ({ ...m, sourcesContent: [original] }));
    const given = files(inline(code, map));
    expect(await places(given, { ...given, ...source })).toEqual(inOriginal);
    const { stdout } = await gradlens(folder(given), ['trace', 'user.ts', '--no-check']);
    expect(stdout).toContain(`${dep}/src/model.ts:6:18`);
  });

  it('by a map with a source root, and by one in sections', async () => {
    const rooted = build(ts.ModuleKind.CommonJS, (m) => ({
      ...m,
      sourceRoot: '../src/',
      sources: ['model.ts'],
    }));
    expect(await places(files(inline(rooted.code, rooted.map), source))).toEqual(inOriginal);
    const sections = build(ts.ModuleKind.CommonJS, (map) => ({
      version: 3,
      sections: [{ offset: { line: 1, column: 0 }, map }],
    }));
    expect(await places(files(inline(`/* banner */\n${sections.code}`, sections.map), source))).toEqual(
      inOriginal,
    );
  });

  it('with line breaks of either kind', async () => {
    const { code, map } = build(ts.ModuleKind.CommonJS, (m) => ({ ...m, sourcesContent: [original] }));
    const given = files(inline(code, map), { [`${dep}/src/model.ts`]: original.replaceAll('\n', '\r\n') });
    expect(await places(given, { ...given, ...source })).toEqual(inOriginal);
  });
});

describe('a map that does not fit leaves places in the file that runs', () => {
  const isGenerated = async (given: Record<string, string>) => {
    const found = await places(given);
    expect(found.map(([path]) => path)).toEqual(texts.map(() => `${dep}/dist/index.js`));
    expect(found[2]![1]).toBe('Math.sin(shifted)');
  };
  const { code, map } = build(ts.ModuleKind.CommonJS) as { code: string; map: Map };

  const misfits: [string, Record<string, string>][] = [
    ['a map that is not there', files(external(code), source)],
    ['a map that is no JSON', files(external(code), { [`${dep}/dist/index.js.map`]: '<html>', ...source })],
    ['mappings that are none', files(inline(code, { ...map, mappings: 'ΩΩ;;' }), source)],
    ['an original that is not there', files(inline(code, map))],
    [
      'an original that was changed since',
      files(inline(code, { ...map, sourcesContent: [original] }), {
        [`${dep}/src/model.ts`]: `\n\n${original}`,
      }),
    ],
    ['an original that is shorter', files(inline(code, map), { [`${dep}/src/model.ts`]: 'export {};\n' })],
    ['a map of another build', files(inline(`// one\n// two\n// three\n${code}`, map), source)],
    [
      'an original that was changed, and no text in the map',
      files(inline(code, map), { [`${dep}/src/model.ts`]: original.replace('enum', '// one\n// two\nenum') }),
    ],
    [
      'a comment that only looks like one',
      files(`${code}\nconst a = "//# sourceMappingURL=index.js.map"; exports.a = a;\n`, {
        [`${dep}/dist/index.js.map`]: JSON.stringify(map),
        ...source,
      }),
    ],
  ];
  const lengthy = ['a map that is no JSON', 'mappings that are none', 'an original that is shorter'];
  it.each(rowsToRun(misfits, ([name]) => !lengthy.includes(name)))('%s', async (_name, given) => {
    await isGenerated(given);
  });
});

it("a finding says where in the original it happened, under the program's own call", async () => {
  const { code, map } = build(ts.ModuleKind.CommonJS, (m) => ({ ...m, sourcesContent: [original] }));
  const given = files(inline(code, map));
  given['user.ts'] = user.replace('f(2, 0.5)', 'f(1e308, 100)');
  const { stdout } = await gradlens(folder(given), ['trace', 'user.ts', '--no-check']);
  expect(stdout).toMatch(/non-finite +user\.ts:4:10\n/);
  expect(stdout).toMatch(
    /inside of it: \(p\.x as number\) \* k {2}node_modules\/dep\/src\/model\.ts:\d+:\d+\n/,
  );
});
