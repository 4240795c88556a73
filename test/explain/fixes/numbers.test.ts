import { describe, expect, it } from 'vitest';
import type { FindingClass } from '../../../src/shared/errors.ts';
import { repaired } from './fixed.ts';

/** A class, a program with its guilty place, what the likeliest repair is called, and the program after it. */
type Row = readonly [kind: FindingClass, source: string, title: string, after: string];

const step = (h: string, from: string, to: string) =>
  `const h = ${h};\nconst f = (g: (x: number) => number, x: number) => (${from}g(x + h) - g(x)${to}) / h;`;

const level = (list: string, guilty: string) =>
  `function f(x: number, y: number) {
  const level = new ${list}(1);
  const other = new ${list}(2);
  for (let i = 0; i < 50; i++) ${guilty};
  return level[0]! - y * other[0]!;
}`;

const ofClass = (list: string, guilty: string) =>
  `class Level {
  kept = new ${list}(1);
  rise(x: number) { for (let i = 0; i < 50; i++) if (i > 2) { ${guilty}; } return this.kept[0]!; }
}`;

const rows: Record<string, Row> = {
  'parseInt that map hands the index': [
    'non-finite-value',
    "const f = (text: string) => ⟦text.split(',').map(parseInt)⟧;",
    'Read each text by Number, which takes no base',
    "const f = (text: string) => text.split(',').map(Number);",
  ],
  'Number.parseInt': [
    'non-finite-value',
    "const f = (text: string) => ⟦text.split(',').map(Number.parseInt)⟧;",
    'Read each text by Number, which takes no base',
    "const f = (text: string) => text.split(',').map(Number);",
  ],
  'a mask that is multiplied by an infinity': [
    'non-finite-value',
    'const f = (x: number, m: number) => x + ⟦m * Infinity⟧;',
    'Choose between 0 and the infinity',
    'const f = (x: number, m: number) => x + (m ? Infinity : 0);',
  ],
  'the opposite of a mask': [
    'non-finite-value',
    'const f = (x: number, m: number) => x + ⟦(1 - m) * -Infinity⟧;',
    'Choose between 0 and the infinity',
    'const f = (x: number, m: number) => x + (m ? 0 : -Infinity);',
  ],
  'the largest of a list': [
    'non-finite-value',
    'const f = (xs: number[]) => ⟦Math.max(xs)⟧;',
    'Hand over the numbers of xs one by one: Math.max(...xs)',
    'const f = (xs: number[]) => Math.max(...xs);',
  ],
  'a step of a difference that is the last digit of 1': [
    'conditioning',
    step('Number.EPSILON', '⟦', '⟧'),
    'Take a larger h: 0.00001',
    step('0.00001', '', ''),
  ],
  'a step that is a multiple of it': [
    'conditioning',
    step('4 * Number.EPSILON', '⟦', '⟧'),
    'Take a larger h: 0.00001',
    step('0.00001', '', ''),
  ],
  'numbers in single precision': [
    'conditioning',
    level('Float32Array', '⟦level[0]! += x⟧'),
    'Keep the numbers in a Float64Array, not in a Float32Array',
    level('Float64Array', 'level[0]! += x'),
  ],
  'numbers in single precision that a class keeps': [
    'conditioning',
    ofClass('Float32Array', '⟦this.kept[0]! += x⟧'),
    'Keep the numbers in a Float64Array, not in a Float32Array',
    ofClass('Float64Array', 'this.kept[0]! += x'),
  ],
};

describe('the likeliest repair', () => {
  it.each(Object.entries(rows))('of %s', (_, [kind, source, title, after]) => {
    const [first] = repaired({ class: kind, source });
    expect(first).toEqual({ title, text: after });
  });
});

describe('there is no repair', () => {
  it.each<readonly [string, FindingClass, string, RegExp]>([
    [
      'by a second spread',
      'non-finite-value',
      'const f = (xs: number[]) => ⟦Math.max(...xs)⟧;',
      /one by one/,
    ],
    [
      'by a smaller number than the last digit of 1',
      'conditioning',
      'const step = Number.EPSILON;\nconst f = (x: number) => ⟦x + step⟧;',
      /Take a (larger|smaller)/,
    ],
    [
      'by another list where there are doubles',
      'conditioning',
      level('Float64Array', '⟦level[0]! += x⟧'),
      /Float64Array/,
    ],
    [
      'by another base',
      'non-finite-value',
      "const f = (text: string) => ⟦text.split(',').map((one) => parseInt(one, 10))⟧;",
      /by Number/,
    ],
  ])('%s', (_, kind, source, title) => {
    const titles = repaired({ class: kind, source }).map((one) => one.title);
    expect(titles.filter((one) => title.test(one))).toEqual([]);
  });
});
