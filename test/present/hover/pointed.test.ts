import { describe, expect, test } from 'vitest';
import { lookAt } from '../../../src/instrument/index.ts';
import { selectLines } from '../../../src/present/fold/selection.ts';
import { findPointed, inputReading } from '../../../src/present/hover/pointed.ts';
import { decisionText } from '../../../src/present/hover/view/decisionText.ts';
import { hoverText } from '../../../src/present/hover/view/hoverText.ts';
import { loopText } from '../../../src/present/hover/view/loopText.ts';
import { lineModel } from '../../../src/present/lines/lineModel.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { resultOf } from '../../support/fold.ts';
import { noLinks } from '../../support/hover.ts';

/** What is shown where a text starts on a line, as lines, at iterations chosen by lines. */
async function pointer(source: string) {
  const result = await resultOf(source);
  const index = indexRows(result);
  const model = lineModel(result, index.variables);
  return (line: number, text: string, iterations: Readonly<Record<number, number>> = {}) => {
    const column = source.split('\n')[line - 1]!.indexOf(text);
    const { expression, functions, input } = lookAt(source, 'module.ts', line, column);
    const choices = Object.entries(iterations).map(([at, iteration]) => ({ line: Number(at), iteration }));
    const { selection } = selectLines(result, model.tree, choices);
    const place = { file: 0, functions: functions.map(({ range }) => range) };
    const pointed = expression && findPointed(index, model, selection, { ...expression, ...place });
    const reading = input && inputReading(index, input.paths);
    const shown = pointed ?? (reading && { kind: 'numbers' as const, reading });
    switch (shown?.kind) {
      case undefined:
        return undefined;
      case 'numbers':
        return hoverText(index, shown.reading, '', 'dark', noLinks).split(/ *\n+/);
      case 'decision': {
        const [row, from, , to] = shown.decision.range;
        const compared = source.split('\n')[row - 1]!.slice(from, to);
        return decisionText(index, shown.decision, compared, noLinks).split(/ *\n+/);
      }
      case 'loop':
        return loopText(model, selection, shown.unit, noLinks)
          .replaceAll('\u00A0', ' ')
          .split(/ *(?:\n|<br>)+/);
    }
  };
}

const source = `/** @trace walk(2, [[1, 2], [3, 4]]) */
function walk(x, m) {
  let y = x * 2 + m[0][1];
  for (let step = 0; step < 40; step++) {
    if (y > 20) y = y / 2;
    y += 3;
    const shown = [1, 2].map((k) => k < 2 ? 3 : 4);
  }
  while (y > 1) y = y * 0.25;
  return Number.isNaN(y) ? 7 : y;
}`;

describe('a place shows', () => {
  test('of an operator its result, of a literal that of the equation around it', async () => {
    const at = await pointer(source);
    expect(at(3, '* 2')![0]).toBe('**`v2`** · `= x · 2` · number');
    expect(at(3, '2 +')![0]).toBe('**`v2`** · `= x · 2` · number');
    expect(at(3, '+ m')![0]).toMatch(/^\*\*`y`\*\* · `v3 = v2 \+ m\[0,1\]` · number$/);
    expect(at(6, '+= 3', { 4: 0 })!.slice(0, 2)).toEqual([
      expect.stringMatching(/ \+ 3` · number · step 0 of 40$/),
      expect.stringMatching(/^value \*\*9\*\*/),
    ]);
    expect(at(6, '3;', { 4: 0 })![1]).toMatch(/^value \*\*9\*\*/);
  });

  test('nothing of an equation outside of the function that it stands in, nor of what was not computed', async () => {
    const at = await pointer(source);
    expect(at(7, '3 :')).toBeUndefined();
    expect(at(7, '< 2')).toBeUndefined();
    expect(at(4, '0;')).toBeUndefined();
    expect(at(1, 'walk')).toBeUndefined();
    const inside = await pointer(`/** @trace f(2) */
function f(x) {
  return x * [1].map((k) => k + 4)[0];
}`);
    expect(inside(3, '* [')![0]).toContain('x · 5');
    expect(inside(3, '4)')).toBeUndefined();
  });

  test('of a comparison how it went in this iteration, its margin, and how often', async () => {
    const at = await pointer(source);
    let y = 6;
    const before = Array.from({ length: 40 }, () => {
      const now = y;
      y = (y > 20 ? y / 2 : y) + 3;
      return now;
    });
    const taken = before.filter((one) => one > 20).length;
    expect([taken, before[5]]).toEqual([10, 21]);
    expect(at(5, '> 20', { 4: 5 })).toEqual([
      `\`y > 20\` → **true**, margin 1, decided ${taken} of 40 · step 5 of 40`,
      '21 \\> 20',
    ]);
    expect(at(5, '20)', { 4: 0 })).toEqual([
      `\`y > 20\` → **false**, margin 14, decided ${40 - taken} of 40 · step 0 of 40`,
      '6 \\> 20',
    ]);
  });

  test('of a loop test how often it went round, of a predicate its outcome', async () => {
    const at = await pointer(source);
    expect(at(9, '> 1')![0]).toMatch(
      /^`y > 1` → \*\*false\*\*, margin 0\.\d+, decided 1 of 4 · round 2 of 3$/,
    );
    expect(at(10, 'isNaN')![0]).toMatch(/^`Number\.isNaN\(y\)` → \*\*false\*\*, decided 1 of 1/);
  });

  test('of the keyword of a loop a table of its iterations', async () => {
    const at = await pointer(source);
    const [head, now, ...rows] = at(4, 'for', { 4: 5 })!;
    expect(head).toMatch(/^\*\*`for step < 40`\*\* ×30 · ×10 \(line 5 taken\)/);
    expect(now).toBe('`step` 5 of 40');
    expect(rows.map((row) => row.replaceAll(/<[^>]*>/g, ''))).toEqual([
      expect.stringMatching(/^step +y +∂y$/),
      expect.stringMatching(/^ +0 +9 +\d/),
      expect.stringMatching(/^ +1 +12 /),
      expect.stringMatching(/^ +4 +21 /),
      expect.stringMatching(/^ +▸ 5 +13\.5000 /),
      expect.stringMatching(/^ +6 +16\.5000 /),
      expect.stringMatching(/^ +39 /),
    ]);
  });

  test('of a literal in the tag the input', async () => {
    const at = await pointer(source);
    expect(at(1, '2, [[')![0]).toBe('**`x`** · v0 input · number');
    expect(at(1, '3, 4')![0]).toBe('**`m`** · v1 input · 2×2');
  });
});

test('no name gets out of a table', async () => {
  const at = await pointer(`/** @trace f(1) */
function f(x) {
  for (const k of ['<b>&amp;</b>', 2]) x = x * 2;
  return x;
}`);
  const shown = at(3, 'for')!.join('\n');
  expect(shown).toContain("**`for k of ['<b>&amp;</b>', 2]`**");
  expect(shown.replace(/^.*\n/, '')).not.toContain('<b>');
});
