import { expect, test } from 'vitest';
import { foldTree } from '../../../src/present/fold/foldTree.ts';
import { outlineOf } from '../../../src/present/fold/outline.ts';
import type { Selection } from '../../../src/present/fold/selection.ts';
import type { TraceResult } from '../../../src/shared/trace.ts';
import { resultOf } from '../../support/fold.ts';

const lines = (result: TraceResult, selection: Selection = new Map()) =>
  outlineOf(result, foldTree(result), selection);

const f = (body: string): string => `/** @trace f(2) */ function f(x: number) {\n${body}\n}`;

const programs: Readonly<Record<string, string>> = {
  'a long loop': f('let y = x; for (let i = 0; i < 3000; i++) y = y * 0.99; return y;'),
  'long rounds': f(`let y = x; for (let i = 0; i < 3; i++) { ${'y = y + 1;'.repeat(300)} } return y;`),
  'many loops': f('let y = x; '.concat('for (let i = 0; i < 3; i++) y = y * 0.99;'.repeat(70), 'return y;')),
  'deep loops': f(
    Array.from({ length: 9 }, (_, d) => `for (let i${d} = 0; i${d} < 2; i${d}++) {`).join('') +
      `x = x * 0.9; ${'x = x + 1;'.repeat(9)}${'}'.repeat(9)} return x;`,
  ),
  'many variants': f(
    `let y = x; for (let i = 0; i < 40; i++) { for (const k of [3, 5, 7]) if (i % k === 0) y = y + k; y = y * 2; } return y;`,
  ),
  'many calls': `${f('return g(g(x) + h(x) + h(x), 400);')}
    function g(x, n = 300) { return n === 0 ? x : g(x * 0.9 + 1, n - 1); }
    function h(x) { for (let i = 0; i < 50; i++) x = Math.sin(x); return x; }`,
  'many places that call': `${f('x = g(x); '.repeat(33).concat('return x + 1;'))}
    function g(x) { ${'x = x + 1;'.repeat(30)} return x; }`,
  callbacks: f('return Array.from({ length: 999 }, (_, i) => Math.sin(x * i)).reduce((a, b) => a + b);'),
  'straight on': f(`${'x = x + 1;'.repeat(999)} return x;`),
};

test.each(Object.entries(programs))('%s: never more than sixty lines', async (_, source) => {
  const result = await resultOf(source);
  const shown = lines(result);
  expect(shown.length).toBeLessThanOrEqual(60);
  expect(shown.filter(({ kind }) => kind === 'equation').length).toBeGreaterThan(0);
});

test('what is hidden and what is shown is all there is', async () => {
  const result = await resultOf(programs['straight on']!);
  const sizes = lines(result).map((item) => (item.kind === 'hidden' ? item.count : 1));
  expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(999);
});

test('the iteration that is looked at is opened, the others as far as there is room', async () => {
  const result = await resultOf(
    f(`let y = x; for (let i = 0; i < 9; i++) { ${'y = y + 1;'.repeat(30)} } return y;`),
  );
  const tree = foldTree(result);
  const opened = (selection: Selection) => {
    const items = lines(result, selection);
    return items.flatMap((item, i) =>
      item.kind === 'round' && items[i + 1]?.kind === 'equation' ? item.round.number : [],
    );
  };
  expect(opened(new Map())).toEqual([8]);
  expect(opened(new Map([[tree.site[1]!, 4]]))).toEqual([4]);
});

test('a loop between many rows has room of its own', async () => {
  const rows = 'x = x + 1;'.repeat(60);
  const result = await resultOf(
    f(`${rows} for (let i = 0; i < 9; i++) { x = x * 2; x = -x; } ${rows} return x;`),
  );
  const items = lines(result);
  const last = items.findIndex((item) => item.kind === 'round' && item.round.number === 8);
  expect(items.slice(last + 1, last + 3)).toMatchObject([
    { kind: 'equation', from: 76, depth: 2 },
    { kind: 'equation', from: 77, depth: 2 },
  ]);
});

test('rows that findings point at are shown, wherever they are', async () => {
  const source = f(`let y = x;
    for (let i = 0; i < 50; i++) {
      y = h(y, i);
      ${'y = y + 1;'.repeat(60)}
    }
    return y;`).concat(
    'function h(y, i) { for (let j = 0; j < 9; j++) { y = y * 1; y = i === 7 && j === 3 ? Math.log(-y) : y; } return y; }',
  );
  const result = await resultOf(source);
  const { op, site } = result.trace.equations;
  const log = op.findIndex((_, e) => Number.isNaN(result.trace.values[result.trace.equations.out[e]!]));
  expect(result.spans.get(site[log]!)).toEqual(result.diagnostics[0]!.span);
  const shown = lines(result);
  expect(shown).toContainEqual(expect.objectContaining({ kind: 'equation', from: log }));
  expect(shown.length).toBeLessThanOrEqual(60);
});
