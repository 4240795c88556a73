import { describe, expect, test } from 'vitest';
import { firstSelection, type Selection } from '../../../src/present/fold/selection.ts';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { backwardOf } from '../../../src/present/panel/backward.ts';
import { PanelLists } from '../../../src/present/panel/panelLists.ts';
import type { ListName, RowView } from '../../../src/shared/panel/protocol.ts';
import { resultOf } from '../../support/fold.ts';

const f = (body: string, rest = ''): string =>
  `/** @trace f(2) */ function f(x: number) {\n${body}\n}\n${rest}`;

async function shown(source: string, selection?: Selection) {
  const result = await resultOf(source);
  const index = indexRows(result);
  const lines = lineModel(result, index.variables);
  const run = { index, lines, backward: backwardOf(index) };
  const looked = selection ?? firstSelection(result, lines.tree);
  return { result, index, lines, run, lists: new PanelLists(run, looked) };
}

const all = (lists: PanelLists, list: ListName = 'trace') => lists.views(list, { from: 0, count: 100_000 });

/** A row in a word, indented as deep as it is folded. */
function word(view: RowView): string {
  const said = () => {
    switch (view.kind) {
      case 'fold':
        return `${view.names && `${view.names} = `}${view.title} ${view.about}${view.isOpen ? '' : ' closed'}`;
      case 'slider':
        return `slider ${view.iteration}/${view.times}`;
      case 'strip':
        return view.chosen ? `strip ${view.chosen.what} ${view.chosen.name}` : 'strip';
      case 'round':
        return `round ${view.iteration}${view.isChosen ? ' chosen' : ''}`;
      case 'table':
        return `table ${view.columns.join(' ')}`;
      case 'note':
        return view.text;
      case 'step':
        return `step ${view.step} ${view.forward}`;
      default:
        return `${view.id}${view.names && ` ${view.names}`}`;
    }
  };
  return '  '.repeat(view.depth) + said();
}

const loop = f(`let y = x;
for (let i = 0; i < 50; i++) {
  const z = y * 0.5;
  y = z + 1;
}
return y;`);

test('a short trace is shown flat, its loops unrolled', async () => {
  const { lists } = await shown(f('let y = x; for (let i = 0; i < 5; i++) y = y * 3; return y;'));
  expect(all(lists).map(word)).toEqual(['v0 x, y', 'v1 y', 'v2 y', 'v3 y', 'v4 y', 'v5 y, return']);
});

describe('the backward pass', () => {
  const dead = f(
    'const a = x * 3; const b = a * 4; const c = b + 1; const d = c * c; return x * 2 + Math.floor(d);',
  );

  test('has one line for many steps that carry nothing, which opens', async () => {
    const { lists } = await shown(dead);
    const rows = () => all(lists, 'backward').map(word);
    const folded = rows();
    expect(folded).toContain('… 4 steps carry nothing');
    const note = all(lists, 'backward').find(({ kind }) => kind === 'note');
    lists.fold(note?.kind === 'note' ? note.key : '', true);
    expect(rows().length).toBe(folded.length + 3);
    expect(rows().join()).not.toContain('carry nothing');
    expect(all(lists).length).toBe(8);
  });

  test('opens what carries nothing where one of it is gone to', async () => {
    const { lists, index } = await shown(dead);
    const row = lists.open('backward', index.inputCount + 1);
    expect(all(lists, 'backward')[row]).toMatchObject({
      kind: 'step',
      silent: true,
      index: index.inputCount + 1,
    });
  });

  test('and the trace show a row by the same equation', async () => {
    const { lists, index } = await shown(f('const a = x * 3; return a + 1;'));
    expect(lists.rowsOf(index.inputCount)).toEqual({ trace: 1, backward: 1 });
    expect(lists.rowsOf(0)).toEqual({ trace: 0, backward: -1 });
  });
});

describe('a query', () => {
  const op = (text: string) => [{ kind: 'op', text }] as const;

  test('counts its hits on the lines of a list, and in what is closed', async () => {
    const { lists } = await shown(loop);
    expect(lists.search(op('mul'))).toBe(50);
    const hits = () =>
      all(lists).flatMap((view) => (view.hits > 0 ? [`${word(view).trim()}: ${view.hits}`] : []));
    expect(hits()).toEqual(['for i < 50 ×50 · 2 equations each: 50', 'v99 z: 1']);
    expect(lists.search([])).toBe(0);
    expect(hits()).toEqual([]);
  });

  test('counts them also where lines are left out', async () => {
    const inputs = Array.from({ length: 30 }, (_, i) => `x${i}`);
    const parts = inputs.map((name, i) => `const y${i} = Math.sin(${name}) + 1;`).join(' ');
    const { lists } = await shown(
      `/** @trace f(${inputs.map((_, i) => i + 1)}) */\nfunction f(${inputs}) { ${parts} return y0 * y29; }`,
    );
    lists.search(op('sin'));
    const notes = all(lists).flatMap((view) => (view.kind === 'note' ? [[view.text, view.hits]] : []));
    const left = notes.reduce((sum, [, hits]) => sum + Number(hits), 0);
    const seen = all(lists).filter((view) => view.kind === 'equation' && view.hits > 0).length;
    expect(seen).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
    expect(left + seen).toBe(30);
    lists.search([{ kind: 'op', text: 'input' }]);
    expect(all(lists)).toContainEqual(expect.objectContaining({ text: '… 18 more inputs', hits: 18 }));
  });

  test('goes from hit to hit as the list goes, and round', async () => {
    const { lists } = await shown(f('const a = x * 3; const b = a + 1; return b * a;'));
    lists.search(op('mul'));
    expect(lists.hit('trace', 0, 0)).toEqual({ index: 1, hit: 0 });
    expect(lists.hit('trace', 1, 0)).toEqual({ index: 1, hit: 0 });
    expect(lists.hit('trace', 1, 1)).toEqual({ index: 3, hit: 1 });
    expect(lists.hit('trace', 3, 1)).toEqual({ index: 1, hit: 0 });
    expect(lists.hit('trace', 1, -1)).toEqual({ index: 3, hit: 1 });
    expect(lists.hit('backward', 0, 0)).toEqual({ index: 3, hit: 0 });
    expect(lists.hit('backward', 0, 1)).toEqual({ index: 1, hit: 1 });
    lists.search(op('sin'));
    expect(lists.hit('trace', 0, 1)).toBeUndefined();
  });
});

describe('a loop', () => {
  test('is one row, with its slider, strips and the last iteration', async () => {
    const { lists } = await shown(loop);
    expect(all(lists).map(word)).toEqual([
      'v0 x, y',
      'for i < 50 ×50 · 2 equations each',
      '  slider 49/50',
      '  strip value y',
      '  strip gradient y',
      '  v99 z',
      '  v100 y, return',
    ]);
  });

  test('follows the iteration that is looked at, also in the backward pass', async () => {
    const { lists, lines } = await shown(loop);
    const site = lines.tree.site[1]!;
    lists.look(new Map([[site, 7]]));
    expect(all(lists).map(word).slice(-2)).toEqual(['  v15 z', '  v16 y']);
    expect(all(lists, 'backward').map(word)).toEqual([
      'for i < 50 ×50 · 2 equations each',
      '  slider 7/50',
      '  strip value y',
      '  strip gradient y',
      '  step 84 v16 = v15 + 1',
      '  step 85 v15 = v14 · 0.5',
    ]);
  });

  test('is closed and opened by its key, whatever iteration is looked at', async () => {
    const { lists, lines } = await shown(loop);
    const [, head] = all(lists);
    expect(head?.kind).toBe('fold');
    const { key } = head as Extract<RowView, { kind: 'fold' }>;
    lists.fold(key, false);
    lists.look(new Map([[lines.tree.site[1]!, 3]]));
    expect(all(lists).map(word)).toEqual(['v0 x, y', 'for i < 50 ×50 · 2 equations each closed']);
    lists.fold(key, true);
    expect(all(lists).map(word).at(-1)).toBe('  v8 y');
  });

  test('as a table has a row an iteration, sorted by any column, each with the numbers of the record', async () => {
    const { lists, lines, result } = await shown(loop);
    const site = lines.tree.site[1]!;
    lists.choose(site, () => ({ isTable: true }));
    const words = all(lists).map(word);
    expect(words.slice(5, 8)).toEqual(['  table z y', '  round 0', '  round 1']);
    expect(words.at(-1)).toBe('  round 49 chosen');
    expect(words[lists.roundRow('trace', site)]).toBe('  round 49 chosen');
    lists.choose(site, () => ({ sorted: 1, isDescending: true }));
    expect(word(all(lists)[lists.roundRow('trace', site)]!)).toBe('  round 49 chosen');
    const rounds = all(lists).filter((view) => view.kind === 'round');
    const ys = rounds.map(
      ({ iteration }) => result.trace.values[result.trace.equations.out[2 * iteration + 1]!]!,
    );
    expect(ys).toEqual(ys.toSorted((a, b) => b - a));
    const [head, first] = lists.tableText((all(lists)[1] as { key: string }).key)!.split('\n');
    expect(head).toBe('iteration,z,∂z,y,∂y');
    const { values, equations } = result.trace;
    const cells = [0, 1].flatMap((e) => [values[equations.out[e]!], result.cotangents[equations.out[e]!]]);
    expect(first).toBe([0, ...cells].join(','));
  });

  test('that binds no names has no strips', async () => {
    const { lists } = await shown(
      f('const all = [x]; for (let i = 0; i < 30; i++) all.push(all[i] * 0.9); return all[30];'),
    );
    expect(all(lists).filter(({ kind }) => kind === 'strip')).toEqual([]);
    expect(all(lists).filter(({ kind }) => kind === 'slider').length).toBe(1);
  });

  test('opens at the first NaN, which is a jump of its slider', async () => {
    const { lists } = await shown(
      f('let y = x; for (let i = 0; i < 30; i++) { const r = Math.sqrt(y); y = y - 0.1 + 0 * r; } return y;'),
    );
    const slider = all(lists).find((view) => view.kind === 'slider');
    expect(slider?.iteration).toBe(20);
    expect(slider?.jumps.find(({ kind }) => kind === 'not finite')).toEqual({
      kind: 'not finite',
      text: 'first NaN',
      iteration: 20,
    });
  });
});

test('a call is named by what it was bound to, with its value', async () => {
  const calls = 'const a = g(x); const b = g(a); return a * b;';
  const { lists } = await shown(f(calls, `function g(x) { ${'x = x + 1;'.repeat(30)} return x; }`));
  const folds = all(lists).filter((view) => view.kind === 'fold');
  expect(folds.map(({ names, value }) => [names, value?.text])).toEqual([
    ['a', '32'],
    ['b', '62'],
  ]);
});

test('a call has the name of its callee, also where its result is taken apart', async () => {
  const { lists } = await shown(
    f(
      'const [a, b] = g(x); return a * b;',
      `function g(x) { ${'x = x + 1;'.repeat(30)} return [x, x * 2]; }`,
    ),
  );
  expect(all(lists).map(word)[1]).toBe('g(…) 31 equations');
});

test('a row is found by its equation: what it is folded into is opened', async () => {
  const { lists, index } = await shown(f(`${'x = x + 1;'.repeat(300)} return x;`));
  const hidden = 150;
  const row = lists.open('trace', hidden);
  expect(all(lists)[row]).toMatchObject({ index: hidden });
  expect(index.count).toBe(301);
});

test('of the rows of a place the nearest to the current one is found', async () => {
  const { lists, lines, index } = await shown(loop);
  const site = lines.tree.site[1]!;
  lists.look(new Map([[site, 7]]));
  const inLoop = index.site(15);
  expect(word(all(lists)[lists.nearest('trace', [inLoop], 0)]!)).toBe('  v15 z');
  lists.fold((all(lists)[1] as { key: string }).key, false);
  expect(lists.nearest('trace', [inLoop], 0)).toBe(1);
  expect(lists.nearest('trace', [], 0)).toBe(-1);
});

const long: Readonly<Record<string, string>> = {
  'rounds of two thousand equations': f('for (let i = 0; i < 1000; i++) x = x * 0.99 + 1; return x;'),
  'loops in loops': f(
    'for (let i = 0; i < 40; i++) for (let j = 0; j < 40; j++) { x = x * 0.9; for (let k = 0; k < 9; k++) x = x + k; } return x;',
  ),
  'long rounds': f(`for (let i = 0; i < 3; i++) { ${'x = x + 1;'.repeat(700)} } return x;`),
  'many calls': f(
    'for (let i = 0; i < 200; i++) x = g(x) + g(x); return x;',
    'function g(x) { return x * 0.1 + 1; }',
  ),
  'many inputs':
    '/** @trace f([...Array(99).keys()]) */ function f(a: number[]) { return a.reduce((p, q) => p + q, 0); }',
  'deep loops with a NaN': f(
    Array.from(
      { length: 6 },
      (_, d) => `for (let i${d} = 0; i${d} < 3; i${d}++) { ${'x = x * 0.99;'.repeat(20)}`,
    ).join('') + `let r = Math.sqrt(x - 0.5); ${'x = x + 0.001;'.repeat(9)}${'}'.repeat(6)} return x;`,
  ),
  'straight on': f(`${'x = x + 1;'.repeat(3000)} return x;`),
};

test.each(Object.entries(long))('%s: at most sixty rows before anything is opened', async (_, source) => {
  const { lists } = await shown(source);
  expect(lists.count('trace')).toBeLessThanOrEqual(60);
  expect(lists.count('backward')).toBeLessThanOrEqual(60);
  expect(all(lists).some((view) => view.kind === 'equation')).toBe(true);
});
