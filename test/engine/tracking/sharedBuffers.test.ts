import { describe, expect, it } from 'vitest';
import { agrees } from '../../support/agree.ts';
import { plain, trace } from '../../support/trace.ts';

/** Two tracked numbers in one buffer that is seen as doubles and as singles. */
const views = `
  const buffer = new ArrayBuffer(32),
    D = new Float64Array(buffer),
    S = new Float32Array(buffer),
    V = new DataView(buffer),
    LE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  D[0] = x;
  D[1] = y;
`;

describe('one buffer seen in several ways', () => {
  it.each([
    [
      'a part of it',
      `
        const half = new Float64Array(buffer, 8, 2);
        half[1] = half[0] * x;
        return D[0] * D[1] * D[2];
      `,
    ],
    [
      'a subarray',
      `
        const part = D.subarray(1, 3);
        part[1] = part[0] * x;
        part[0] = x;
        return D[0] * D[1] + D[2];
      `,
    ],
    ['singles beside doubles', 'S[4] = x * y; return D[0] * D[1] * S[4]'],
    ['doubles beside singles', 'S[6] = x * y; D[2] = y; return D[0] * D[1] * S[6] * D[2]'],
    ['singles over a double', 'S[0] = 1.5; S[1] = 2; return D[0] + D[1] * S[0]'],
    ['a double over singles', 'S[4] = x; S[5] = y; D[2] = x; return D[2] * D[1]'],
    [
      'a double over singles, and one of them again',
      'S[4] = x; S[5] = y; D[2] = x; S[5] = x * 2; return S[5] * D[1]',
    ],
    ['a view of bytes', 'V.setFloat64(16, x * y, LE); V.setFloat32(24, x, LE); return D[0] * D[2] * S[6]'],
    ['a view of bytes over doubles', 'V.setFloat64(0, 3, LE); return D[0] * D[1]'],
    ['filled as singles', 'S.fill(0, 0, 2); return D[0] + D[1]'],
    ['set as singles', 'S.set([x, 2], 4); return D[0] * D[1] * S[4] * S[5]'],
    [
      'moved',
      `
        S[4] = x * y;
        const moved = buffer.slice(8);
        return new Float64Array(moved)[0] * new Float32Array(moved)[2];
      `,
    ],
    [
      'rows of a matrix',
      `
        const m = new (require('ml-matrix').Matrix)([[x, y]]);
        new Float32Array(m.data[0].buffer)[0] = 0;
        return m.get(0, 1) * x;
      `,
    ],
  ])('%s', async (_, body) => {
    const source = `/** @trace f(1.3, 0.7) */\nexport function f(x, y) { ${views}${body} }`;
    const run = await trace(source);
    const evaluate = plain(source, run);
    const at = async (...values: number[]) => (await evaluate(values.map((x) => Float64Array.of(x))))![0]!;
    expect([run.status, run.outputs, run.diagnostics]).toEqual(['ok', [await at(1.3, 0.7)], []]);
    // Singles round: a step is far more than that.
    const step = 1e-2;
    const slopes = [
      (await at(1.3 + step, 0.7)) - (await at(1.3 - step, 0.7)),
      (await at(1.3, 0.7 + step)) - (await at(1.3, 0.7 - step)),
    ].map((x) => x / (2 * step));
    ['x', 'y'].forEach((path, i) => expect(run.leaf(path).gradient[0]).toBeCloseTo(slopes[i]!, 3));
  });

  it('places and lengths are no cut', async () => {
    const body = `
      let s = 0;
      for (const i of D.keys()) s += D[i] * i;
      return s * Reflect.getPrototypeOf(Float32Array.prototype).keys.call(S).toArray().length;
    `;
    const { trace: record } = await trace(
      `/** @trace f(1.3, 0.7) */\nexport function f(x, y) { ${views}${body} }`,
    );
    expect(record.cuts).toEqual([]);
  });

  it.each([
    ['a half of a double', 'return S[1] * D[1]'],
    ['a double whose half is another number', 'S[4] = x; return D[2] * D[1]'],
    ['all of it as singles', 'return S.map((v) => v).length * D[1]'],
    [
      'doubles of singles in a matrix',
      "S[4] = x; return new (require('ml-matrix').Matrix)([D.subarray(2, 3)]).get(0, 0) * D[1]",
    ],
  ])('%s is cut', async (_, body) => {
    await agrees(views + body, { cuts: ['opaque'] });
  });
});
