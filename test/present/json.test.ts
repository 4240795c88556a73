import { describe, expect, it } from 'vitest';
import { formatJson, type JsonOptions } from '../../src/present/export/json.ts';
import type { TraceResult } from '../../src/shared/trace.ts';
import { element, TraceBuilder } from '../support/build.ts';

const read = (result: TraceResult, options?: JsonOptions) =>
  JSON.parse([...formatJson(result, options)].join('')) as Record<string, unknown[]>;

/** Six equations, and as many guards and cuts. */
function six(): TraceResult {
  const t = new TraceBuilder();
  const x = t.leaf('x', [], [1], { gradient: [6] });
  let y = x;
  for (let i = 0; i < 6; i++) {
    y = t.equation('add', [y, 1], [], [i + 2], { gradient: [1] });
    t.guard('<', y, x, false, i);
    t.cut(y, 'opaque', 'f', i);
  }
  t.output('', [], y);
  return t.result();
}

describe('a long trace', () => {
  it('is cut after a number of equations, with all inputs, outputs and gradients', () => {
    const [all, some] = [read(six()), read(six(), { maxEquations: 4 })];
    const { equations, guards, cuts, ...rest } = all;
    expect([equations, guards, cuts].map((list) => list!.length)).toEqual([6, 6, 6]);
    expect(rest).toMatchObject({ truncated: false, inputs: [{ gradient: 6 }] });
    expect(some).toEqual({
      ...rest,
      truncated: true,
      equations: equations!.slice(0, 4),
      guards: guards!.slice(0, 4),
      cuts: cuts!.slice(0, 4),
    });
    expect(read(six(), { maxEquations: 6 })).toEqual(all);
    expect(read(six(), { maxEquations: 0 })).toMatchObject({ truncated: true, equations: [] });
  });

  it('may have none but guards', () => {
    const t = new TraceBuilder();
    const x = t.leaf('x', [], [1]);
    for (let i = 0; i < 3; i++) t.guard('<', x, null, true, i);
    expect(read(t.result(), { maxEquations: 2 })).toMatchObject({ truncated: true, equations: [] });
  });
});

describe('large values are written whole, in pieces', () => {
  const numbers = (size: number) => Array.from({ length: size }, (_, i) => (i % 7 === 0 ? -0 : i / 3));
  const number = (i: number) => (i % 7 === 0 ? '-0' : i / 3);
  const nested = (at: (i: number) => unknown, [length, ...row]: readonly number[], from = 0): unknown => {
    if (length === undefined) return at(from);
    const below = row.reduce((product, n) => product * n, 1);
    return Array.from({ length }, (_, i) => nested(at, row, from + i * below));
  };
  const isInPieces = (pieces: readonly string[]) => {
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(4096 * 25);
  };

  const shapes = [[9000], [2, 5000], [5000, 2], [2, 2, 4500], [3, 1500, 2], [6, 0]];
  it.each(shapes.map((shape) => [shape.join('×'), shape] as const))('an input, %s', (_, shape) => {
    const values = numbers(shape.reduce((product, length) => product * length, 1));
    const t = new TraceBuilder();
    t.output('', shape, t.leaf('x', shape, values, { gradient: values.map(() => NaN) }));
    const pieces = [...formatJson(t.result())];
    const { inputs, output } = JSON.parse(pieces.join('')) as Record<string, unknown[]>;
    expect(inputs![0]).toMatchObject({
      value: nested(number, shape),
      gradient: nested(() => 'NaN', shape),
    });
    expect(output![0]).toMatchObject({ value: nested(number, shape), cotangent: nested(() => 1, shape) });
    isInPieces(pieces);
  });

  it('operands', () => {
    const shape = [5000, 2];
    const values = numbers(10_000);
    const t = new TraceBuilder();
    const x = t.leaf('x', shape, values);
    const gather = values.map((_, i) => element(x, 9999 - i));
    t.equation(
      'add',
      [
        { shape, values },
        { shape, gather },
      ],
      shape,
      values,
    );
    const pieces = [...formatJson(t.result())];
    const { equations } = JSON.parse(pieces.join('')) as { equations: { operands: unknown }[] };
    expect(equations[0]!.operands).toEqual([nested(number, shape), nested((i) => `v0[${9999 - i}]`, shape)]);
    isInPieces(pieces);
  });
});
