import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../../src/engine/proofs/index.ts';
import { guardKinds } from '../../../src/shared/trace.ts';
import { plain, record } from '../../support/trace.ts';

/** The check of `export function f(x) { … }` on one number, in full. */
async function checked(x: number, body: string, before = '') {
  const source = `${before}\n/** @trace f(${x}) */\nexport function f(x) { ${body} }`;
  const run = await record(source);
  const { check, diagnostics } = await checkGradient(run.trace, run.cotangents, plain(source, run), {
    full: true,
    spanOf: run.span,
    span: [0, 1, 0, 1, 0],
  });
  const { cuts, guards } = run.trace;
  const kinds = [...guards.kind].map((kind) => guardKinds[kind]!);
  return { run, check, found: diagnostics.map(({ code }) => code), cuts, kinds };
}

describe('a whole number in an integer operator is a step, as it is in Math.floor', () => {
  it.each([
    ['|', 'const N = 10;', 'return x * (N * 2 | 0)', 20],
    ['&', 'const MASK = 255;', 'return x * (1001 & MASK - 1)', 232],
    ['^', 'const N = 10;', 'return x * (N + 1 ^ 3)', 8],
    ['>>', 'const N = 10;', 'return x * (N * 4 >> 3)', 5],
    [
      '>>>, in a generator of numbers',
      'const [A, C] = [1664525, 1013904223];',
      'let s = 7; for (let i = 0; i < 4; i++) s = A * s + C >>> 0; return x * s / 4294967296',
      undefined,
    ],
    ['with a large constant', 'const N = 1000;', 'return x * (N * 2 | 0)', 2000],
    ['an integer array', 'const N = 10;', 'const a = new Int16Array(1); a[0] = N * 2; return x * a[0]', 20],
    ['Math.imul', 'const N = 10;', 'return x * Math.imul(N * 2, 3)', 60],
  ])('%s', async (_, before, body, slope) => {
    const { run, check, found, cuts, kinds } = await checked(3.7, body, before);
    expect(found).toEqual([]);
    expect(check.state).not.toBe('failed');
    expect(check.directions).toBeGreaterThan(0);
    expect(cuts.map(({ reason, site }) => [reason, run.span(site)?.[1]])).toEqual([['integer', 3]]);
    expect(kinds).toContain('integer');
    if (slope !== undefined) expect(run.leaf('x').gradient[0]).toBe(slope);
  });

  it('also as an argument, where the steps are coarse', async () => {
    const { check, found } = await checked(10, 'return 1.5 * (x * 2 | 0)');
    expect([found, check.state]).toEqual([['branch-slope'], 'partly']);
  });

  it('a fraction near the edge of a step is checked within it', async () => {
    const { run, check, found } = await checked(3.9995, 'return x * (x * 1.5 / 1.5 | 0)');
    // A percent more is the next step.
    expect([found, check.state]).toEqual([['branch-slope'], 'partly']);
    expect(check.directions).toBeGreaterThan(0);
    expect(run.leaf('x').gradient[0]).toBe(3);
  });
});

describe('what the result follows through integer operators fails', () => {
  it.each([
    ['numbers of fixed point', 1.2345, 'return (x * 65536 | 0) / 65536'],
    ['coarser ones', 1.2345, 'return (x * 1000 | 0) / 1000 + x * x'],
    ['those that happen to be whole', 2, 'return (x * 2 ** 24 | 0) / 2 ** 24'],
    [
      'many small steps',
      0.5,
      'let s = 0; for (let i = 0; i < 1000; i++) s += x * 10 + i / 1000 | 0; return s',
    ],
    ['pixels', 0.3, 'const a = new Uint32Array(1); a[0] = x * 1e6; return a[0]'],
  ])('%s', async (_, x, body) => {
    const { run, check, found, cuts } = await checked(x, body);
    expect([check.state, found]).toEqual(['failed', ['gradient-cut']]);
    expect(run.span(cuts[0]!.site)?.[1]).toBe(3);
  });
});

it('the words of a double are no numbers of their own', async () => {
  const body =
    'const d = Float64Array.of(x), w = new Uint32Array(d.buffer); w[1] = w[1] & 0x7fffffff; return d[0]';
  const { run, check, kinds } = await checked(-2.5, body);
  expect([check.state, kinds]).toEqual(['ok', []]);
  expect(run.leaf('x').gradient[0]).toBe(-1);
});
