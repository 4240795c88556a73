import { describe, expect, test } from 'vitest';
import { hoverText } from '../../../../src/present/hover/view/hoverText.ts';
import type { Reading } from '../../../../src/present/hover/hovered.ts';
import { indexRows } from '../../../../src/present/model/rowIndex.ts';
import type { TraceResult } from '../../../../src/shared/trace.ts';
import { TraceBuilder } from '../../../support/build.ts';
import { noLinks } from '../../../support/hover.ts';
import { traces } from '../../../support/traces.ts';

function textOf(result: TraceResult, found: Partial<Reading>, text = '', links = noLinks): string {
  return hoverText(indexRows(result), { row: 0, times: 1, steps: [], ...found }, text, 'dark', links);
}

/** Paragraphs, each as its lines. */
function hover(name: string, row: number, text = '', times = 1): string[][] {
  const links = { around: () => '‹ ›', below: '[link]' };
  const paragraphs = textOf(traces[name]!(), { row, times }, text, links).split('\n\n');
  return paragraphs.map((paragraph) => paragraph.split(/ {2}\n/));
}

/** The text of a block of HTML, its tags and what is in them left out. */
function shown(html: string): string[] {
  return html
    .replaceAll('<br>', '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('\u00A0', ' ')
    .split('\n');
}

/** A matrix by itself, with a gradient. */
function matrix(shape: number[], value: (i: number) => number, gradient = value): TraceResult {
  const size = shape.reduce((product, n) => product * n, 1);
  const numbers = (of: (i: number) => number) => Array.from({ length: size }, (_, i) => of(i));
  const t = new TraceBuilder();
  t.leaf('m', shape, numbers(value), { gradient: numbers(gradient) });
  return t.result();
}

describe('a hover of a number', () => {
  test('has name, version and operation, value and derivative in one line, the rule, the links', () => {
    expect(hover('scalars', 2)).toEqual([
      ['**`double`** · `v2 = x · 2` · number', 'value **1** · ∂f/∂double **0.5403**'],
      ['`mul` x ∘ y ⇒ x̄ += z̄ ∘ y;  ȳ += z̄ ∘ x', '[link]'],
    ]);
  });

  test('says why there is no gradient, and that an expression ran more than once', () => {
    expect(hover('uses', 1)[0]).toContain('No gradient: used only as an index, a size or text.');
    expect(hover('scalars', 3, '', 12)[0]).toContain('last of 12 runs');
  });

  test('is that of one element of a matrix', () => {
    const t = new TraceBuilder();
    const m = t.leaf('m', [2, 2], [1, 2, 3, 4], { gradient: [5, 6, 7, 8] });
    const text = textOf(t.result(), { refs: Int32Array.of(m.first + 2) }, 'el');
    expect(text).toBe('**`el`** · `m[1,0]` · number  \nvalue **3** · ∂f/∂el **7**');
  });

  test('has the iterations that it ran in, each with links, and those in which it did not', () => {
    const at = (number: number) => ({ kind: 'loop', site: 1, number, times: 10 }) as const;
    const calls = { kind: 'calls', site: 2, number: 0, times: 3 } as const;
    const found = { row: 2, steps: [at(4), calls, at(1)], missed: [at(5)] };
    const links = { around: ({ site }: { site: number }) => `‹${site}›`, below: '' };
    const [about, missed] = textOf(traces['scalars']!(), found, '', links).split('  \n');
    expect(about).toBe(
      '**`double`** · `v2 = x · 2` · number · round 4 of 10 ‹1› · call 0 of 3 ‹2› · round 1 of 10 ‹1›',
    );
    expect(missed).toBe('not run in round 5 of 10: this is the nearest run');
  });
});

describe('a hover of a matrix', () => {
  test('has value and gradient side by side in cells of equal width, tinted by sign and magnitude', () => {
    const [about, cells] = hover('matrices', 0);
    expect(about).toEqual(['**`a`** · v0 input · 2×2']);
    expect(shown(cells![0]!)).toEqual([
      'value            ∂f/∂a',
      ' 0.4967 −0.1383  −2.3150 −0.1513',
      ' 0.6477  1.5230  12.0000       0',
    ]);
    const tints = [...cells![0]!.matchAll(/background-color:(#\w{6})(\w\w);/g)].map(([, color, tint]) => [
      color,
      parseInt(tint!, 16) / 255,
    ]);
    const [positive, negative] = ['#ff8c3c', '#4aa5ff'];
    expect(tints.map(([color]) => color)).toEqual([
      ...[positive, negative, negative, negative],
      ...[positive, positive, positive, '#808080'],
    ]);
    expect(tints[5]![1]).toBeCloseTo(0.4, 2);
    expect(tints[1]![1]).toBeLessThan(0.15);
  });

  test('says in words what is everywhere the same', () => {
    const text = textOf(
      matrix(
        [4, 4],
        (i) => i,
        () => 1,
      ),
      {},
    );
    expect(shown(text.split('\n\n')[1]!)[0]).toMatch(/^value +∂f\/∂m all 1$/);
    expect(text.match(/<span/g)).toHaveLength(16);
    const both = matrix(
      [100, 100],
      () => -2,
      () => NaN,
    );
    expect(textOf(both, {})).toContain('\n\nvalue all −2 · ∂f/∂m all NaN');
  });

  test('puts value and gradient one below the other where they are wide and low', () => {
    const text = textOf(
      matrix([1, 6], (i) => i + 0.12345),
      {},
    );
    expect(shown(text.split('\n\n')[1]!)).toEqual([
      'value',
      '0.1235 1.1235 2.1235 3.1235 4.1235 5.1235',
      '∂f/∂m',
      '0.1235 1.1235 2.1235 3.1235 4.1235 5.1235',
    ]);
  });

  test('has up to 8×8 digits, in smaller type and without the rule', () => {
    const text = textOf(
      matrix([8, 8], (i) => -1.23456 * (i + 1)),
      {},
    );
    const lines = shown(text.split('\n\n')[1]!);
    expect(lines).toHaveLength(9);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(82);
    expect(lines[1]).toMatch(/^−1\.2 −2\.5 /);
    expect(text).toContain('<small><small><div><samp>');
  });

  test('has a unit for all digits where there is no room otherwise', () => {
    const text = textOf(
      matrix([8, 8], (i) => Math.sin(i) / 100),
      {},
    );
    const [head, first] = shown(text.split('\n\n')[1]!);
    expect(head).toMatch(/^value ×10⁻⁴ +∂f\/∂m ×10⁻⁴$/);
    expect(first).toMatch(/^ +0 +84 +91 +14 +−76 +−96 +−28 +66 /);
  });

  test('is two pictures where it is larger, with its range and what is odd in it', () => {
    const text = textOf(
      matrix(
        [20, 20],
        (i) => (i < 3 ? NaN : i < 5 ? -Infinity : i),
        (i) => -i,
      ),
      {},
    );
    expect(text).toContain(
      'value · mean 202<br>5 ████████ 399, 3 NaN, 2 ±∞<br><img src="data:image/png;base64,',
    );
    expect(text).toMatch(/∂f\/∂m · ‖∂‖ 4610\.14<br>−399 ████████ −0<br><img/);
    expect(text.match(/width="84" height="84">/g)).toHaveLength(2);
  });

  test.each([[[100, 100]], [[200, 300]], [[1, 10_000]], [[10_000, 1]], [[12, 8]], [[8, 8]], [[10_000]]])(
    'of shape %j is no longer than a hover may be',
    (shape) => {
      const result = matrix(shape, (i) => (i % 7 === 0 ? NaN : Math.sin(i) * 1.23456e-7));
      const text = textOf(result, {});
      expect(text.length).toBeLessThan(60_000);
      for (const [, width, height] of text.matchAll(/width="(\d+)" height="(\d+)"/g)) {
        expect(Number(width)).toBeLessThanOrEqual(210);
        expect(Number(height)).toBeLessThanOrEqual(84);
      }
    },
  );

  test('tells few of many changes', () => {
    const changes = {
      file: 0,
      bound: 0,
      boundOn: 1,
      made: Array.from({ length: 1000 }, () => {
        return { id: 0, site: 0, name: 0, equation: 0, member: 'set', span: [0, 3, 0, 3, 1] as const };
      }),
    };
    const refs = Int32Array.of(1, 2, 3, 4);
    const text = textOf(
      matrix([2, 2], (i) => i),
      { refs, changes },
      'm',
    );
    expect(text).toContain('v0 (1) → set on 3 → set on 3 → … 996 more → set on 3 → set on 3 → read here');
  });
});

test('names cannot break out of the line or the code', () => {
  const t = new TraceBuilder();
  t.leaf('a|b`c\\', [], [1]);
  const text = textOf(t.result(), {});
  expect(text).toContain('**`` a|b`c\\ ``**');
  expect(text).toContain('value **1** · ∂f/∂a\\|b\\`c\\\\ **0**');
});
