import { describe, expect, test } from 'vitest';
import { hoverText } from '../../../src/present/panel/hoverText.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { TraceBuilder } from '../../support/build.ts';
import { traces } from '../../support/traces.ts';

function hover(name: string, row: number, text = '', times = 1): string[] {
  return hoverText(indexRows(traces[name]!()), { row, times, steps: [] }, text, '[link]').split('\n\n');
}

describe('hover', () => {
  test('a number: value and derivative in one line, the rule, the links', () => {
    expect(hover('scalars', 2)).toEqual([
      '**`double`** · v2 · `mul` `x · 2` · number',
      'value **1** · ∂f/∂double **0.5403**',
      '`mul` x ∘ y ⇒ x̄ += z̄ ∘ y;  ȳ += z̄ ∘ x',
      '[link]',
    ]);
  });

  test('a small matrix: value and gradient in one table', () => {
    const [about, table] = hover('matrices', 0);
    expect(about).toBe('**`a`** · v0 · input · 2×2');
    expect(table!.split('\n').slice(2)).toEqual([
      '| 0.4967 | −0.1383 |  | −2.3150 | −0.1513 |',
      '| 0.6477 | 1.5230 |  | 12.0000 | 0 |',
    ]);
  });

  test('a wide matrix is summarised', () => {
    expect(hover('matrices', 1).slice(1, 3)).toEqual([
      'value: −11.5000 ████████ 11.5000, mean 0',
      '∂f/∂params.wide: all 1, ‖∂‖ 4.8990',
    ]);
  });

  test('a large matrix tells how many numbers are NaN or infinite', () => {
    const t = new TraceBuilder();
    const values = Array.from({ length: 400 }, (_, i) => (i < 3 ? NaN : i < 5 ? -Infinity : 1));
    t.leaf('big', [20, 20], values);
    const text = hoverText(indexRows(t.result()), { row: 0, times: 1, steps: [] }, '', '');
    expect(text).toContain('value: all 1, 3 NaN, 2 ±∞');
  });

  test('why there is no gradient, and that an expression ran more than once', () => {
    expect(hover('uses', 1)).toContain('No gradient: used only as an index, a size or text.');
    expect(hover('scalars', 3, '', 12)).toContain('last of 12 runs');
  });

  test('one element of a matrix is a number of its own', () => {
    const t = new TraceBuilder();
    const m = t.leaf('m', [2, 2], [1, 2, 3, 4], { gradient: [5, 6, 7, 8] });
    const text = hoverText(
      indexRows(t.result()),
      { row: 0, times: 1, steps: [], refs: Int32Array.of(m.first + 2) },
      'el',
      '',
    );
    expect(text).toContain('**`el`** · `m[1,0]` · number');
    expect(text).toContain('value **3** · ∂f/∂el **7**');
  });

  test('names cannot break out of the line or the code', () => {
    const t = new TraceBuilder();
    t.leaf('a|b`c\\', [], [1]);
    const text = hoverText(indexRows(t.result()), { row: 0, times: 1, steps: [] }, '', '');
    expect(text).toContain('**``a\\|b`c\\``**');
    expect(text).toContain('value **1** · ∂f/∂a\\|b\\`c\\\\ **0**');
  });
});
