import { expect, test } from 'vitest';
import { foldTree } from '../../../src/present/fold/foldTree.ts';
import {
  chosenIntervals,
  chosenUnits,
  firstSelection,
  loopLines,
  selectionOf,
  selectLines,
  type Selection,
} from '../../../src/present/fold/selection.ts';
import { resultOf } from '../../support/fold.ts';

const nested = `/** @trace f(2) */ function f(x: number) {
  let y = x;
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j <= i; j++) {
      y = Math.sqrt(y - i);
    }
  }
  return y * 2;
}`;

/** The equations that are looked at. */
async function chosen(source: string, selection: (sites: Map<string, number>) => Selection) {
  const result = await resultOf(source);
  const tree = foldTree(result);
  const sites = new Map([...result.texts].map(([site, text]) => [text, site]));
  return [...chosenIntervals(tree, selection(sites))].flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}

test('of a loop whose last iterations compute nothing the last that does is looked at', async () => {
  const pairs = nested.replace('let j = 0; j <= i', 'let j = i + 1; j < 3');
  expect(await chosen(pairs, () => new Map())).toEqual([4, 5, 6]);
  expect(await chosen(pairs, (sites) => new Map([[sites.get('for i < 3')!, 2]]))).toEqual([6]);
});

test('the last iteration is looked at, or the chosen one', async () => {
  expect(await chosen(nested, () => new Map())).toEqual([10, 11, 12]);
  expect(await chosen(nested, (sites) => new Map([[sites.get('for i < 3')!, 1]]))).toEqual([4, 5, 12]);
  const both = (sites: Map<string, number>) =>
    new Map([
      [sites.get('for i < 3')!, 2],
      [sites.get('for j <= i')!, 0],
    ]);
  expect(await chosen(nested, both)).toEqual([6, 7, 12]);
  // Where the inner loop has less rounds than chosen, its last one.
  const tooFar = (sites: Map<string, number>) =>
    new Map([
      [sites.get('for i < 3')!, 0],
      [sites.get('for j <= i')!, 2],
    ]);
  expect(await chosen(nested, tooFar)).toEqual([0, 1, 12]);
});

test('the iterations around an equation are a stack, outermost first', async () => {
  const result = await resultOf(nested);
  const tree = foldTree(result);
  const stack = [...selectionOf(tree, 8)].map(([site, number]) => [result.texts.get(site), number]);
  expect(stack).toEqual([
    ['for i < 3', 2],
    ['for j <= i', 1],
  ]);
  expect([...chosenUnits(tree, new Map())].map(({ kind, times }) => [kind, times])).toEqual([
    ['loop', 3],
    ['loop', 3],
  ]);
});

test('calls from one site are chosen like iterations', async () => {
  const source = `/** @trace f(2) */ function f(x: number) { return [1, 2, 3].map((a) => g(x, a)).length + x; }
    function g(x, a) { return x * a; }`;
  const result = await resultOf(source);
  const tree = foldTree(result);
  const [[site, number] = []] = selectionOf(tree, 1);
  expect([result.texts.get(site!), number]).toEqual(['g', 1]);
  expect([...chosenIntervals(tree, selectionOf(tree, 1))]).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('after a finding it is the one that the finding points at', async () => {
  const result = await resultOf(nested);
  const tree = foldTree(result);
  expect(result.diagnostics.map(({ code }) => code)).toContain('non-finite');
  const first = [...firstSelection(result, tree)].map(([site, number]) => [result.texts.get(site), number]);
  // √(√(√2 − 1) − 1) takes the root of a negative number.
  expect(first).toEqual([
    ['for i < 3', 1],
    ['for j <= i', 1],
  ]);
  expect([...firstSelection({ ...result, diagnostics: [] }, tree)]).toEqual([]);
});

test('loops are chosen by the lines on which they start', async () => {
  const result = await resultOf(nested);
  const tree = foldTree(result);
  expect(loopLines(result, tree)).toEqual([3, 4]);
  const choices = [
    { line: 4, iteration: 1 },
    { line: 5, iteration: 0 },
  ];
  const { selection, unknown } = selectLines(result, tree, choices);
  expect([...selection].map(([site, number]) => [result.texts.get(site), number])).toEqual([
    ['for j <= i', 1],
  ]);
  expect(unknown).toEqual([5]);
});
