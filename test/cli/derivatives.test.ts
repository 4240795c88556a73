import { describe, expect, it } from 'vitest';
import { folder, gradlens } from './gradlens.ts';

const source = `/** @trace f([2, 3], 5) */
export function f(x: number[], y: number): number[] {
  return [x[0]! * x[1]! * y, x[1]! ** 2];
}
/** @trace long: g(randn(100)) */
export function g(x: number[]): number {
  return x.reduce((sum, v) => sum + v * v, 0);
}
/** @trace h(0) */
export function h(x: number): number {
  return Math.max(x, 0) ** 2;
}
`;
const expected = {
  outputs: ['result[0]', 'result[1]'],
  inputs: ['x[0]', 'x[1]', 'y'],
  jvp: [31, 6],
  jacobian: [
    [15, 10, 6],
    [0, 6, 0],
  ],
  hessian: [
    [0, 5, 3],
    [5, 2, 2],
    [3, 2, 0],
  ],
  check: { jvp: { outcome: 'ok' }, jacobian: { outcome: 'ok' }, hessian: { outcome: 'ok' } },
};
const all = ['--jvp', '--jacobian', '--hessian'];

describe('gradlens trace', () => {
  it('adds tangents, Jacobian and Hessian to the JSON', async () => {
    const args = ['trace', 'f.ts', '--function', 'f', '--format', 'json', ...all];
    const { stdout, code } = await gradlens(folder({ 'f.ts': source }), args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ derivatives: expected }]);
  });

  it('prints them as tables, and says where one would be too large', async () => {
    const cwd = folder({ 'f.ts': source });
    const small = await gradlens(cwd, ['trace', 'f.ts', '--function', 'f', '--jacobian', '--hessian']);
    expect(small.stdout).toContain(
      [
        '  Jacobian, outputs by inputs',
        '               x[0]  x[1]     y',
        '    result[0]    15    10     6',
        '    result[1]     0     6     0',
        '    ✓ checked\n',
      ].join('\n'),
    );
    const kink = await gradlens(cwd, ['trace', 'f.ts', '--function', 'h', '--hessian']);
    expect(kink.stdout).toContain(
      '    not compared: the inputs are at a kink, or rounding hides the differences\n',
    );
    const large = await gradlens(cwd, ['trace', 'f.ts', '--case', 'long', '--hessian']);
    expect(large.stdout).toContain(
      'The hessian of 1 outputs by 100 inputs would have more than 4096 elements.',
    );
    const none = await gradlens(cwd, ['trace', 'f.ts', '--function', 'f', '--format', 'json']);
    expect(none.stdout).not.toContain('derivatives');
  });
});
