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
    const { cases } = await traceJson(cwd, 'solve.ts');
    const found = cases.map(({ diagnostics: [one] }) => one && [one.code, one.span]);
    expect(found).toEqual([
      undefined,
      ['threw', [0, ...rangeOf(source, "new RangeError('too far')")]],
      ['threw', [0, ...rangeOf(source, '(v as any).f.g, 1)')]],
    ]);
    const { stdout } = await gradlens(cwd, ['trace', 'solve.ts']);
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
