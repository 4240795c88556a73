import { expect, test } from 'vitest';
import { blocksAround } from '../../../src/present/lines/blocks.ts';

const source = `import x from 'x';

/** Doc. */
export function first(
  a: number,
  b: number,
): number {
  const c = a;
  // comment
  if (c > 1) {
    return b;
  }

  return c;
}

const arrow = (x) => x * 2;

class K {
  m(x) {
    return x;
  }

  n(x) {
    return x;
  }
}
`.split('\n');

/** The first and the last line of each block. */
const around = (lines: number[], own?: number) =>
  blocksAround(source, lines, own).map(({ from, to }) => [from, to]);

test('a function from its head to the brace that closes it', () => {
  expect(around([8, 11], 4)).toEqual([[4, 15]]);
  expect(around([11], 17)).toEqual([
    [4, 15],
    [17, 17],
  ]);
});

test('of a file without the traced function, too', () => {
  expect(around([9, 11, 17])).toEqual([
    [4, 15],
    [17, 17],
  ]);
  expect(around([21, 25])).toEqual([
    [20, 22],
    [24, 26],
  ]);
});

test('methods stand alone', () => {
  expect(around([25], 20)).toEqual([
    [20, 22],
    [24, 26],
  ]);
});
