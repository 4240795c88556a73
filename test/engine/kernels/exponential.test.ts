import { afterEach, describe, expect, it, vi } from 'vitest';
import { assembled } from '../../../scripts/wasm.mts';
import { mapSideBySide } from '../../../src/engine/kernels/exponential.ts';
import { exponentialModule } from '../../../src/engine/kernels/exponentialModule.ts';
import { randoms } from '../../support/checkRules.ts';

const names = ['exp', 'tanh'] as const;
const next = randoms(11);

/** Where fdlibm changes its way, and beyond: numbers beside these are tried. */
const edges = [0, 1, 0.25, 19, 20, 22, 38, 56 * Math.LN2, 708, 709.78, 710.47, 745.13, 2 ** -28, 2 ** -54, 2 ** -55, 5e-324, 1e-310, 2 ** 1023, Infinity, NaN]; // prettier-ignore

/** Numbers of every size, near halves of ln 2, and near the edges. */
function arguments_(count: number): Float64Array {
  const near = (x: number) => x * (1 + next() * 2 ** -50);
  const kinds = [
    () => 30 * next(),
    () => 2 * next(),
    () => next() * 2 ** (70 * next()),
    () => near((Math.floor(60 * next()) + 0.5) * Math.LN2),
    () => near(edges[Math.floor((edges.length / 2) * (next() + 1))]!) * Math.sign(next()),
  ];
  return Float64Array.from({ length: count }, (_, i) => kinds[i % kinds.length]!());
}

/** The numbers of which a map has another bit than Math. */
function differing(name: (typeof names)[number], x: Float64Array): number[] {
  const out = new Float64Array(x.length + 4).fill(7);
  mapSideBySide(Math[name])!(out, 3, x, 1, x.length - 2);
  const isRight = (i: number) => Object.is(out[i], i < 3 || i > x.length ? 7 : Math[name](x[i - 2]!));
  return Array.from(out.keys()).filter((i) => !isRight(i)).map((i) => x[i - 2]!); // prettier-ignore
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('functions of numbers side by side', () => {
  it.each(names)('have the bits of Math.%s', (name) => {
    for (const count of [2, 3, 4, 35, 4098, 4099, 400_002])
      expect(differing(name, arguments_(count))).toEqual([]);
  });

  it('are the assembled text of exponential.wat', async () => {
    expect(await assembled('exponential')).toBe(exponentialModule);
  });

  it('are no others', () => {
    expect([Math.sin, Math.log, (x: number) => Math.exp(x)].filter(mapSideBySide)).toEqual([]);
  });

  it.each([
    ['a Math that computes otherwise', () => vi.spyOn(Math, 'exp').mockImplementation((x) => Math.E ** x)],
    ['no WebAssembly', () => vi.stubGlobal('WebAssembly', undefined)],
  ])('are not used with %s', async (_, change) => {
    change();
    vi.resetModules();
    const { mapSideBySide: map } = await import('../../../src/engine/kernels/exponential.ts');
    expect(map(Math.exp)).toBeNull();
  });
});
