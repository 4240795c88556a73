import { describe, expect, test } from 'vitest';
import { foldTree } from '../../../src/present/fold/foldTree.ts';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { findRows } from '../../../src/present/query/find.ts';
import { parseQuery } from '../../../src/present/query/parse.ts';
import { resultOf } from '../../support/fold.ts';

describe('a query', () => {
  test('is read term by term', () => {
    expect(
      parseQuery(' op:mmul |∂|>1e3 nan  name:w line:12-30 line:4 path:helper.ts in:step v9 grow '),
    ).toEqual({
      terms: [
        { kind: 'op', text: 'mmul' },
        { kind: 'gradient', isAbove: true, than: 1000 },
        { kind: 'nan' },
        { kind: 'name', text: 'w' },
        { kind: 'line', from: 12, to: 30 },
        { kind: 'line', from: 4, to: 4 },
        { kind: 'path', text: 'helper.ts' },
        { kind: 'in', text: 'step' },
        { kind: 'text', text: 'v9' },
        { kind: 'text', text: 'grow' },
      ],
    });
    expect(parseQuery('')).toEqual({ terms: [] });
    expect(parseQuery('|d|<0.5')).toEqual({ terms: [{ kind: 'gradient', isAbove: false, than: 0.5 }] });
  });

  test.each([
    ['size:3', 'no size: here, but op: name: line: path: in: |∂|> nan zero cut'],
    ['op:', 'op: what?'],
    ['line:a', 'line: takes a number or two: line:12-30'],
    ['|∂|=3', '|∂| takes > or < and a number: |∂|>1e3'],
    ['|∂|>x', '|∂| takes > or < and a number: |∂|>1e3'],
  ])('says what is wrong with %s', (text, error) => expect(parseQuery(text)).toEqual({ error }));
});

const source = `/** @trace f(2, 0) */
function f(x: number, y: number) {
  const a = x * 3;
  const bad = Math.log(y - 1);
  let total = square(a);
  for (let step = 0; step < 4; step++) total = total + square(x);
  const kept = Math.floor(x * 5) + Math.clz32(a);
  return [total * 1000, bad, kept];
}
function square(u: number) {
  return u * u;
}`;

describe('rows', async () => {
  const result = await resultOf(source);
  const index = indexRows(result);
  const searched = { index, tree: foldTree(result) };
  const found = (text: string) => {
    const query = parseQuery(text);
    if ('error' in query) throw new Error(query.error);
    return Array.from(findRows(searched, query.terms), (row) => {
      const { id, names, op } = index.row(row);
      return `${id} ${names[0] ?? ''} ${op}`;
    });
  };

  test.each([
    ['op:log', ['v4 bad log']],
    ['op:input', ['v0 x input', 'v1 y input']],
    ['name:a', ['v2 a mul']],
    ['name:y', ['v1 y input']],
    ['line:3-4', ['v2 a mul', 'v3  sub', 'v4 bad log']],
    ['in:square op:mul', ['v5 total mul', 'v6  mul', 'v8  mul', 'v10  mul', 'v12  mul']],
    ['in:step op:add', ['v7 total add', 'v9 total add', 'v11 total add', 'v13 total add']],
    ['nan', ['v4 bad log']],
    ['zero', ['v14  mul']],
    ['V8', ['v8  mul']],
    ['floor', ['v15  floor']],
    ['path:nowhere', []],
    ['cut', ['v2 a mul']],
  ])('are found by %s', (text, rows) => expect(found(text)).toEqual(rows));

  test('are found by the size of their gradients, and all of them by nothing', () => {
    expect(found('|∂|>999')).toContain('v5 total mul');
    expect(found('|∂|>999')).not.toContain('v4 bad log');
    expect(found('|∂|>999').length + found('|∂|<1000').length).toBe(index.count);
    expect(found('').length).toBe(index.count);
  });
});

test('a member that was traced through is one row, and found by its own name only', async () => {
  const result = await resultOf(`import { Matrix, inverse } from 'ml-matrix';
/** @trace f(2) */
export function f(x: number) {
  const m = new Matrix([[x, 1], [0, x]]);
  return m.repeat({ rows: 2 }).sum() + inverse(m, true).get(0, 0);
}`);
  const index = indexRows(result);
  const rows = (text: string) => findRows({ index, tree: foldTree(result) }, [{ kind: 'op', text }]);
  const members = Array.from({ length: index.count }, (_, i) => i).filter(
    (i) => index.row(i).kind === 'member',
  );
  for (const i of members) expect([...rows(index.row(i).op)]).toContain(i);
  for (const [i] of rows('mul').entries()) expect(index.row(rows('mul')[i]!).kind).toBe('equation');
});
