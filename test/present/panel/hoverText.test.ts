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

  test('the iterations that it ran in, and those in which it did not', () => {
    const at = (number: number) => ({ kind: 'loop', site: 1, number, times: 10 }) as const;
    const calls = { kind: 'calls', site: 2, number: 0, times: 3 } as const;
    const found = { row: 2, times: 1, steps: [at(4), calls, at(1)], missed: [at(5)] };
    const [about, missed] = hoverText(indexRows(traces['scalars']!()), found, '', '').split('\n\n');
    expect(about).toBe(
      '**`double`** · v2 · `mul` `x · 2` · number · round 4 of 10 › call 0 of 3 › round 1 of 10',
    );
    expect(missed).toBe('not run in round 5 of 10: this is the nearest run');
  });

  test('no matrix makes it longer than a hover may be', () => {
    for (const shape of [[100, 100], [1, 10_000], [10_000, 1], [12, 8], [10_000]]) {
      const size = shape.reduce((product, n) => product * n, 1);
      const t = new TraceBuilder();
      const values = Array.from({ length: size }, (_, i) => (i % 7 === 0 ? NaN : -i * 1.23456e-7));
      const m = t.leaf('m', shape, [1, ...values.slice(1)]);
      const result = t.result();
      const text = hoverText(indexRows(result), { row: 0, times: 1, steps: [] }, '', '');
      expect(text.length).toBeLessThan(5000);
      const refs = Int32Array.from({ length: size }, (_, i) => m.first + i);
      const changes = {
        file: 0,
        bound: 0,
        boundOn: 1,
        made: Array.from({ length: 1000 }, () => {
          return { id: 0, site: 0, name: 0, equation: 0, member: 'set', span: [0, 3, 0, 3, 1] as const };
        }),
      };
      const part = hoverText(indexRows(result), { row: 0, times: 1, steps: [], refs, changes }, 'm', '');
      expect(part.length).toBeLessThan(5000);
      expect(part).toContain('v0 (1) → set on 3 → set on 3 → … 996 more → set on 3 → set on 3 → read here');
    }
  });

  test('names cannot break out of the line or the code', () => {
    const t = new TraceBuilder();
    t.leaf('a|b`c\\', [], [1]);
    const text = hoverText(indexRows(t.result()), { row: 0, times: 1, steps: [] }, '', '');
    expect(text).toContain('**``a\\|b`c\\``**');
    expect(text).toContain('value **1** · ∂f/∂a\\|b\\`c\\\\ **0**');
  });
});
