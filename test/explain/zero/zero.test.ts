import { describe, expect, test } from 'vitest';
import { findingsOfClasses } from '../../../src/explain/index.ts';
import { evidenceOf } from '../../support/evidence.ts';
import { why } from './why.ts';

const matrix = "import { Matrix } from 'ml-matrix';\n";

interface Fault {
  readonly source: string;
  readonly name: string;
  readonly guilty: string;
  readonly says: RegExp;
}

/** Values that never get to the result, by how they are lost. */
const disconnected: Readonly<Record<string, Fault>> = {
  'the result of a method of arrays is dropped': {
    source:
      '/** @trace f([1, 2], 3) */\nfunction f(xs, k) {\n  xs.map((x) => x * k);\n  return xs[0] * xs[1];\n}',
    name: 'k',
    guilty: 'xs.map((x) => x * k)',
    says: /the result of map is dropped/,
  },
  'the result of a pure function of ml-matrix is dropped': {
    source: `${matrix}/** @trace f(new Matrix([[1, 2]]), 3) */\nfunction f(w, k) {\n  Matrix.mul(w, k);\n  return w.sum();\n}`,
    name: 'k',
    guilty: 'Matrix.mul(w, k)',
    says: /the result of Matrix\.mul is dropped/,
  },
  "the result of a function of the program's own is dropped": {
    source:
      'function scaled(xs, k) {\n  const out = xs.slice();\n  out[0] *= k;\n  return out;\n}\n/** @trace f([1, 2], 3) */\nfunction f(xs, k) {\n  scaled(xs, k);\n  return xs[0];\n}',
    name: 'k',
    guilty: 'scaled(xs, k)',
    says: /the result of scaled is dropped/,
  },
  'a variable shadows the one that is read': {
    source:
      '/** @trace f(2, 3) */\nfunction f(x, k) {\n  let y = x;\n  if (x > 1) {\n    const y = x * k;\n    x += 0 * y;\n  }\n  return y;\n}'.replace(
        '    x += 0 * y;\n',
        '    void y;\n',
      ),
    name: 'k',
    guilty: 'y = x * k',
    says: /the y of line 5 is another variable than the y of line 3, which line 8 reads/,
  },
  'it is kept under a key that nothing reads': {
    source:
      "class Model {\n  constructor(growth, loss) {\n    this.rates = new Map();\n    this.rates.set('grow', growth);\n    this.rates.set('lost', loss);\n  }\n  step(x) {\n    return x * (this.rates.get('grow') - (this.rates.get('loss') ?? 0.1));\n  }\n}\n/** @trace f(2, 3) */\nfunction f(growth, loss) {\n  return new Model(growth, loss).step(5);\n}",
    name: 'loss',
    guilty: "this.rates.set('lost', loss)",
    says: /loss is kept as lost on line 5, and nothing reads lost/,
  },
  'it is kept after a result of it was kept': {
    source:
      'class Cell {\n  constructor(temperature) {\n    this.temperature = temperature;\n  }\n  get factor() {\n    this.kept ??= 3 ** this.temperature;\n    return this.kept;\n  }\n}\n/** @trace f(2, 3) */\nfunction f(rest, warm) {\n  const cell = new Cell(rest);\n  const slow = cell.factor;\n  cell.temperature = warm;\n  return slow + 10 * cell.factor;\n}',
    name: 'warm',
    guilty: 'this.kept ??= 3 ** this.temperature',
    says: /this\.kept is computed once, and not again when line 14 makes temperature warm/,
  },
  'it is an option under another name than the function reads': {
    source:
      'function run(x, options) {\n  const { gain = 0.8 } = options;\n  return x * gain;\n}\n/** @trace f(2, 3) */\nfunction f(x, valveGain) {\n  return run(x, { valveGain });\n}',
    name: 'valveGain',
    guilty: 'valveGain',
    says: /is kept as valveGain on line 7, and nothing reads valveGain; run reads gain on line 2, which is not given/,
  },
  'it is one of the options, and the others count': {
    source:
      'const wave = (t, width, phase = 0) => Math.sin(t / width + phase);\n/** @trace f({ width: 2, phase: 0.4 }) */\nfunction f(options) {\n  const { width, phase } = options;\n  return wave(0.3, width);\n}',
    name: 'options',
    guilty: 'wave(0.3, width)',
    says: /^options\.phase never gets to the result: .* is called without phase, so that its default is used/,
  },
  'the variable of a loop is changed, and not the list': {
    source:
      '/** @trace f([1, 2], 3) */\nfunction f(xs, k) {\n  for (let x of xs) {\n    x = x * k;\n  }\n  return xs[0] * xs[1];\n}',
    name: 'k',
    guilty: 'x',
    says: /x is a copy of the element, and what line 4 gives it is not in xs/,
  },
  'what it was made of is read in its place': {
    source: '/** @trace f(2, 3) */\nfunction f(x, k) {\n  const scaled = x * k;\n  return x + 1;\n}',
    name: 'k',
    guilty: 'x',
    says: /scaled of line 3 is not read; line 4 reads x in its place/,
  },
  'a call leaves it out, and its default is used': {
    source:
      'function wave(t, width = 1) {\n  return Math.sin(t / width);\n}\nfunction total(width) {\n  return wave(0.3) + wave(0.4);\n}\n/** @trace f(2) */\nfunction f(width) {\n  return total(width);\n}',
    name: 'width',
    guilty: 'wave(0.3)',
    says: /called without width, so that its default is used/,
  },
  'defaults that are spread last win': {
    source:
      'const usual = { rate: 0.1 };\n/** @trace f({ rate: 2 }) */\nfunction f(options) {\n  const all = { ...options, ...usual };\n  return all.rate * 3;\n}',
    name: 'options.rate',
    guilty: '{ ...options, ...usual }',
    says: /\.\.\.usual comes after \.\.\.options and wins/,
  },
  'a parameter is not read, another one twice': {
    source:
      'function area(width, height) {\n  return width * width;\n}\n/** @trace f(2, 3) */\nfunction f(w, h) {\n  return area(w, h);\n}',
    name: 'h',
    guilty: 'width',
    says: /height is not read in area; line 2 uses width/,
  },
  'a copy is taken before the change': {
    source:
      'function grow(o, k) {\n  o.size += k;\n}\n/** @trace f(2, 3) */\nfunction f(x, k) {\n  const box = { size: x };\n  const { size } = box;\n  grow(box, k);\n  return size * 2;\n}',
    name: 'k',
    guilty: '{ size } = box',
    says: /line 7 takes \{ size \} of box before line 8 changes it, and line 9 reads the old one/,
  },
};

describe('a value that never gets to the result is told with what was used in its place', () => {
  test.each(Object.entries(disconnected))('%s', async (_, { source, name, guilty, says }) => {
    const found = await why(source, name);
    expect(found).toMatchObject({ class: 'disconnected', guilty });
    expect(found.sentence).toMatch(says);
  });
});

/** Operations that are flat where they are. */
const flat: Readonly<Record<string, Fault>> = {
  'a mask hides it, and the norm after it is flat as well': {
    source: `${matrix}/** @trace f(3, 1.5) */\nfunction f(x, y) {\n  const mask = new Matrix([[1, 0]]);\n  const model = new Matrix([[x, y]]);\n  return model.mul(mask).norm();\n}`,
    name: 'y',
    guilty: 'model.mul(mask)',
    says: /multiplies model = 1\.5000 \(1 of 2 numbers\) by mask = 1×2 0 … 1, which has zeros there/,
  },
  'a maximum takes its other side': {
    source: '/** @trace f(-2) */\nfunction f(x) {\n  return 3 * Math.max(0, x);\n}',
    name: 'x',
    guilty: 'Math.max(0, x)',
    says: /takes 0 and not x = −2\. It has a slope where x > 0\./,
  },
  rounding: {
    source: '/** @trace f(2.3) */\nfunction f(x) {\n  return Math.round(x) * 2;\n}',
    name: 'x',
    guilty: 'Math.round(x)',
    says: /is flat: x = 2\.3000 becomes 2/,
  },
  'a weight that is zero': {
    source: `${matrix}/** @trace f(new Matrix([[1, 2]])) */\nfunction f(w) {\n  const off = Matrix.zeros(2, 1);\n  return w.mmul(off).sum();\n}`,
    name: 'w',
    guilty: 'w.mmul(off)',
    says: /multiplies w = 1×2 1 … 2 by off, which is all 0/,
  },
  'an exponential that underflows, before a difference that is 0 because of it': {
    source:
      '/** @trace f(900) */\nfunction f(x) {\n  const p = 1 / (1 + Math.exp(-x));\n  return (p - 1) ** 2;\n}',
    name: 'x',
    guilty: 'Math.exp(-x)',
    says: /underflows: exp\(−900\) is 0/,
  },
  'a comparison used as a number': {
    source: '/** @trace f(0.4) */\nfunction f(x) {\n  return +(x > 0.1) * 2;\n}',
    name: 'x',
    guilty: 'x > 0.1',
    says: /only decides a branch/,
  },
  'parts that cancel': {
    source: '/** @trace f(0.4) */\nfunction f(x) {\n  const y = x * 2;\n  return y - y;\n}',
    name: 'x',
    guilty: 'y - y',
    says: /in two parts that cancel/,
  },
};

describe('a factor that is zero here is told with what would make it another', () => {
  test.each(Object.entries(flat))('%s', async (_, { source, name, guilty, says }) => {
    const found = await why(source, name);
    expect(found).toMatchObject({ class: 'locally-zero', guilty });
    expect(found.sentence).toMatch(says);
  });
});

test.each([
  ['text', 'Number(x.toFixed(1))', 'x.toFixed(1)'],
  ['an integer operator', '(x * 10 | 0) / 10', 'x * 10 | 0'],
  ['an index', '[1, 4, 9][x]', '[1, 4, 9][x]'],
])('a way through %s is cut', async (_, expression, guilty) => {
  const source = `/** @trace f(2) */\nfunction f(x) {\n  return ${expression};\n}`;
  expect(await why(source, 'x')).toMatchObject({ class: 'cut', guilty });
});

test('the chain names what is on the way, and other ways after it', async () => {
  const source =
    '/** @trace f(-2) */\nfunction f(y) {\n  const scaled = y * 3;\n  return Math.max(0, scaled) + Math.round(y / 4);\n}';
  const { guilty, chain } = await why(source, 'y');
  expect(guilty).toBe('Math.max(0, scaled)');
  expect(chain).toEqual([
    'scaled = −6',
    'another way: Math.round(y / 4) is flat: y / 4 = −0.5000 becomes −0',
  ]);
});

/** A state of which a loop keeps a tenth. */
const fading =
  '/** @trace f(2) */\nfunction f(x) {\n  let h = x;\n  for (let i = 0; i < 400; i++) {\n    const kept = 0.1 * h;\n    h = kept + Math.sin(i);\n  }\n  return h;\n}';

test('a gradient that becomes smaller than any number is no product with 0', async () => {
  const { sentence, ...rest } = await why(fading, 'x');
  expect(rest).toMatchObject({ class: 'conditioning', guilty: '0.1 * h' });
  expect(sentence).toMatch(
    /^The gradient dies away on its way back to x: at 0\.1 \* h it is \d\.\d+e−32\d, and what that passes on is smaller/,
  );
  expect(findingsOfClasses(await evidenceOf(fading))).toEqual([]);
});

test('a way through a loop is told once a place, with how often', async () => {
  const { chain } = await why(fading, 'x');
  expect(chain).toEqual([
    expect.stringMatching(/^kept = .* {2}× \d\d rounds$/),
    expect.stringMatching(/^h = .* {2}× \d\d rounds$/),
  ]);
});

describe('without being asked', () => {
  const loud = async (source: string) =>
    findingsOfClasses(await evidenceOf(source)).filter(({ severity }) => severity !== 'information');

  test('an input that is lost is a warning', async () => {
    expect(await loud(disconnected['the result of a method of arrays is dropped']!.source)).toMatchObject([
      { code: 'zero-gradient', class: 'disconnected' },
    ]);
  });

  test.each([
    ['a unit that is off among others', '[-1, 2, 3]', 'return x.reduce((s, v) => s + Math.max(0, v), 0);'],
    ['a minimum', '3', 'const d = x - 3;\nreturn d * d;'],
    ['a count', '3', 'let s = 1.5;\nfor (let i = 0; i < x; i++) s *= 1.1;\nreturn s;'],
    ['a value that is refused', '[3, 1]', 'if (x[1] <= 0) throw new RangeError("no");\nreturn x[0] * 2;'],
    [
      'a row of a table that a filter leaves out',
      '[{ day: 10, v: 2 }, { day: 200, v: 3 }]',
      'return x.filter(({ day }) => day > 150).reduce((s, row) => s + row.v ** 2, 0);',
    ],
  ])('%s is none', async (_, args, body) => {
    expect(await loud(`/** @trace f(${args}) */\nfunction f(x) {\n${body}\n}`)).toEqual([]);
  });

  test('sorting by text, where it is another order than by number', async () => {
    const source = (call: string, xs: string) =>
      `/** @trace f(${xs}) */\nfunction f(xs: number[]) {\n  return [...xs].${call}[1]! * 2;\n}`;
    expect(await loud(source('sort()', '[9, 31, 10]'))).toMatchObject([
      {
        class: 'cut',
        message: '[...xs].sort() orders numbers by their text: 31 comes before 9. Pass (a, b) => a - b.',
      },
    ]);
    const asked = await why(source('sort()', '[9, 31, 10]'), 'xs');
    expect(asked).toMatchObject({ class: 'cut', guilty: '[...xs].sort()' });
    const messages = async (call: string, xs: string) =>
      (await loud(source(call, xs))).filter(({ message }) => message.includes('by their text'));
    expect(await messages('toSorted()', '[-1, -2]')).toHaveLength(1);
    for (const xs of ['[0.5, 0.25, 2]', '[1, 1]', '[20, 30, 10]'])
      expect(await messages('sort()', xs)).toEqual([]);
    expect(await messages('sort((a, b) => a - b)', '[9, 31, 10]')).toEqual([]);
  });

  test('exclusive or that is written for a power', async () => {
    const source = '/** @trace f(1.5) */\nfunction f(x) {\n  return 3 * ((x + 1) ^ 2);\n}';
    expect(await loud(source)).toMatchObject([
      {
        class: 'cut',
        message: '(x + 1) ^ 2 is the exclusive or of whole numbers, not a power: that is written **.',
      },
    ]);
    const flags =
      '/** @trace f(1.5, 6) */\nfunction f(x, flags) {\n  return x * ((flags ^ 2) + (Math.round(x) ^ 3));\n}';
    expect(await loud(flags)).toEqual([]);
  });
});
