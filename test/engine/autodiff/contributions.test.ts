import { expect, test } from 'vitest';
import { primitiveNames } from '../../../src/engine/index.ts';
import { contributionsOf } from '../../../src/engine/autodiff/contributions.ts';
import { ARRAY, operandsOf } from '../../../src/shared/trace.ts';
import { trace } from '../../support/trace.ts';

const source = `
  import { Matrix } from 'ml-matrix';
  /** @trace f(randn(3, 4), randn(4, 2), 0.3) */
  function f(x: Matrix, w: Matrix, b: number): number {
    const h = x.mmul(w).add(b);
    const s = Matrix.mul(h, h).sum() + Math.sin(b * b);
    return s * h.get(0, 1) + h.transpose().mul(Matrix.exp(h.clone().transpose())).sum();
  }`;

test('what all equations send adds up to the cotangents', async () => {
  const { trace: record, cotangents } = await trace(source);
  const { op } = record.equations;
  const sums = new Float64Array(cotangents.length);
  for (const { refs } of record.outputs) for (const ref of refs) if (ref > 0) sums[ref]! += 1;
  for (let e = op.length - 1; e >= 0; e--) {
    const sent = contributionsOf(record, cotangents, e, primitiveNames[op[e]! & ~ARRAY]!)!;
    operandsOf(record, e).forEach(({ refs }, k) =>
      refs.forEach((ref, i) => {
        if (ref > 0) sums[ref]! += sent[k]?.data[i] ?? 0;
      }),
    );
  }
  expect(op.length).toBeGreaterThan(8);
  expect(cotangents.some((g) => g !== 0)).toBe(true);
  sums.forEach((sum, id) => expect(sum).toBeCloseTo(cotangents[id]!, 10));
});

test('a primitive of another version is not guessed at', async () => {
  const { trace: record, cotangents } = await trace(source);
  expect(contributionsOf(record, cotangents, 0, 'toString')).toBeUndefined();
});
