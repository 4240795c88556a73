import { expect, test } from 'vitest';
import { foldTree } from '../../../src/present/fold/foldTree.ts';
import { summarizeRounds, type RoundsSummary, type Variant } from '../../../src/present/fold/rounds.ts';
import { timesText } from '../../../src/present/fold/words.ts';
import { roundAround, unitsOf } from '../../../src/present/fold/units.ts';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { loopFacts } from '../../../src/present/panel/loopFacts.ts';
import { resultOf } from '../../support/fold.ts';

async function summary(body: string) {
  const result = await resultOf(`/** @trace f(2) */ function f(x: number) {\n${body}\n}`);
  const tree = foldTree(result);
  const loop = [...unitsOf(tree, 0)].find(({ kind }) => kind === 'loop')!;
  return summarizeRounds(result, tree, loop);
}

test('rounds of different structure are variants', async () => {
  const { variants, fewest, most } = await summary(`let y = x;
    for (let i = 0; i < 200; i++) {
      y = y * 0.9;
      if (i % 100 === 7)
        y = y + 1;
    }
    return y;`);
  expect(variants.map(({ count, why, first }) => [count, why, first.number])).toEqual([
    [198, '', 0],
    [2, 'line 6 taken', 7],
  ]);
  expect([fewest, most]).toEqual([1, 2]);
});

test('so is the one that leaves a line out', async () => {
  const { variants } = await summary(`let y = x;
    for (let i = 0; i < 5; i++) {
      if (i !== 3)
        y = y + 1;
      y = y * 0.9;
    }
    return y;`);
  expect(variants.map(({ count, why }) => [count, why])).toEqual([
    [4, ''],
    [1, 'without line 5'],
  ]);
});

test('the first that is not finite, and the one with the largest gradient', async () => {
  const { notFinite, steepest, first, last } = await summary(`let [y, z] = [x, 0];
    for (let i = 0; i < 9; i++) { y = y - 0.5; z += 1 / y; if (y === 0) z = -z; }
    return x / 3;`);
  expect([first.number, last.number]).toEqual([0, 8]);
  expect(notFinite).toMatchObject({ round: { number: 3 }, isNaN: false });
  expect(steepest).toBeUndefined();
  // The gradient of a round's product is the product of the factors after it: 3, 6, 2 and 1.
  const product = await summary('let y = x; for (const c of [1, 0.5, 3, 2]) y = y * c; return y;');
  expect(product.steepest!.number).toBe(1);
  expect(product.notFinite).toBeUndefined();
});

test('an equation is in the round that it happened in, whether others recorded nothing', async () => {
  const result = await resultOf(`/** @trace f(2) */ function f(x: number) {
    let y = x + 1;
    for (let i = 0; i < 7; i++) {
      if (i % 3 !== 1)
        y = y * 0.9 + 1;
    }
    return y - 1;
  }`);
  const tree = foldTree(result);
  const loop = [...unitsOf(tree, 0)].find(({ kind }) => kind === 'loop')!;
  const numbers = Array.from(result.trace.equations.op, (_, e) => roundAround(tree, loop, e)?.number);
  expect(numbers).toEqual([undefined, 0, 0, 2, 2, 3, 3, 5, 5, 6, 6, undefined]);
});

test('forms that no line tells apart are counted together', () => {
  const form = { first: { node: 0, number: 0 }, why: '' } as never as Variant;
  const summary = (...counts: [number, string][]) =>
    ({
      variants: counts.map(([count, why]) => ({ ...form, count, why })),
      fewest: 3,
      most: 3,
    }) as unknown as RoundsSummary;
  expect(timesText(3, summary([1, ''], [1, ''], [1, '']))).toBe(
    '×1 · ×2 (other operations) · 3 equations each',
  );
  expect(timesText(9, summary([6, ''], [2, 'line 4 taken'], [1, '']))).toBe(
    '×6 · ×2 (line 4 taken) · ×1 (other operations) · 3 equations each',
  );
  expect(timesText(9, summary([9, '']))).toBe('×9 · 3 equations each');
});

test('of a run without gradients one quantity has one strip', async () => {
  const strips = async (body: string) => {
    const result = await resultOf(`/** @trace f(2) */ function f(x: number) {\n${body}\n}`);
    const model = lineModel({ ...result, cotangents: new Float64Array(0) });
    const loop = [...unitsOf(model.tree, 0)].find(({ kind }) => kind === 'loop')!;
    return loopFacts(model, loop).strips;
  };
  const y = { name: 'y', what: 'value' };
  expect(await strips('let y = x; for (let i = 0; i < 5; i++) y = y * 2; return y;')).toEqual([y]);
  expect(
    await strips('let [y, z] = [x, x]; for (let i = 0; i < 5; i++) { z = z + 1; y = y * 2; } return y;'),
  ).toEqual([y, { name: 'z', what: 'value' }]);
});
