import { describe, expect, test } from 'vitest';
import { why } from './why.ts';

const summed = (body: string, ask = 'return x * rate;') => `async function ask(x, rate) {
  ${ask}
}
/** @trace f(2, 3) */
function f(x, rate) {
  let total = x;
${body}
  return total;
}`;

describe('what an async function does after its first await comes too late', () => {
  test('in a callback of forEach, whether its number is computed in time or not', async () => {
    const body = '  [1, 2].forEach(async (k) => {\n    total += await ask(k, rate);\n  });';
    for (const ask of ['return x * rate;', 'await 0;\n  return x * rate;']) {
      const found = await why(summed(body, ask), 'rate');
      expect(found.class).toBe('disconnected');
      expect(found.guilty).toMatch(/^\[1, 2\]\.forEach\(async/);
      expect(found.sentence).toBe(
        'rate never gets to the result: forEach does not wait for its async function, so what follows await ask(k, rate) happens only after the lines below it.',
      );
      expect(found.chain).toEqual(['is waited for here: await ask(k, rate)']);
    }
  });

  test('in a function of its own, whose promise is dropped', async () => {
    const body =
      '  const add = async (r) => {\n    await 0;\n    total += x * r;\n  };\n  add(rate);\n  total *= 2;';
    const found = await why(summed(body), 'rate');
    expect(found.guilty).toBe('add(rate)');
    expect(found.sentence).toBe(
      'rate never gets to the result: nothing awaits add(rate), so what it does after its first await happens only after the lines below it.',
    );
  });

  test('and is not blamed for a number that is lost otherwise', async () => {
    const waited = summed('  const later = [1].map(async (k) => ask(k, rate));\n  total += later.length;');
    expect((await why(waited, 'rate')).sentence).not.toMatch(/await|forEach/);
    const plain = summed('  [1].forEach(() => {\n    const lost = 2 * rate;\n  });');
    expect((await why(plain, 'rate')).sentence).not.toMatch(/await|forEach/);
  });
});

test('an input is followed into a field of an object, up to a branch that is never taken', async () => {
  const found = await why(
    `const stakeOf = (lead, { stake, much }) => {
  if (lead > 0) return stake;
  else if (lead > 15) return stake * much;
  return stake / 2;
};
/** @trace f(0, 3) */
function f(x, much) {
  const rules = { stake: x + 2, much };
  return stakeOf(x, rules) * x;
}`,
    'much',
  );
  expect(found.guilty).toBe('lead > 15');
  expect(found.sentence).toBe(
    'much never gets to the result: line 3, which reads much, is not reached: lead > 15 never holds.',
  );
});

test('a parameter that is read only to refuse is not called unread', async () => {
  const found = await why(
    `function share(x, gravity) {
  if (gravity < 1) throw new RangeError('too light');
  return 2 * x;
}
/** @trace f(2, 3) */
function f(x, gravity) {
  return share(x, gravity);
}`,
    'gravity',
  );
  expect(found.sentence).toBe(
    'gravity never gets to the result: gravity is read only to refuse what is not allowed in share.',
  );
});

test('a static method that is called without an argument of the same name takes its default', async () => {
  const found = await why(
    `class Boil {
  static share(x, gravity = 1.5) { return x * gravity; }
}
/** @trace f(2, 3) */
function f(x, gravity) {
  return Boil.share(x);
}`,
    'gravity',
  );
  expect(found.guilty).toBe('Boil.share(x)');
  expect(found.sentence).toBe(
    'gravity never gets to the result: Boil.share(x) is called without gravity, so that its default is used.',
  );
});

test('a name that is read for what reaches nothing is not said to be read nowhere', async () => {
  const found = await why(
    `/** @trace f(2, 3) */
function f(x, rate) {
  const price = 2 * rate;
  const late = () => { const sum = price + x; return sum; };
  late();
  return x;
}`,
    'rate',
  );
  expect(found.sentence).not.toMatch(/read nowhere/);
});
