import { expect, test } from 'vitest';
import { why } from './why.ts';

const sized = (test: string) => `/** @trace f({ size: 4, k: 2 }, 3) */
function f(x, k) {
  let s;
  if (${test}) s = x.k * 2;
  x.k = k;
  return x.size * s;
}`;

test('a name that stands in a test is computed once, but not one that is a part of another name there', async () => {
  const found = await why(sized('s === undefined'), 'k');
  expect(found).toMatchObject({ class: 'disconnected', line: 4, guilty: 's = x.k * 2' });
  expect(found.sentence).toBe(
    'k never gets to the result: s is computed once, and not again when line 5 makes k k.',
  );
  const other = await why(sized('x.size > 1'), 'k');
  expect(other.sentence).toBe('k never gets to the result: nothing is computed from it.');
  expect(other.chain).toEqual([]);
});

const stage = (first: string, use: string) => `class Stage {
  constructor(gain) {
    ${first};
  }
}
class Amplifier extends Stage {
  gain = 1;
  tune(gain) {
    this.gain = gain;
  }
}
/** @trace f(2, 3) */
function f(x, gain) {
  ${use}
}`;

test('a field is set before its first value only where the constructor of the base class calls the method', async () => {
  const before = await why(stage('this.tune(gain)', 'return x * new Amplifier(gain).gain;'), 'gain');
  expect(before.sentence).toBe(
    'gain never gets to the result: the field gain gets its first value after the constructor of the base class, and replaces what line 9 has set.',
  );
  const tunedLate =
    'const one = new Amplifier(0);\n  const y = x * one.gain;\n  one.tune(gain);\n  return y;';
  const after = await why(stage('this.start = gain', tunedLate), 'gain');
  expect(after.sentence).toBe('gain never gets to the result: nothing is computed from it.');
  expect(after.chain).toEqual([]);
});

const own = (method: string, use: string) => `class Gauge {
  ${method}(name, value) {
    this.name = name;
  }
}
/** @trace f(2, 3) */
function f(x, k) {
  ${use}
  return x * 2;
}`;

test.each([
  [
    'set of a Map',
    own('set', "const kept = new Map();\n  kept.set('gain', k);"),
    'k is kept as gain on line 9, and nothing reads gain.',
  ],
  ['push of a list', own('push', 'const seen = [];\n  seen.push(1, k);'), 'nothing is computed from it.'],
])('%s is no method of a class that has one of its name', async (_, source, says) => {
  const found = await why(source, 'k');
  expect(found.sentence).toBe(`k never gets to the result: ${says}`);
  expect(found.chain).toEqual([]);
});

test('a method of another name is followed into the class', async () => {
  const found = await why(own('show', "const gauge = new Gauge();\n  gauge.show('gain', k);"), 'k');
  expect(found.sentence).toBe('k never gets to the result: value is not read in show.');
  expect(found.chain).toEqual(['handed to gauge.show', 'value comes in here']);
});

test('a method of a class that extends what the program does not declare is no initializer', async () => {
  const source = `class Amp extends Array {
  gain = 1;
  tune(gain) {
    this.gain = gain;
  }
}
/** @trace f(2, 3) */
function f(x, gain) {
  const amp = new Amp();
  amp.tune(gain);
  return x * amp.length + (amp.gain > 5 ? 1 : 0);
}`;
  expect((await why(source, 'gain')).sentence).not.toContain('first value');
});
