import { describe, expect, test } from 'vitest';
import { findingsOfClasses } from '../../../src/explain/index.ts';
import { evidenceOf } from '../../support/evidence.ts';
import { why } from './why.ts';

interface Unread {
  readonly source: string;
  readonly name: string;
  readonly line: number;
  readonly guilty: string;
  readonly says: string;
  readonly chain: readonly string[];
}

const waves = (before: string, inside: string) => `/** @trace f([{ gain: 2 }, { gain: 3 }]) */
function f(rows) {
  const waves = [];
  ${before}
  for (const row of rows) {
    ${inside}
    waves.push((t) => gain * Math.sin(t));
  }
  return waves.reduce((sum, wave) => sum + wave(0.3), 0);
}`;

const area = 'const area = (width, height, tilt) => width * height;\n';
const tilted = '/** @trace f([{ w: 2, h: 3, tilt: 0.5 }]) */\nfunction f(rows) {\n';
const ofArea = {
  name: 'rows[0].tilt',
  line: 1,
  guilty: 'tilt',
  says: 'tilt is not read in area.',
  chain: ['handed to area', 'tilt comes in here'],
};

/** Inputs that are lost on the way through closures, classes, generators and lists. */
const unread: Readonly<Record<string, Unread>> = {
  'a variable that the functions of a loop share': {
    source: waves('let gain;', 'gain = row.gain;'),
    name: 'rows[0].gain',
    line: 6,
    guilty: 'gain = row.gain',
    says: 'the functions that this loop makes all read the one gain of line 4, which has its last value when they run.',
    chain: ['gain is declared outside of the loop', 'reads gain when it is called'],
  },
  'a variable that they share, given by a pattern': {
    source: waves('let phase = 0, gain = 0;', '({ gain } = row);'),
    name: 'rows[0].gain',
    line: 6,
    guilty: '{ gain } = row',
    says: 'the functions that this loop makes all read the one gain of line 4, which has its last value when they run.',
    chain: ['gain is declared outside of the loop', 'reads gain when it is called'],
  },
  'a parameter that map gives the index for': {
    source: `function load(reach, kept = 0.25) {
  if (!reach.above) return reach.tonnes * (1 - kept);
  return reach.above.map(load).reduce((a, b) => a + b, reach.tonnes);
}
/** @trace f(0.5) */
function f(kept) {
  return load({ tonnes: 3, above: [{ tonnes: 2 }, { tonnes: 1 }] }, kept);
}`,
    name: 'kept',
    line: 3,
    guilty: 'reach.above.map(load)',
    says: 'reach.above.map(load) calls load with the index of each element as its kept.',
    chain: ['kept comes in here'],
  },
  'a field whose first value comes after the constructor of the base class': {
    source: `class Stage {
  constructor(gain) {
    this.tune(gain);
  }
}
class Amplifier extends Stage {
  gain = 1;
  tune(gain) {
    this.gain = gain;
  }
  run(x) {
    return x * this.gain;
  }
}
/** @trace f(2, 3) */
function f(x, gain) {
  return new Amplifier(gain).run(x);
}`,
    name: 'gain',
    line: 7,
    guilty: 'gain = 1;',
    says: 'the field gain gets its first value after the constructor of the base class, and replaces what line 9 has set.',
    chain: ['sets it: this.gain = gain', 'replaces it: gain = 1'],
  },
  'a generator that is called by a statement': {
    source: `function* shifted(xs, k) {
  for (let i = 0; i < xs.length; i++) {
    xs[i] += k;
    yield xs[i];
  }
}
/** @trace f([1, 2], 3) */
function f(xs, k) {
  shifted(xs, k);
  return xs[0] * xs[1];
}`,
    name: 'k',
    line: 9,
    guilty: 'shifted(xs, k)',
    says: 'shifted(xs, k) makes a generator that nothing goes through, so that nothing in it runs.',
    chain: ['what would run: shifted'],
  },
  'a generator that is a method': {
    source: `class Store {
  rows = [1, 2];
  *moved(k) {
    for (let i = 0; i < 2; i++) {
      this.rows[i] += k;
      yield i;
    }
  }
}
/** @trace f(3, 5) */
function f(x, k) {
  const store = new Store();
  store.moved(k);
  return x * store.rows[1];
}`,
    name: 'k',
    line: 13,
    guilty: 'store.moved(k)',
    says: 'store.moved(k) makes a generator that nothing goes through, so that nothing in it runs.',
    chain: ['what would run: store.moved'],
  },
  'an argument of a call for every element': {
    source: `${area}${tilted}let sum = 0;\nfor (const row of rows) sum += area(row.w, row.h, row.tilt);\nreturn sum;\n}`,
    ...ofArea,
  },
  'an argument of a call in the function of map': {
    source: `${area}${tilted}return Math.max(...rows.map((row) => area(row.w, row.h, row.tilt)));\n}`,
    ...ofArea,
  },
  'an argument of a call in the function of reduce': {
    source: `${area}${tilted}return rows.reduce((sum, { w, h, tilt }) => sum + area(w, h, tilt), 0);\n}`,
    ...ofArea,
  },
  'an argument of the only method of that name': {
    source: `class Model {
  constructor(w) {
    this.w = w;
  }
  score(x, bias) {
    return x * this.w;
  }
}
/** @trace f(2, 3, 4) */
function f(x, w, k) {
  const model = new Model(w);
  return model.score(x, k);
}`,
    name: 'k',
    line: 5,
    guilty: 'bias',
    says: 'bias is not read in score.',
    chain: ['handed to model.score', 'bias comes in here'],
  },
  'an argument of an inherited constructor': {
    source: `class Base {
  constructor(w, bias) {
    this.w = w;
  }
}
class Model extends Base {
  run(x) {
    return x * this.w;
  }
}
/** @trace f(2, 3, 4) */
function f(x, w, k) {
  return new Model(w, k).run(x);
}`,
    name: 'k',
    line: 2,
    guilty: 'bias',
    says: 'bias is not read in the constructor.',
    chain: ['handed to Model', 'bias comes in here'],
  },
};

describe('an input that nothing computes with is followed to where it is lost', () => {
  test.each(Object.entries(unread))('%s', async (_, { source, name, line, guilty, says, chain }) => {
    const found = await why(source, name);
    expect(found).toMatchObject({ class: 'disconnected', severity: 'warning', line, guilty, chain });
    expect(found.sentence).toBe(`${name} never gets to the result: ${says}`);
  });
});

describe('is not said', () => {
  test('of a variable that is declared in the loop', async () => {
    const last = waves('', 'let gain;\n    gain = row.gain;').replace(
      /waves\.reduce.*/,
      'waves.at(-1)(0.3);',
    );
    expect((await why(last, 'rows[0].gain')).sentence).not.toMatch(/the functions that this loop makes/);
    const all = await evidenceOf(waves('', 'let gain;\n    gain = row.gain;'));
    expect(findingsOfClasses(all)).toEqual([]);
  });

  test('of a variable that is read in the loop itself as well', async () => {
    const source = waves('let gain;\n  const seen = [];', 'gain = row.gain;\n    seen.push(gain);');
    expect((await why(source, 'rows[0].gain')).sentence).not.toMatch(/the functions that this loop makes/);
  });

  test('of a field that has no first value', async () => {
    const { source } = unread['a field whose first value comes after the constructor of the base class']!;
    expect((await why(source.replace('  gain = 1;\n', ''), 'gain')).class).toBeUndefined();
  });

  test('of a generator that is gone through', async () => {
    const { source } = unread['a generator that is called by a statement']!;
    const through = source.replace('  shifted(xs, k);', '  for (const _ of shifted(xs, k));');
    expect((await why(through, 'k')).class).toBeUndefined();
    const without = through.replace('xs[i] += k;', 'xs[i] += 1;');
    expect((await why(without, 'k')).sentence).toMatch(
      /^k never gets to the result: k is not read in shifted/,
    );
  });

  test('of a method where there are two of that name', async () => {
    const { source } = unread['an argument of the only method of that name']!;
    const second = '\nclass Other {\n  score(x, bias) {\n    return x * bias;\n  }\n}';
    expect((await why(source + second, 'k')).chain).not.toContain('handed to model.score');
  });
});

describe('several inputs that the same place keeps from the result are one finding', () => {
  const put = (names: string, args: string) => `function* put(into, ${names}) {
  into.value = [${names}].reduce((p, one) => p * one);
  yield into;
}
/** @trace f(2, ${args}) */
function f(x, ${names}) {
  const into = { value: 1 };
  put(into, ${names});
  return x * into.value;
}`;

  test.each([
    ['one', 'a', '1', 'a never gets'],
    ['two', 'a, b', '1, 2', 'a, b never get'],
    ['four', 'a, b, c, d', '1, 2, 3, 4', 'a, b, c and 1 more never get'],
  ])('%s', async (_, names, args, begins) => {
    const found = findingsOfClasses(await evidenceOf(put(names, args)));
    expect(found.map(({ message, span: [, line] }) => [line, message])).toEqual([
      [
        8,
        `${begins} to the result: put(into, ${names}) makes a generator that nothing goes through, so that nothing in it runs.`,
      ],
    ]);
  });

  test('of more than four, the others are not named', async () => {
    const found = findingsOfClasses(await evidenceOf(put('a, b, c, d, e', '1, 2, 3, 4, 5')));
    expect(found.map(({ message }) => message)).toEqual([
      'a, b, c and others never get to the result: put(into, a, b, c, d, e) makes a generator that nothing goes through, so that nothing in it runs.',
    ]);
  });

  test('four that one early return keeps back, on several lines', async () => {
    const source = `/** @trace f(2, 1, 2, 3, 4) */
function f(x, a, b, c, d) {
  if (x < 10) return x;
  let y = x * a;
  y += x * b;
  return y * c + d;
}`;
    const evidence = await evidenceOf(source);
    const found = findingsOfClasses(evidence);
    expect(found.map(({ message }) => message)).toEqual([
      'a, b, c and 1 more never get to the result: line 4, which reads a, is not reached: x < 10 holds each time.',
    ]);
    expect(evidence.program.text(found[0]!.span)).toBe('x < 10');
  });

  test('those that two places keep from it are two', async () => {
    const source = `const left = (x, a, b) => x * 2;
/** @trace f(2, 1, 3) */
function f(x, a, b) {
  return left(x, a, b);
}`;
    const found = findingsOfClasses(await evidenceOf(source));
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^a never gets to the result: a is not read in left/),
      expect.stringMatching(/^b never gets to the result: b is not read in left/),
    ]);
  });
});
