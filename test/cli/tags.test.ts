import { describe, expect, it } from 'vitest';
import { folder, gradlens, rangeOf, traceJson } from './gradlens.ts';

const source = `/**
 * Newton's method.
 * @trace solve((v) => v * v - 2, 1)
 * @trace guarded: solve((v) => {
 *   if (v > 1.2) throw new RangeError('too far'); // never meant
 *   return v * v - 2;
 * }, 1)
 * @trace missing: solve((v) =>
 *   (v as any).f.g, 1)
 */
export function solve(f: (v: number) => number, x: number): number {
  for (let i = 0; i < 3; i++) {
    const slope = (f(x + 1e-3) - f(x)) / 1e-3;
    x -= f(x) / slope;
  }
  return x;
}
`;

describe('code in a tag', () => {
  it('is traced at its place, the same in text and in JSON', async () => {
    const cwd = folder({ 'solve.ts': source });
    const text = await gradlens(cwd, ['trace', 'solve.ts', '--case', '', '--check']);
    const { cases } = await traceJson(cwd, 'solve.ts', '--check');
    const [first] = cases as unknown as { equations: { op: string; span: number[] }[]; cuts: unknown[] }[];
    expect(text.stdout).toMatch(/solve\(x\) = 1\.4142 .* ✓ gradient checked/);
    const spans = first!.equations.filter(({ op }) => op === 'mul').map(({ span }) => span);
    expect(spans.length).toBe(9);
    for (const span of spans) expect(span).toEqual([0, ...rangeOf(source, 'v * v')]);
    expect(text.stdout.match(/ solve\.ts:3:24\n/g)?.length).toBe(18);
    expect(first!.cuts).toEqual([]);
  });

  it('that throws is shown there, and the stack names its lines', async () => {
    const cwd = folder({ 'solve.ts': source });
    const { cases } = await traceJson(cwd, 'solve.ts', '--no-check');
    const found = cases.map(({ diagnostics: [one] }) => one && [one.code, one.span]);
    expect(found).toEqual([
      undefined,
      ['threw', [0, ...rangeOf(source, "new RangeError('too far')")]],
      ['threw', [0, ...rangeOf(source, '(v as any).f.g, 1)')]],
    ]);
    const { stdout } = await gradlens(cwd, ['trace', 'solve.ts', '--no-check']);
    expect(stdout).toMatch(/\(.*solve\.ts:5\)\n.* solve .*solve\.ts:13:/);
    expect(stdout).toMatch(/\(.*solve\.ts:9\)\n.* solve .*solve\.ts:13:/);
  });

  it('that throws while the arguments are made is shown there', async () => {
    const made = `/**\n * @trace f(1,\n *   [0].map((x) =>\n *     null!.x))\n */\nexport function f(x: number, y: unknown) {}\n`;
    const { code, cases } = await traceJson(folder({ 'f.ts': made }), 'f.ts');
    expect(code).toBe(4);
    expect(cases[0]!.diagnostics).toMatchObject([
      { code: 'case-failed', span: [0, ...rangeOf(made, 'null!.x))')] },
    ]);
  });

  it('may be in a file that Babel rewrites', async () => {
    const lowered = `namespace N { export const k = 3; }\n${source.replace('v * v - 2', 'v * v - N.k')}`;
    const { cases } = await traceJson(folder({ 'solve.ts': lowered }), 'solve.ts', '--check');
    const first = cases[0] as unknown as { equations: { op: string; span: number[] }[] };
    expect(first.equations.find(({ op }) => op === 'mul')!.span).toEqual([0, ...rangeOf(lowered, 'v * v')]);
    const place = [0, ...rangeOf(lowered, "new RangeError('too far')")];
    expect(cases[1]!.diagnostics).toMatchObject([{ span: place }]);
  });

  it('has the text that stands there, without the stars', async () => {
    const text = `(v: number) => {\n  return v;  // same\n}`;
    const tag = `/**\n * @trace f(${text.replaceAll('\n', '\n * ')}, class  A { static  m() { return \`a\n *  b\` } }, 2)\n */`;
    const shown = `${tag}\nexport function f(g: (v: number) => number, A: any, x: number): number {\n  console.log(String(g) + String(A.m) + A.m());\n  return String(g).length * x;\n}`;
    const { cases, stderr } = await traceJson(folder({ 'f.ts': shown }), 'f.ts', '--check');
    const plain = text.replace(': number', '        ');
    expect(stderr).toContain(`${plain}m() { return \`a\n b\` }a\n b\n`);
    expect(cases[0]).toMatchObject({ status: 'ok', inputs: [{ path: 'x', gradient: plain.length }] });
  });
});

describe('a tag', () => {
  const members = `export const activations = {
  relu: {
    /** @trace activations.relu.f(0.7) */
    f: (x: number): number => Math.max(0, x),
  },
};
export const api = {
  /** @trace api.scale(3, 2) */
  scale(x: number, k: number): number {
    return x * k * k;
  },
};
class Circle {
  constructor(readonly r: number) {}
  /** @trace new Circle(3).area */
  get area(): number {
    return this.r * this.r;
  }
  /** @trace Circle.unit */
  static get unit(): number {
    return weight * 2;
  }
}
namespace Plane {
  /** @trace Plane.norm(3, 4) */
  export function norm(x: number, y: number): number {
    return x * x + y * y;
  }
}
const weight = 5;
function over(a: string): string;
function over(a: number): number;
/** Doubles. @trace over(4) */
function over(a: any): any {
  return a * 2;
}
`;

  it('stands on members of objects, classes and namespaces', async () => {
    const { cases, code } = await traceJson(folder({ 'f.ts': members }), 'f.ts');
    const found = (cases as unknown as Found[]).map(({ function: { name }, output, inputs }) => [
      name,
      output[0]!.value,
      Object.fromEntries(inputs.map(({ path, gradient }) => [path, gradient])),
    ]);
    expect(found).toEqual([
      ['activations.relu.f', 0.7, { x: 1 }],
      ['api.scale', 12, { x: 4, k: 12 }],
      ['Circle.area', 9, { 'this.r': 6 }],
      ['Circle.unit', 10, { 'module:weight': 2 }],
      ['Plane.norm', 25, { x: 6, y: 8 }],
      ['over', 8, { a: 2 }],
    ]);
    expect(code).toBe(0);
  });

  it('that cannot be honoured fails alone, at its place', async () => {
    const bad = `/** @trace a(1) */
export const a = (x: number) => 2 * x;
/** @trace b(1, */
export const b = (x: number) => 3 * x;
/** @trace c(1) */
export let c = 4;
/** @trace */
export const d = (x: number) => 5 * x;
/** @trace e(1) */
export const e = (x: number) => 6 * x;
`;
    const cwd = folder({ 'f.ts': bad });
    const { cases, code } = await traceJson(cwd, 'f.ts');
    expect(cases.map(({ status, diagnostics: [one] }) => [status, one?.code, one?.span[1]])).toEqual([
      ['ok', undefined, undefined],
      ['failed', 'trace-tag-syntax', 3],
      ['failed', 'trace-tag-target', 5],
      ['failed', 'missing-argument', 7],
      ['ok', undefined, undefined],
    ]);
    expect(code).toBe(4);
    const one = await traceJson(cwd, 'f.ts', '--function', 'e');
    expect([one.code, one.cases.map(({ status }) => status)]).toEqual([0, ['ok']]);
    const its = await traceJson(cwd, 'f.ts', '--function', 'd');
    expect([its.code, its.cases.map(({ diagnostics }) => diagnostics[0]!.code)]).toEqual([
      4,
      ['missing-argument'],
    ]);
    const listed = await gradlens(cwd, ['list', 'f.ts']);
    expect([listed.code, listed.stdout]).toEqual([4, 'f.ts:2:14  a\nf.ts:10:14  e\n']);
    expect(listed.stderr).toMatch(
      /trace-tag-syntax +f\.ts:3:15[^]*trace-tag-target +f\.ts:5:5[^]*missing-argument/,
    );
  });

  it('names inputs as a function of another file does', async () => {
    const call = `import { far, scale } from './far';
/** @trace far({ mass: 2 }, 3)
 * @trace scale.by(2, 3, 4) */
export function here() {}
`;
    const far = `export function far(this: void, { mass }: { mass: number }, speed = 1): number { return mass * speed; }
export const scale = { by(x: number, ...more: number[]): number { return x * more[1]!; } };`;
    const { cases } = await traceJson(folder({ 'f.ts': call, 'far.ts': far }), 'f.ts', '--check');
    const inputs = (cases as unknown as Found[]).map((one) =>
      one.inputs.map(({ path, gradient }) => [path, gradient]),
    );
    expect(inputs).toEqual([
      [
        ['mass', 3],
        ['speed', 2],
      ],
      [
        ['x', 4],
        ['more[0]', 0],
        ['more[1]', 2],
      ],
    ]);
  });

  it('that calls another function than its own says so', async () => {
    const other = `const inner = (x: number) => x * x;
/** @trace inner(3)
 * @trace train(3) */
export const train = (x: number) => inner(x) * 2;
`;
    const { cases, code } = await traceJson(folder({ 'f.ts': other }), 'f.ts');
    const found = cases as unknown as Found[];
    expect(found.map(({ function: f }) => [f.name, f.span])).toEqual([
      ['inner', [0, 1, 6, 1, 11]],
      ['train', [0, 4, 13, 4, 18]],
    ]);
    const message = 'This @trace stands on train and calls inner: the trace is that of inner.';
    const span = [0, ...rangeOf(other, 'inner(3)')];
    expect(found.map(({ diagnostics }) => diagnostics)).toEqual([
      [{ code: 'other-function', severity: 'information', message, span, related: [] }],
      [],
    ]);
    expect(code).toBe(0);
  });
});

interface Found {
  readonly function: { readonly name: string; readonly span: readonly number[] };
  readonly output: readonly { readonly value: number }[];
  readonly inputs: readonly { readonly path: string; readonly gradient: number }[];
  readonly diagnostics: readonly unknown[];
}
