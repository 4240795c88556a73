import { expect, test } from 'vitest';
import { foldTree } from '../../../src/present/fold/foldTree.ts';
import { inside, nodesAround, NodeKind, roundsAround } from '../../../src/present/fold/tree.ts';
import { outline, resultOf } from '../../support/fold.ts';

const treeOf = async (body: string, rest = '') =>
  outline(await resultOf(`/** @trace f(2) */ function f(x: number) {${body}}\n${rest}`));

test('rounds of a loop, and what follows it', async () => {
  expect(
    await treeOf('let y = x * 2; for (let i = 0; i < 2; i++) { y = Math.sin(y); } return y + 1;'),
  ).toEqual(['f: mul add', '  for i < 2 ×2', '    0: sin', '    1: sin']);
});

test('the update and the test of a head are in the round, its declaration is not', async () => {
  expect(await treeOf('let y = x; for (let i = x * 1; i < 4; i = i + 1) y = y * i; return -y;')).toEqual([
    'f: mul neg',
    '  for i < 4 ×2',
    '    0: mul add',
    '    1: mul add',
  ]);
});

test('loops in loops, one after another, and in calls', async () => {
  const body = `let y = x;
    for (const a of [1, 2]) { for (const b of [3, 4]) y = y * b; y = y + a; }
    do { y = g(y); } while (y < 100);
    return y;`;
  expect(await treeOf(body, 'function g(y) { let k = 0; while (k++ < 2) y = y - 1; return y * 3; }')).toEqual(
    [
      'f',
      '  for a of [1, 2] ×2',
      '    0: add',
      '      for b of [3, 4] ×2',
      '        0: mul',
      '        1: mul',
      '    1: add',
      '      for b of [3, 4] ×2',
      '        0: mul',
      '        1: mul',
      '  do while y < 100 ×1',
      '    0',
      '      g: mul',
      '        while k++ < 2 ×2',
      '          0: sub',
      '          1: sub',
    ],
  );
});

test('recursion through a loop', async () => {
  const rest = 'function g(n, x) { let y = x; for (let i = 0; i < n; i++) y = y + g(n - 1, x); return y; }';
  expect(await treeOf('return g(2, x);', rest)).toEqual(
    [
      'f',
      '  g',
      '    for i < n ×2',
      '      0: add',
      '        g: ',
      '          for i < n ×1',
      '            0: add',
      '      1: add',
      '        g: ',
      '          for i < n ×1',
      '            0: add',
    ].map((line) => line.replace(/: $/, '')),
  );
});

test('break, continue, return and an exception end a loop', async () => {
  const body = `let y = x;
    for (let i = 0; i < 9; i++) { if (i === 1) continue; y = y * 2; if (y > 8) break; }
    try { for (;;) { y = y - 1; if (y < 14) throw 0; } } catch { y = y + 5; }
    for (;;) { y = Math.exp(y); return y; }`;
  expect(await treeOf(body)).toEqual([
    'f: add',
    '  for i < 9 ×4',
    '    0: mul',
    '    2: mul',
    '    3: mul',
    '  for ×3',
    '    0: sub',
    '    1: sub',
    '    2: sub',
    '  for ×1',
    '    0: exp',
  ]);
});

test('rounds that compute nothing are counted', async () => {
  const body = 'let y = x; for (let i = 0; i < 6; i++) { if (i % 3 === 2) y = y * i; } return y;';
  expect(await treeOf(body)).toEqual(['f', '  for i < 6 ×6', '    2: mul', '    5: mul']);
});

test('code elsewhere that a round runs is in the round, and what comes after the last one is not', async () => {
  const rest = 'const o = { x: 1, get twice() { return this.x * 2; } };';
  const body = 'let y = x; o.x = x; for (let i = 0; i < 2; i++) { y = y + o.twice; } return o.twice * y;';
  expect(await treeOf(body, rest)).toEqual([
    'f: mul mul',
    '  for i < 2 ×2',
    '    0: mul add',
    '    1: mul add',
  ]);
});

test('calls and loops after a loop are not in its last round', async () => {
  const body = `let y = x; for (let i = 0; i < 2; i++) y = y * 2;
    y = g(y); for (let j = 0; j < 2; j++) y = g(y); return y;`;
  expect(await treeOf(body, 'function g(y) { return y + 1; }')).toEqual([
    'f',
    '  for i < 2 ×2',
    '    0: mul',
    '    1: mul',
    '  g: add',
    '  for j < 2 ×2',
    '    0',
    '      g: add',
    '    1',
    '      g: add',
  ]);
});

test('rounds that do the same have one form', async () => {
  const body = `let y = x;
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j <= i; j++) y = y + 1;
      if (i === 4) y = y * 2;
    }
    return y;`;
  const tree = foldTree(await resultOf(`/** @trace f(2) */ function f(x: number) {${body}}`));
  const [loop] = [...inside(tree, 0)];
  const forms = [...inside(tree, loop!)].map((round) => tree.form[round]!);
  expect(forms.map((form) => forms.indexOf(form))).toEqual([0, 0, 0, 0, 4, 0]);
});

test('the nodes around an equation', async () => {
  const body = 'let y = x * 2; for (let i = 0; i < 3; i++) { y = y + i; } return y;';
  const tree = foldTree(await resultOf(`/** @trace f(2) */ function f(x: number) {${body}}`));
  expect(nodesAround(tree, 0)).toEqual([0]);
  const path = nodesAround(tree, 2);
  expect(path.map((node) => tree.kind[node])).toEqual([NodeKind.call, NodeKind.loop, NodeKind.round]);
  expect(tree.round[path[2]!]).toBe(1);
});

test('the iterations of all equations, in order and without a gap', async () => {
  const result = await resultOf(`/** @trace f(2) */ function f(x: number) {
    let y = x * 2; for (let i = 0; i < 2; i++) { y = y + 1; for (let j = 0; j < 2; j++) y = g(y); } return -y;
  } function g(y) { return y * 3; }`);
  const tree = foldTree(result);
  const each = [...roundsAround(tree)].flatMap(([from, to, rounds]) =>
    Array.from({ length: to - from }, (_, i) => [from + i, ...rounds]),
  );
  expect(each).toEqual([[0], [1, 0], [2, 0, 0], [3, 0, 1], [4, 1], [5, 1, 0], [6, 1, 1], [7]]);
});
