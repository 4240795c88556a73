import { describe, expect, it } from 'vitest';
import type { FindingClass } from '../../../src/shared/errors.ts';
import { repaired, type Guilty } from './fixed.ts';

/** A class, a program with its guilty place, and what the likeliest repair that has it makes of a line. */
type Row = readonly [kind: FindingClass, source: string, line: string, further?: Partial<Guilty>];

const library = `import { inverse, Matrix } from 'ml-matrix';\n`;

const likeliest: Record<string, Row> = {
  'a result in place is a pure one': [
    'overwritten',
    `${library}const half = (s: Matrix, d: Matrix) => { const m = ⟦s.sub(d)⟧; return m; };`,
    'const m = Matrix.sub(s, d);',
  ],
  'a member without a pure form works on a copy': [
    'overwritten',
    `${library}const f = (s: Matrix) => { const m = ⟦s.mulRowVector([1, 2])⟧; return m; };`,
    'const m = s.clone().mulRowVector([1, 2]);',
  ],
  'a chain in place begins with a copy': [
    'overwritten',
    `${library}const f = (s: Matrix) => { const m = ⟦s.center('row').mul(2)⟧; return m; };`,
    "const m = s.clone().center('row').mul(2);",
  ],
  'an option is given by the name that is read': [
    'disconnected',
    `function run(x: number, { gain = 1 }: { gain?: number; bias?: number }) { return gain * x; } function f(x: number, valveGain: number) { return run(x, { ⟦valveGain⟧, bias: 1 }); }`,
    'return run(x, { gain: valveGain, bias: 1 });',
  ],
  'what was computed once is computed again': [
    'disconnected',
    `class Cell { kept?: number; t = 1; get factor() { ⟦this.kept ??= 3 ** this.t⟧; return this.kept; } }`,
    '{ this.kept = 3 ** this.t; return this.kept; }',
  ],
  'what was computed if it was not is computed again': [
    'disconnected',
    `class Cell { kept?: number; t = 1; get factor() { if (this.kept === undefined) ⟦this.kept = 3 ** this.t⟧; return this.kept; } }`,
    '{ this.kept = 3 ** this.t; return this.kept; }',
  ],
  'a sorted array is a copy': [
    'overwritten',
    `function f(xs: number[]) { const low = ⟦xs.sort((a, b) => a - b)⟧[0]; return low; }`,
    'const low = xs.slice().sort((a, b) => a - b)[0];',
  ],
  'a sorted parameter becomes a copy': [
    'overwritten',
    `function f(xs: number[]) { ⟦xs.reverse()⟧; return xs; }`,
    '{ xs = xs.slice().reverse(); return xs; }',
  ],
  'a constant that becomes a copy is a variable': [
    'overwritten',
    `function f(all: Float64Array) { const part = all; ⟦part.sort()⟧; return part; }`,
    'let part = all; part = part.slice().sort();',
  ],
  'a second name of a matrix is a copy': [
    'overwritten',
    `${library}function f(state: Matrix) { ⟦const before = state⟧; state.add(1); return before; }`,
    'const before = state.clone();',
  ],
  'two numbers that are made of each other change at once': [
    'overwritten',
    `function f(v: [number, number], c: number, s: number) { ⟦v[0] = c * v[0] - s * v[1]⟧; v[1] = s * v[0] + c * v[1]; return v; }`,
    '{ [v[0], v[1]] = [c * v[0] - s * v[1], s * v[0] + c * v[1]];  return v; }',
  ],
  'a default that is one object becomes a copy': [
    'overwritten',
    `const ORIGIN = { x: 0 }; const f = (at = ⟦ORIGIN⟧) => { at.x += 1; return at; };`,
    'const f = (at = { ...ORIGIN }) =>',
  ],
  'a second name of rows is a deep copy': [
    'overwritten',
    `function f(grid: number[][]) { ⟦const next = grid⟧; next[0]![0] = 1; return grid; }`,
    'const next = grid.map((row) => row.slice());',
  ],
  'a list gets a copy': [
    'overwritten',
    `${library}function f(w: Matrix) { const steps: Matrix[] = []; ⟦steps.push(w)⟧; return steps; }`,
    'steps.push(w.clone());',
  ],
  'a view is a copy': [
    'overwritten',
    `function f(xs: Float64Array) { const part = ⟦xs.subarray(0, 3)⟧; return part; }`,
    'const part = xs.slice(0, 3);',
  ],
  'each place has a row of its own': [
    'overwritten',
    `function f(n: number) { const rows = ⟦new Array(n).fill([0, 0])⟧; return rows; }`,
    'const rows = Array.from({ length: n }, () => [0, 0]);',
  ],
  'a dropped pure result is in place': [
    'disconnected',
    `${library}function f(g: Matrix, p: Matrix) { ⟦Matrix.sub(g, p)⟧; return g; }`,
    '{ g.sub(p); return g; }',
  ],
  'a dropped result is kept': [
    'disconnected',
    `function f(k: number) { const xs = [1, 2]; ⟦xs.map((x) => x * k)⟧; return xs; }`,
    'let xs = [1, 2]; xs = xs.map((x) => x * k);',
  ],
  'a dropped result of a function is kept': [
    'disconnected',
    `const clip = (x: number) => x / 2; function f(x: number) { let y = x; ⟦clip(y)⟧; return y; }`,
    'let y = x; y = clip(y);',
  ],
  'a sum that goes nowhere is assigned': [
    'disconnected',
    `function f(fee: number) { let total = 1; ⟦total + fee⟧; return total; }`,
    'total += fee;',
  ],
  'an element is changed, not the variable of the loop': [
    'disconnected',
    `function f(ws: number[], k: number) { for (let w of ws) ⟦w *= k⟧; return ws; }`,
    'for (const [i, w] of ws.entries()) ws[i]! *= k;',
  ],
  'an argument is passed on': [
    'disconnected',
    `const g = (a: number, width = 1) => a / width; function f(a: number, width: number) { return ⟦g(a)⟧; }`,
    'return g(a, width);',
  ],
  'an argument is passed on to another file': [
    'disconnected',
    `import { g } from './kernel.ts';\nfunction f(a: number, width: number) { return ⟦g(a)⟧; }`,
    'return g(a, width);',
    { others: { 'kernel.ts': 'export function g(a: number, width = 1): number { return a / width; }' } },
  ],
  'an option is passed on': [
    'disconnected',
    `const g = ({ a, b = 1 }: { a: number; b?: number }) => a * b; function f(a: number, b: number) { return ⟦g({ a })⟧; }`,
    'return g({ a, b });',
  ],
  'the outer variable is assigned': [
    'disconnected',
    `function f(x: number) { let gain = 1; if (x > 0) { ⟦const gain = x / 2⟧; } return gain; }`,
    '{ gain = x / 2; }',
  ],
  'what is given wins over defaults': [
    'disconnected',
    `function f(options: { rate: number }) { const all = ⟦{ ...options, rate: 0.1 }⟧; return all.rate; }`,
    'const all = { rate: 0.1, ...options };',
  ],
  'the name that nothing reads is used': [
    'disconnected',
    `function f(x: number, k: number) { const scaled = x * k; return ⟦x + 1⟧; }`,
    'return scaled + 1;',
  ],
  'a dead relu leaks': [
    'locally-zero',
    `const f = (x: number) => ⟦Math.max(0, x - 3)⟧;`,
    'Math.max(0.01 * (x - 3), x - 3)',
  ],
  'a relu of a conditional leaks': [
    'locally-zero',
    `const f = (x: number) => ⟦x > 0 ? x : 0⟧;`,
    'x > 0 ? x : 0.01 * x',
  ],
  'a rounding to digits is left away': [
    'locally-zero',
    `const f = (x: number) => 1 + ⟦Math.round(x * 100) / 100⟧;`,
    '=> 1 + x;',
  ],
  'a step is counted smoothly': [
    'locally-zero',
    `function f(x: number) { let n = 0; ⟦if (x > 2) n++;⟧ return n; }`,
    'n += 1 / (1 + Math.exp(2 - x));',
  ],
  'a power that is written as exclusive or': [
    'cut',
    `const f = (x: number, m: number) => ⟦3 * (x - m) ^ 2⟧;`,
    '=> 3 * (x - m) ** 2;',
  ],
  'numbers are sorted by number': [
    'cut',
    `const f = (xs: number[]) => ⟦[...xs].sort()⟧[0] * 2;`,
    '=> [...xs].sort((a, b) => a - b)[0] * 2;',
  ],
  'the numbers of a list are handed over one by one': [
    'non-finite-value',
    `const f = (xs: number[]) => 2 * ⟦Math.max(xs)⟧;`,
    '2 * Math.max(...xs);',
  ],
  'a number that is not awaited': [
    'non-finite-value',
    `const rate = async () => 0.1; async function f(x: number) { const r = ⟦rate()⟧; return x * r; }`,
    'const r = await rate();',
  ],
  'a way through text is left away': [
    'cut',
    `const f = (x: number) => 2 * ⟦Number((x + 1).toFixed(3))⟧;`,
    '=> 2 * (x + 1);',
  ],
  'functions that write and read text are left away': [
    'cut',
    `const write = (xs: number[]) => xs.join(';'); const read = (t: string) => t.split(';').map(Number);
     const f = (xs: number[]) => { const t = ⟦write(xs)⟧; return read(t); };`,
    'return xs;',
  ],
  'a date of which the time is read is left away': [
    'cut',
    `function f(t: number) { const at = ⟦new Date(t * 1000)⟧; return at.getTime() / 2; }`,
    'const at = t * 1000; return at / 2;',
  ],
  'a table is interpolated': [
    'cut',
    `const f = (table: number[], u: number) => ⟦table[Math.floor(u)]⟧;`,
    '(u % 1) * ((table[Math.floor(u) + 1] ?? table[Math.floor(u)]!) - table[Math.floor(u)]!)',
  ],
  'the largest is subtracted before an exponential': [
    'non-finite-value',
    `const f = (logits: number[]) => logits.map((z) => ⟦Math.exp(z)⟧);`,
    'logits.map((z) => Math.exp(z - Math.max(...logits)))',
  ],
  'an iteration stops near zero': [
    'non-finite-value',
    `function f(x: number) { for (let k = 0; k < 9; k++) { if (x === 0) break; x -= ⟦x / (2 * x)⟧; } return x; }`,
    'if (Math.abs(x) < 1e-12) break;',
  ],
  'steps are smaller where a later round fails': [
    'non-finite-value',
    `/** @trace f(3, 0.8) */\nexport function f(x: number, rate: number) { for (let k = 0; k < 9; k++) x -= rate * ⟦Math.log(x)⟧; return x; }`,
    '@trace f(3, 0.08)',
    { iteration: 4 },
  ],
  'a root is of nothing negative': [
    'non-finite-value',
    `const f = (x: number) => ⟦Math.sqrt(1 - x * x)⟧;`,
    'Math.sqrt(Math.max(0, 1 - x * x))',
  ],
  'a clipped root is clipped above zero': [
    'non-finite-gradient',
    `const f = (x: number) => ⟦Math.sqrt(Math.max(0, x))⟧;`,
    'Math.sqrt(Math.max(1e-12, x))',
  ],
  'a length is never zero': [
    'non-finite-gradient',
    `const f = (x: number, y: number) => ⟦Math.hypot(x, y)⟧;`,
    'Math.hypot(x, y, 1e-6)',
  ],
  'a statement goes behind what changes it': [
    'disconnected',
    `function f(x: number) {\n  let k = 1;\n  ⟦const g = k * 2⟧;\n  k = x;\n  return g;\n}`,
    'k = x;\n  const g = k * 2;\n  return g;',
  ],
  'whole numbers in storage are real ones': [
    'cut',
    `function f(x: number) { const store = new Int16Array(1); ⟦store[0] = x⟧; return store[0]; }`,
    'new Float64Array(1)',
  ],
  'a copy that is changed is the original': [
    'disconnected',
    `function f(p: { k: number }, x: number) { const q = ⟦{ ...p }⟧; q.k = x; return p.k; }`,
    'const q = p;',
  ],
  'a merge makes a new object': [
    'overwritten',
    `function f(house: { k: number }, k: number) { return ⟦Object.assign(house, { k })⟧; }`,
    'return { ...house, ...{ k } };',
  ],
  'a row in place of a column': [
    'shape',
    `${library}const f = (m: Matrix) => m.subRowVector(⟦m.mean('row')⟧);`,
    "m.subRowVector(m.mean('column'))",
  ],
  'a broadcast of a row': [
    'shape',
    `${library}const f = (m: Matrix, row: Matrix) => ⟦Matrix.add(m, row)⟧;`,
    '=> m.clone().addRowVector(row);',
  ],
  'a product with a transpose': [
    'shape',
    `${library}const f = (a: Matrix, b: Matrix) => ⟦a.mmul(b)⟧;`,
    '=> a.transpose().mmul(b);',
  ],
  'the last row is inclusive': [
    'shape',
    `${library}const f = (m: Matrix, n: number) => ⟦m.subMatrix(0, n, 0, n)⟧;`,
    'm.subMatrix(0, n - 1, 0, n - 1)',
  ],
  'a system is solved': [
    'conditioning',
    `${library}const f = (a: Matrix, b: Matrix) => ⟦inverse(a)⟧.mmul(b);`,
    "import { inverse, Matrix, solve } from 'ml-matrix';\nconst f = (a: Matrix, b: Matrix) => solve(a, b);",
  ],
  'a variance takes two passes': [
    'conditioning',
    `function f(xs: number[]) { const n = xs.length; const m = xs.reduce((s, x) => s + x, 0) / n; return ⟦xs.reduce((s, x) => s + x * x, 0) / n - m * m⟧; }`,
    'return xs.reduce((sum, x) => sum + (x - m) ** 2, 0) / n;',
  ],
  'the step of a difference is longer': [
    'conditioning',
    'const h = 1e-12; const f = (g: (x: number) => number, x: number) => ⟦g(x + h) - g(x - h)⟧ / (2 * h);',
    'const h = 0.00001;',
  ],
  'a difference keeps its digits': [
    'conditioning',
    `const f = (x: number) => (⟦Math.exp(x) - 1⟧) / x;`,
    '=> (Math.expm1(x)) / x;',
  ],
};

describe('the likeliest repair', () => {
  it.each(Object.entries(likeliest))('%s', (_, [kind, source, line, further]) => {
    const [first] = repaired({ class: kind, source, ...further });
    expect(first?.text ?? 'no repair').toContain(line);
  });
});

/** Repairs that stand behind others, which a trial refutes. */
const further: Record<string, Row> = {
  'the square of a norm': [
    'non-finite-gradient',
    `${library}const f = (w: Matrix) => ⟦w.norm()⟧;`,
    'Matrix.pow(w, 2).sum()',
  ],
  'a design with a constant term': [
    'shape',
    `${library}const f = (ts: number[], w: Matrix) => { const x = new Matrix(ts.map((t) => [t, t * t])); return ⟦x.mmul(w)⟧; };`,
    '[1, t, t * t]',
  ],
  'a ridge': [
    'conditioning',
    `${library}const f = (a: Matrix) => ⟦inverse(a)⟧;`,
    'inverse(Matrix.add(a, Matrix.eye(a.rows, a.rows, 1e-6)))',
  ],
  'a static input': [
    'cut',
    `/** @trace f(3, 4) */\nexport const f = (x: number, n: number) => ⟦x << n⟧;`,
    '@trace f(3, staticArg(4))',
    { asked: 'n' },
  ],
  'points that are given once': [
    'non-finite-gradient',
    `/** @trace f([[0, 1], [2, 3], [2, 3]]) */\nexport const f = (p: number[][]) => ⟦Math.atan2(p[0]![0]!, p[0]![1]!)⟧;`,
    '@trace f([[0, 1], [2, 3]])',
  ],
  'a random start': [
    'locally-zero',
    `/** @trace f(zeros(2, 1)) */\nexport const f = (w: Matrix) => ⟦w.mmul(w)⟧;`,
    '@trace f(randn(2, 1))',
  ],
};

describe('a further repair', () => {
  it.each(Object.entries(further))('%s', (_, [kind, source, line, more]) => {
    const texts = repaired({ class: kind, source, ...more }).map(({ text }) => text);
    expect(
      texts.some((text) => text.includes(line)),
      texts.join('\n---\n'),
    ).toBe(true);
  });
});

describe('no repair', () => {
  it('of the calls of other cases', () => {
    const source = `/**
 * @trace f(3, 4)
 * @trace other: f(3, 5)
 */
export const f = (x: number, n: number) => ⟦x << n⟧;
/** @trace g(6) */
export const g = (n: number) => 1 << n;`;
    const texts = repaired({ class: 'cut', source, asked: 'n' }).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('staticArg'))).toEqual([
      expect.stringContaining('f(3, staticArg(4))'),
    ]);
  });

  it('of a call that is made for what it does', () => {
    const source = `function f(xs: number[], x: number) { ⟦xs.push(x)⟧; return xs; }`;
    expect(repaired({ class: 'disconnected', source }).filter(({ text }) => /xs = /.test(text))).toEqual([]);
  });

  it('with a name of a library that the file does not use', () => {
    const source = `declare const a: any, b: any;\nconst f = () => ⟦inverse(a)⟧.mmul(b);`;
    expect(
      repaired({ class: 'conditioning', source })
        .map(({ text }) => text)
        .join(),
    ).not.toContain('solve');
  });

  it('that leaves a text from which the value does not follow', () => {
    const source = 'const f = (x: number) => Number(⟦`1${x}`⟧);';
    expect(repaired({ class: 'cut', source }).map(({ text }) => text)).not.toContain(
      'const f = (x: number) => x;',
    );
  });
});
