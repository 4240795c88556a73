import { describe, expect, test } from 'vitest';
import { why } from './why.ts';

interface Unreached {
  readonly source: string;
  readonly name: string;
  readonly line: number;
  readonly guilty: string;
  readonly says: string;
}

/** Reads that stand in code which never ran, by what has kept it from running. */
const unreached: Readonly<Record<string, Unreached>> = {
  'a sum behind ??': {
    source: `/** @trace f(2, 3) */
function f(base, extra) {
  const total = base ?? 0 + extra;
  return total * 2;
}`,
    name: 'extra',
    line: 3,
    guilty: 'base ?? 0 + extra',
    says: '0 + extra counts only where base is missing, as + binds tighter than ??, and that was never so.',
  },
  'a difference behind ||': {
    source: `/** @trace f(2, 3) */
function f(price, discount) {
  return (price || 1 - discount) * 4;
}`,
    name: 'discount',
    line: 3,
    guilty: 'price || 1 - discount',
    says: '1 - discount counts only where price is 0, false or missing, as - binds tighter than ||, and that was never so.',
  },
  'no sum behind ||': {
    source: `/** @trace f(2, 3) */
function f(width, spare) {
  const used = width || -spare;
  return used * 3;
}`,
    name: 'spare',
    line: 3,
    guilty: 'width || -spare',
    says: '-spare counts only where width is 0, false or missing, and that was never so.',
  },
  'a product behind &&': {
    source: `/** @trace f(2, 3) */
function f(x, boost) {
  const isLarge = x > 5;
  return x * 3 + (isLarge && boost * 2);
}`,
    name: 'boost',
    line: 4,
    guilty: 'isLarge && boost * 2',
    says: 'boost * 2 counts only where isLarge holds, as * binds tighter than &&, and that was never so.',
  },
  'an if': {
    source: `/** @trace f(2, 3) */
function f(x, fine) {
  let cost = x * x;
  if (cost > 100) {
    cost = cost - fine;
  }
  return cost;
}`,
    name: 'fine',
    line: 4,
    guilty: 'cost > 100',
    says: 'line 5, which reads fine, is not reached: cost > 100 never holds.',
  },
  'an else': {
    source: `/** @trace f(2, 3) */
function f(x, slope) {
  if (x > 0) {
    return x * 2;
  } else {
    return x * slope;
  }
}`,
    name: 'slope',
    line: 3,
    guilty: 'x > 0',
    says: 'line 6, which reads slope, is not reached: x > 0 always holds.',
  },
  'a choice': {
    source: `/** @trace f(2, 3) */
function f(x, k) {
  const rate = x < 10 ? 0.5 : k * 2;
  return x * rate;
}`,
    name: 'k',
    line: 3,
    guilty: 'x < 10',
    says: 'line 3, which reads k, is not reached: x < 10 always holds.',
  },
  'an if that would take it away': {
    source: `/** @trace f(2, 3) */
function f(x, k) {
  let y = x * 2;
  if (y > 100) y -= k;
  return y;
}`,
    name: 'k',
    line: 4,
    guilty: 'y > 100',
    says: 'line 4, which reads k, is not reached: y > 100 never holds.',
  },
  'the first of two early returns, as the second is not come to': {
    source: `/** @trace f(2, 3) */
function f(x, k) {
  if (x < 10) return x;
  if (x > 100) return x * 2;
  return x * k;
}`,
    name: 'k',
    line: 3,
    guilty: 'x < 10',
    says: 'line 5, which reads k, is not reached: x < 10 holds each time.',
  },
  'an early return': {
    source: `function toll(x, k) {
  if (x < 10) return x;
  return x + k;
}
/** @trace f(2, 3) */
function f(x, k) {
  return toll(x, k) * 2;
}`,
    name: 'k',
    line: 2,
    guilty: 'x < 10',
    says: 'line 3, which reads k, is not reached: x < 10 holds each time.',
  },
  'a round that goes on early': {
    source: `/** @trace f([1, 2], 3) */
function f(xs, k) {
  let sum = 0;
  for (const x of xs) {
    sum += x;
    if (x < 10) {
      continue;
    }
    sum += x * k;
  }
  return sum;
}`,
    name: 'k',
    line: 6,
    guilty: 'x < 10',
    says: 'line 9, which reads k, is not reached: x < 10 holds each time.',
  },
};

describe('a value that only code reads which never ran is told with what kept it from running', () => {
  test.each(Object.entries(unreached))('%s', async (_, { source, name, line, guilty, says }) => {
    const found = await why(source, name);
    expect(found).toMatchObject({ class: 'disconnected', severity: 'warning', line, guilty });
    expect(found.sentence).toBe(`${name} never gets to the result: ${says}`);
    expect(found.chain).toEqual([`${name} is not read`]);
  });
});

/** Parts whose drag counts for those that are heavier than a limit. */
const parts = (limit: number) => `class Part {
  constructor({ mass, drag }) {
    this.mass = mass;
    this.drag = drag;
  }
}
/** @trace f([{ mass: 2, drag: 3 }, { mass: 4, drag: 5 }]) */
function f(rows) {
  let total = 0;
  for (const one of rows.map((row) => new Part(row))) {
    total += one.mass;
    if (one.mass > ${limit}) total -= one.drag * 2;
  }
  return total;
}`;

describe('a field that only code reads which never ran', () => {
  test('is told by the test before it, for one element and for all', async () => {
    for (const name of ['rows[1].drag', 'rows[0].drag']) {
      const found = await why(parts(100), name);
      expect(found).toMatchObject({ class: 'disconnected', line: 12, guilty: 'one.mass > 100' });
      expect(found.sentence).toBe(
        `${name} never gets to the result: line 12, which reads one.drag, is not reached: one.mass > 100 never holds.`,
      );
    }
  });

  test('is no such thing where the read ran for another object', async () => {
    const found = await why(parts(3), 'rows[0].drag');
    expect(found.class).toBe('disconnected');
    expect(found.sentence).not.toMatch(/is not reached/);
  });

  test('nor where it ran for another argument', async () => {
    const source = `function load(o) {
  return o.mass > 3 ? o.mass * o.drag : o.mass;
}
/** @trace f({ mass: 2, drag: 3 }, { mass: 4, drag: 5 }) */
function f(a, b) {
  return load(a) + load(b);
}`;
    const found = await why(source, 'a.drag');
    expect(found.class).toBe('disconnected');
    expect(found.sentence).not.toMatch(/is not reached/);
    expect((await why(source, 'b.drag')).class).toBeUndefined();
  });
});

describe('a test that never ran is not said to hold', () => {
  test.each([
    [
      'in a function that nothing calls',
      `const scaled = (v) => {
    if (v < 10) return v;
    return v * k;
  };
  return x * 2;`,
      'v < 10',
    ],
    [
      'in a loop of no rounds',
      `let sum = x * 2;
  for (const one of []) {
    if (one < 10) continue; sum += one * k;
  }
  return sum;`,
      'one < 10',
    ],
  ])('%s', async (_, body, gate) => {
    const found = await why(`/** @trace f(2, 3) */\nfunction f(x, k) {\n  ${body}\n}`, 'k');
    expect(found).toMatchObject({ class: 'disconnected', line: 5, guilty: 'k' });
    expect(found.sentence).toBe('k never gets to the result: line 5, which reads k, is not reached with it.');
    expect(found.chain).toEqual([`comes after ${gate}`]);
  });
});
