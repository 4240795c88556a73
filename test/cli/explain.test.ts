import { expect, it } from 'vitest';
import { folder, gradlens } from './gradlens.ts';

it('a line without numbers is answered by those next to it, and not by a list of options', async () => {
  const { code, stdout, stderr } = await gradlens('.', ['explain', 'examples/10-why.ts', '--at', '20']);
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'gradlens: Nothing was computed on line 20. Nearest to it is line 18 or 25.\ngradlens --help lists all commands and options.\n',
  });
});

it('a name that the line does not have is looked for on others', async () => {
  const source =
    '/** @trace f(2) */\nexport function f(x: number): number {\n  const a = x * 3;\n  const b = x * 4;\n\n  return a * b;\n}\n';
  const { stderr } = await gradlens(folder({ 'f.ts': source }), ['explain', 'f.ts', '--at', '5:a']);
  expect(stderr).toContain('Line 5 has no a that holds a number. Nearest to it is line 3.');
});

it.each([
  ['a function', 'export function top(xs: number[]): number {'],
  ['a value of a name', 'export const top = (xs: number[]): number => {'],
])(
  'a line that computed nothing which is recorded is answered by what was found on it: %s',
  async (_, head) => {
    const source = `/** @trace top([3, 9]) */\n${head}\n  return Math.max(xs as never) / 2;\n}\n`;
    const { code, stdout } = await gradlens(folder({ 'top.ts': source }), ['explain', 'top.ts', '--at', '3']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^What is wrong on this line\? {2}non-finite-value\n {2}Math\.max\(xs as never\) is no number: /,
    );
    expect(stdout).toContain('top.ts:3:10\n');
  },
);

it('an unknown command is answered by all there are', async () => {
  const { stderr } = await gradlens('.', ['trce', 'examples/10-why.ts']);
  expect(stderr).toMatch(/^gradlens: Unknown command trce\. .*trace.*\n\nUsage:\n/);
});

const two = `/**
 * @trace flat(1, 5)
 * @trace rising: flat(6, 5)
 */
export function flat(x: number, top: number): number {
  return Math.max(x, top) * half(top);
}

/** @trace root(-4) */
export function root(x: number): number {
  const side = half(x);
  return Math.sqrt(side);
}

const half = (x: number): number => {
  const y = x / 2;
  return y;
};
`;

it('of a file with several functions the one around the line answers, each of its cases by name', async () => {
  const cwd = folder({ 'two.ts': two });
  const explained = async (at: string) => (await gradlens(cwd, ['explain', 'two.ts', '--at', at])).stdout;
  expect(await explained('12')).toMatch(/^Why is Math\.sqrt\(side\) so\? {2}non-finite-value\n/);
  expect(await explained('11:side')).toMatch(/^Why is side so\?\n/);
  expect(await explained('5:x')).toMatch(
    /^Why is the gradient of x so\? {2}locally-zero\n[^]*\n\nWhy is the gradient of x so\? {2}rising\n/,
  );
  // what no function begins around is answered by the nearest above that came by
  expect(await explained('17:y')).toMatch(/^Why is y so\?\n {2}y is −2\./);
});
