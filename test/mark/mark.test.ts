import { describe, expect, it } from 'vitest';
import { markAt, tagEdit, textOf, type SourceFile } from '../../src/mark/index.ts';
import { lineStarts } from '../../src/shared/lines.ts';
import { record } from '../support/trace.ts';

const head = `import { Matrix, inverse, solve, SVD, CholeskyDecomposition } from 'ml-matrix';\n`;

/** The mark of the function that is named `f`, or of the one in a line with ◂. */
function markOf(source: string, others: readonly SourceFile[] = []) {
  const place = source.indexOf('◂') >= 0 ? source.indexOf('◂') : source.search(/\bf\b/);
  const text = source.replace('◂', '');
  const line = text.slice(0, place).split('\n').length;
  const column = place - lineStarts(text)[line - 1]!;
  const mark = markAt({ path: '/src/model.ts', text }, line, column, others);
  return { mark, text };
}

function marked(text: string, { place }: NonNullable<ReturnType<typeof markAt>>, call: string): string {
  const { line, column, text: tag } = tagEdit(place, call);
  const offset = lineStarts(text)[line - 1]! + column;
  return text.slice(0, offset) + tag + text.slice(offset);
}

/** Functions, each with the call that is guessed first. */
const guesses: Readonly<Record<string, readonly [source: string, call: string]>> = {
  'a key of a table': [
    "const loads = { 'north-1': 2, south: 3 }; export function f(k: string, x: number) { return loads[k as 'south'] * x; }",
    "f('north-1', 1.5)",
  ],
  'a key of a map, in an object': [
    "const lives = new Map([['I-131', 8.02], ['Sr-90', 10]]); export function f({ of }: { of: string }, t: number) { const l = lives.get(of); if (!l) throw new Error(of); return t / l; }",
    "f({ of: 'I-131' }, 1.5)",
  ],
  'an untyped key of a table': [
    'const loads = { a1: 2, b: 3 }; export function f(k, x) { return loads[k] * x; }',
    "f('a1', 1.5)",
  ],
  numbers: ['export function f(a: number, b: number) { return a * b; }', 'f(1.5, 0.5)'],
  'a rate and a number of steps by their names': [
    'export const f = (x: number, rate: number, steps: number) => { for (let i = 0; i < steps; i++) x -= rate * x; return x; };',
    'f(1.5, 0.1, 4)',
  ],
  'what may be left out': ['export function f(x: number, p = 2, q?: number) { return x ** p + (q ?? 0); }', 'f(1.5)'],
  'untyped numbers': ['export function f(x, y) { return Math.sin(x) * y; }', 'f(1.5, 0.5)'],
  'an untyped list': ['export function f(xs) { let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i]; return s; }', 'f(randn(4))'],
  'lists as long as one another': [
    'export function f(a: number[], b: number[]) { let s = 0; for (let i = 0; i < a.length; i++) s += a[i] * b[i]; return s; }',
    'f(randn(4), randn(4))',
  ],
  'a list with the elements that are read': ['export function f(v: number[]) { const [x, , z] = v; return x * z; }', 'f(randn(4))'],
  'a long list': ['export function f(v: number[]) { return v[6]! * v[0]!; }', 'f(randn(7))'],
  'rows of a table': [
    'export function f(t: number[][]) { return t.reduce((s, row) => s + row.reduce((p, x) => p + x, 0), 0); }',
    'f(randn(4, 3).to2DArray())',
  ],
  'typed arrays': ['export function f(a: Float64Array) { return a[0]! + a[3]!; }', 'f(Float64Array.from(randn(4)))'],
  tuples: ['export function f([x, y]: [number, number]) { return x * y; }', 'f([1.5, 0.5])'],
  'a product of matrices': ['export function f(x: Matrix, w: Matrix) { return x.mmul(w).sum(); }', 'f(randn(4, 3), randn(3, 2))'],
  'a linear model': [
    'export function f(x: Matrix, y: Matrix, w: Matrix) { const e = Matrix.sub(x.mmul(w), y); return e.dot(e) / x.rows; }',
    'f(randn(4, 3), randn(4, 2), randn(3, 2))',
  ],
  'a layer with a bias for each column': [
    'export function f(x: Matrix, w: Matrix, b: number[]) { return x.mmul(w).addRowVector(b).sum(); }',
    'f(randn(4, 3), randn(3, 2), randn(2))',
  ],
  'a normal equation': [
    'export function f(x: Matrix, y: Matrix) { const t = x.transpose(); return solve(t.mmul(x), t.mmul(y)).sum(); }',
    'f(randn(4, 3), randn(4, 1))',
  ],
  'a square matrix': ['export function f(a: Matrix) { return inverse(a).sum(); }', 'f(randn(4, 4))'],
  'a positive definite matrix': [
    'export function f(a: Matrix) { return new CholeskyDecomposition(a).lowerTriangularMatrix.sum(); }',
    'f(eye(4))',
  ],
  'an untyped matrix': ['export function f(a, b) { return a.mmul(b).sum(); }', 'f(randn(4, 3), randn(3, 1))'],
  'a constant of the module': [
    'const data = new Matrix([[1, 2], [3, 4], [5, 6]]);\nexport function f(w: Matrix) { return data.mmul(w).sum(); }',
    'f(randn(2, 4))',
  ],
  'sizes as numbers': [
    'export function f(m: Matrix, n: number) { let s = 0; for (let i = 0; i < n; i++) s += m.get(i, 0); return s; }',
    'f(randn(4, 3), 4)',
  ],
  'a matrix of a list': [
    'export function f(v: number[]) { return Matrix.from1DArray(2, 3, v).mmul(Matrix.ones(3, 1)).sum(); }',
    'f(randn(6))',
  ],
  'an object with fields': [
    'interface Net { w: Matrix; b: number; name?: string }\nexport function f(net: Net, x: Matrix) { return x.mmul(net.w).add(net.b).sum(); }',
    'f({ w: randn(4, 3), b: 1.5 }, randn(2, 4))',
  ],
  'an untyped object': ['export function f({ a, b }) { return a * b; }', 'f({ a: 1.5, b: 0.5 })'],
  'a list of objects': [
    'type Point = { x: number; y: number };\nexport function f(ps: Point[]) { return ps.map((p) => p.x * p.y).reduce((s, v) => s + v, 0); }',
    'f([{ x: 1.5, y: 0.5 }, { x: 2.5, y: 0.25 }, { x: 1.5, y: 0.5 }, { x: 2.5, y: 0.25 }])',
  ],
  'a kind of several': [
    "export function f(x: number, kind: 'relu' | 'tanh') { return kind === 'relu' ? Math.max(0, x) : Math.tanh(x); }",
    "f(1.5, 'relu')",
  ],
  'a number or nothing': ['export function f(x: number | undefined) { return (x ?? 1) ** 2; }', 'f(1.5)'],
  'a function': ['export function f(g: (x: number) => number, x: number) { return g(x) * x; }', 'f((x) => Math.sin(x), 1.5)'],
  'a function of a list': [
    'export function f(loss: (w: number[]) => number, w: number[]) { return loss(w); }',
    'f((w) => Math.sin(w.reduce((sum, each) => sum + each, 0)), randn(4))',
  ],
  generics: ['export function f<T extends number[]>(v: T) { return v[0]! * 2; }', 'f(randn(4))'],
  enumerations: ['enum Kind { A = 1, B = 2 }\nexport function f(k: Kind, x: number) { return k * x; }', 'f(Kind.A, 1.5)'],
  'through another function': [
    'function scores(x: Matrix, w: Matrix) { return x.mmul(w); }\nexport function f(x: Matrix, w: Matrix) { return scores(x, w).sum(); }',
    'f(randn(4, 3), randn(3, 2))',
  ],
  'a method of objects': [
    'export class Model { constructor(private w: Matrix, readonly rate: number) {}\n  loss◂(x: Matrix) { return x.mmul(this.w).mul(this.rate).sum(); } }',
    'new Model(randn(4, 3), 0.1).loss(randn(2, 4))',
  ],
  'a method of a class': ['export class Area { static of◂(r: number) { return Math.PI * r * r; } }', 'Area.of(1.5)'],
  'a member of an object': ['export const act = { relu◂: (x: number) => Math.max(0, x) };', 'act.relu(1.5)'],
  'an async function': ['export async function f(x: number) { return (await x) * 2; }', 'f(1.5)'],
}; // prettier-ignore

describe('a guessed call', () => {
  it.each(Object.entries(guesses))('fits %s, and runs', async (_, [source, call]) => {
    const { mark, text } = markOf(head + source);
    expect(textOf(mark!.calls[0]!)).toBe(call);
    expect(mark!.calls[0]!.arguments.every(({ isKnown }) => isKnown)).toBe(true);
    const run = await record(marked(text, mark!, call));
    expect(run.status).toBe('ok');
    expect(run.outputs.every(Number.isFinite)).toBe(true);
  });

  it('says of which argument nothing is known', () => {
    const { mark } = markOf('export function f(x: number, socket: WebSocket) { return x; }');
    expect(mark!.calls[0]!.arguments).toEqual([
      { text: '1.5', isKnown: true },
      { text: 'undefined', isKnown: false },
    ]);
  });

  it('has others in reserve: numbers between 0 and 1, and sizes that are all the same', () => {
    const { mark } = markOf(`${head}export function f(x: Matrix, p: number) { return x.sum() * p; }`);
    expect(mark!.calls.map(textOf)).toEqual([
      'f(randn(4, 3), 1.5)',
      'f(rand(4, 3), 0.5)',
      'f(rand(3, 3), 0.5)',
      'f(rand(3, 3), 3.5)',
    ]);
  });

  it('has numbers that rise, and such that fall', () => {
    const { mark } = markOf(
      'export function f(at: number, near: number, far: number) { return Math.sqrt(at - far); }',
    );
    const calls = mark!.calls.map(textOf);
    expect(calls).toContain('f(0.5, 1.5, 2.5)');
    expect(calls).toContain('f(3.5, 2.5, 1.5)');
  });

  it('is not made where no tag can stand', () => {
    expect(markOf('export default [1].map((x) => x◂ * 2);').mark).toBe(undefined);
  });
});

describe('a call that the workspace makes comes first', () => {
  const source = `${head}export const scale = 3;\nexport function f(x: Matrix, k: number) { return x.sum() * k; }\n`;
  const first = (own: string, other = '') => {
    const others = other === '' ? [] : [{ path: '/test/model.test.ts', text: other }];
    return textOf(markOf(source + own, others).mark!.calls[0]!);
  };

  it('as it stands in the same file', () => {
    expect(first('console.log(f(new Matrix([[1, 2]]), scale));')).toBe('f(new Matrix([[1, 2]]), scale)');
  });

  it('with what constants around it are', () => {
    expect(first('function test() { const k = 2 + 1; return f(Matrix.ones(2, 2), k * 2); }')).toBe(
      'f(Matrix.ones(2, 2), (2 + 1) * 2)',
    );
  });

  it('from a file that imports it by another name', () => {
    const test = `import { Matrix as M } from 'ml-matrix';\nimport { f as model, scale } from '../src/model';\nconst x = new M([[4]]);\nmodel(x, scale);`;
    expect(first('', test)).toBe('f(new Matrix([[4]]), scale)');
  });

  it('unless its arguments are known only as it runs', () => {
    expect(first('', `import { f } from '../src/model';\nfor (const k of [1, 2]) f(read(), k);`)).toBe(
      'f(randn(4, 3), 3)',
    );
  });
});

describe('a tag goes', () => {
  const placed = (source: string) => {
    const { mark, text } = markOf(source);
    return marked(text, mark!, 'f(1)');
  };
  const declaration = 'export function f(x: number) { return x; }\n';

  it('into a block of its own, as far in as the function', () => {
    expect(placed(declaration)).toBe(`/** @trace f(1) */\n${declaration}`);
    expect(placed('class A {\n  static f(x: number) { return x; }\n}')).toBe(
      'class A {\n  /** @trace f(1) */\n  static f(x: number) { return x; }\n}',
    );
  });

  it('into the block that is there', () => {
    expect(placed(`/** Twice. */\n${declaration}`)).toBe(`/** Twice. @trace f(1) */\n${declaration}`);
    expect(placed(`/**\n * Twice.\n */\n${declaration}`)).toBe(
      `/**\n * Twice.\n * @trace f(1)\n */\n${declaration}`,
    );
    expect(placed(`/**\n * Twice. */\n${declaration}`)).toBe(
      `/**\n * Twice.\n * @trace f(1) */\n${declaration}`,
    );
  });
});
