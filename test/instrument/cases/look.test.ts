import { describe, expect, test } from 'vitest';
import { lookAt } from '../../../src/instrument/cases/look.ts';

const source = `import { Matrix } from 'ml-matrix';
export const loss = (x: Matrix, w: Matrix, b = 1, ...rest: number[]) => {
  const err = x.mmul(params.layers[0].w).add(b);
  return err.mul(err).sum() / x.rows;
};
class Mlp {
  forward(input: Matrix, { rate }: Options) {
    return [input].map((one) => one.mul(this.scale));
  }
}
`;

/** What stands at the first occurrence of a text, or \`offset\` characters into it. */
function at(text: string, offset = 0) {
  const index = source.indexOf(text) + offset;
  const before = source.slice(0, index).split('\n');
  return lookAt(source, 'loss.ts', before.length, before.at(-1)!.length);
}

describe('the expression at a place', () => {
  test('a name, also where it is bound', () => {
    expect(at('err.mul').expression).toMatchObject({ kind: 'name', text: 'err' });
    expect(at('err =').expression).toEqual({ kind: 'name', text: 'err', range: [3, 8, 3, 11] });
    expect(at('x: Matrix').expression).toMatchObject({ kind: 'name', text: 'x' });
  });

  test("a callee's name stands for its call", () => {
    expect(at('mmul').expression).toEqual({
      kind: 'call',
      text: 'x.mmul(params.layers[0].w)',
      range: [3, 14, 3, 40],
    });
    expect(at('sum()').expression).toMatchObject({ kind: 'call', text: 'err.mul(err).sum()' });
  });

  test('a member with all that stands before it', () => {
    expect(at('.w)', 1).expression).toMatchObject({ kind: 'name', text: 'params.layers[0].w' });
    expect(at('this.scale', 5).expression).toMatchObject({ kind: 'name', text: 'this.scale' });
    expect(at('params').expression).toMatchObject({ kind: 'name', text: 'params' });
  });

  test('nothing at types and keywords', () => {
    expect(at('Matrix, w').expression).toBeUndefined();
    expect(at('return').expression).toBeUndefined();
  });
});

describe('the functions around a place', () => {
  test('innermost first, with the parameters that need a value', () => {
    const { functions } = at('one.mul');
    expect(functions.map(({ name, required }) => [name, required])).toEqual([
      ['', ['one']],
      ['forward', ['input', '{ rate }: Options']],
    ]);
  });

  test('a function in a const starts with its declaration', () => {
    const [loss] = at('err =').functions;
    expect(loss).toMatchObject({ name: 'loss', required: ['x', 'w'], start: [2, 0, 5, 2] });
  });

  test('with what a call of them begins with', () => {
    const text = `class Net { loss(x) { return x; } static make = (n) => n; }
const api = { scale: (x) => x * 2, of(y) { return y; } };
export default { run() { return 1; } };
function outer() { const inner = () => 3; return inner; }`;
    const callees = ['return x', 'n;', 'x * 2', 'return y', 'return 1', '3;'].map((part) => {
      const before = text.slice(0, text.indexOf(part)).split('\n');
      const { functions } = lookAt(text, 'a.js', before.length, before.at(-1)!.length);
      return functions.map(({ name, callee }) => [name, callee].join(': '));
    });
    expect(callees).toEqual([
      ['loss: new Net().loss'],
      ['make: Net.make'],
      ['scale: api.scale'],
      ['of: api.of'],
      ['run: default.run'],
      ['inner: inner', 'outer: outer'],
    ]);
  });

  test('none outside', () => {
    expect(at('import').functions).toEqual([]);
  });
});

describe('in a @trace', () => {
  const tagged = `/**
 * @trace solve((v) => {
 *   return square(v) - 2 }, 1)
 */
export function solve(f: (v: number) => number, x = ((w) => w)(1)) {}
`;
  const at = (text: string) => {
    const before = tagged.slice(0, tagged.indexOf(text)).split('\n');
    return lookAt(tagged, 'solve.ts', before.length, before.at(-1)!.length);
  };

  test('a name and a call, at their place in the comment', () => {
    expect(at('v) - 2').expression).toEqual({ kind: 'name', text: 'v', range: [3, 19, 3, 20] });
    expect(at('square').expression).toEqual({ kind: 'call', text: 'square(v)', range: [3, 12, 3, 21] });
  });

  test('the functions that are written there', () => {
    expect(at('square').functions).toMatchObject([{ range: [2, 16, 3, 27], name: '', required: ['v'] }]);
    expect(at('@trace').functions).toEqual([]);
  });
});

test('a text that does not parse throws what listing its cases throws', () => {
  expect(() => lookAt('const = 1', 'a.ts', 1, 0)).toThrow(expect.objectContaining({ code: 'syntax-error' }));
});
