import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../../src/engine/proofs/index.ts';
import { leafValues, replay } from '../../../src/engine/autodiff/index.ts';
import { uniform } from '../../../src/engine/proofs/random.ts';
import { isLong } from '../../support/long.ts';
import { plain, trace } from '../../support/trace.ts';

const span = [0, 1, 0, 1, 0] as const;
const example = (name: string) => readFileSync(join(import.meta.dirname, '../../../examples', name), 'utf8');

interface Reference {
  readonly output: number;
  readonly gradient: Readonly<Record<string, readonly (readonly number[])[]>>;
}
const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/autodiff-42.json'), 'utf8'),
) as Reference;

describe("the seed's tracer example", () => {
  it('is four equations', async () => {
    const run = await trace(example('01-tracer.ts'));
    expect(run.thrown).toBeUndefined();
    expect(run.ops).toEqual(['reshape', 'mmul', 'add', 'add']);
  });

  it('replayed on other values equals a plain run, bit for bit', async () => {
    const source = example('01-tracer.ts');
    const run = await trace(source);
    const evaluate = plain(source, run);
    const next = uniform(7);
    for (let k = 0; k < 20; k++) {
      const values = leafValues(run.trace);
      values[0] = values[0]!.map(() => 20 * next() - 10);
      const { outputs, flipped } = replay(run.trace, values);
      expect(flipped).toEqual([]);
      const expected = await evaluate(values);
      expect(expected!.length).toBe(outputs.length);
      expect(outputs.every((x, i) => Object.is(x, expected![i]))).toBe(true);
    }
  });
});

describe("the seed's autodiff example", () => {
  it('gives the reference output and gradients', async () => {
    const run = await trace(example('02-autodiff.ts'));
    expect(Math.abs(run.outputs[0]! / reference.output - 1)).toBeLessThan(1e-12);
    for (const [path, rows] of Object.entries(reference.gradient)) {
      const { gradient } = run.leaf(path);
      rows.flat().forEach((g, i) => expect(Math.abs(gradient[i]! / g - 1)).toBeLessThan(1e-12));
    }
  });

  const programs = isLong ? 200 : 20;
  it(`equals the plain run and its differences for ${programs} random inputs and shapes`, async () => {
    const next = uniform(42);
    const size = () => 1 + Math.floor(5 * next());
    for (let seed = 0; seed < programs; seed++) {
      const [n, k] = [size(), size()];
      const call = `f(randn(${n}, ${n}), randn(${n}, ${k}), randn(${k}, ${k}))`;
      const source = example('02-autodiff.ts').replace(/@trace .*/, `@trace ${call}\n * @seed ${seed}`);
      const run = await trace(source);
      const expected = await plain(source, run)(leafValues(run.trace));
      expect(Object.is(run.outputs[0], expected![0])).toBe(true);
      const { check } = await checkGradient(run.trace, run.cotangents, plain(source, run), {
        full: false,
        spanOf: run.span,
        span,
      });
      expect(check.state).toBe('ok');
      expect(check.maxRelativeError).toBeLessThan(1e-6);
    }
  });
});
