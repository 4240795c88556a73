import { describe, expect, test } from 'vitest';
import type { Params } from '../../../src/shared/trace.ts';
import type { Tensor } from '../../../src/shared/tensor.ts';
import { dual } from '../../../src/engine/autodiff/dual.ts';
import { numeric } from '../../../src/engine/autodiff/numeric.ts';
import { elementwise, numbers } from '../../../src/engine/primitives/elementwise.ts';
import { opCode, primitiveNames, primitives } from '../../../src/engine/primitives/index.ts';
import { rules } from '../../../src/engine/primitives/rules.ts';
import { tensor } from '../../support/checkRules.ts';
import { trace } from '../../support/trace.ts';
import type { ElementwiseName, PrimitiveName } from '../../../src/engine/rules/names.ts';

/** Cotangents of the operands, as plain arrays. */
function cotangents(op: PrimitiveName, inputs: Tensor[], cotangent?: Tensor, params: Params = {}) {
  const output = numeric.apply(op, inputs, params);
  const bar = cotangent ?? { shape: output.shape, data: output.data.map(() => 1) };
  const wanted = inputs.map(() => true);
  return rules[op].vjp(numeric, { inputs, output, params, wanted }, bar).map((x) => x && Array.from(x.data));
}

/** Partial derivatives of an elementwise primitive at numbers; null where a rule says exactly zero. */
function partials(op: ElementwiseName, ...at: number[]): (number | null)[] {
  return cotangents(
    op,
    at.map((x) => numeric.constant(x)),
  ).map((bar) => bar && bar[0]!);
}

describe('at its kinks', () => {
  test.each<[ElementwiseName, number[], (number | null)[]]>([
    ['abs', [0], [0]],
    ['abs', [-0], [-0]],
    ['abs', [NaN], [NaN]],
    ['sqrt', [0], [Infinity]],
    ['sqrt', [-1], [NaN]],
    ['cbrt', [0], [Infinity]],
    ['log', [0], [Infinity]],
    ['asin', [1], [Infinity]],
    ['acos', [-1], [-Infinity]],
    ['acosh', [1], [Infinity]],
    ['atanh', [1], [Infinity]],
    ['sign', [0], [null]],
    ['floor', [2], [null]],
    ['ceil', [2.5], [null]],
    ['round', [0.5], [null]],
    ['trunc', [-1], [null]],
    ['fround', [0.1], [1]],
    ['f16round', [0.1], [1]],
    ['maximum', [2, 2], [0.5, 0.5]],
    ['maximum', [0, -0], [0.5, 0.5]],
    ['maximum', [3, 2], [1, 0]],
    ['maximum', [NaN, 2], [0, 0]],
    ['minimum', [2, 2], [0.5, 0.5]],
    ['minimum', [3, 2], [0, 1]],
    ['minimum', [1, NaN], [0, 0]],
    ['hypot', [0, 0], [0, 0]],
    ['hypot', [0, 3], [0, 1]],
    ['atan2', [0, 0], [NaN, NaN]],
    ['mod', [1, 0.1], [1, -9]], // although 1 / 0.1 is 10
    ['mod', [-7, 2], [1, 3]],
    ['mod', [5, Infinity], [1, -0]],
    ['pow', [0, 2], [0, 0]],
    ['pow', [0, 1], [1, 0]],
    ['pow', [0, 0], [0, 0]],
    ['pow', [0, -1], [-Infinity, 0]],
    ['pow', [-2, 2], [-4, NaN]],
    ['pow', [-2, 0], [0, NaN]],
    ['pow', [NaN, 0], [0, NaN]],
    ['prefers', [1, 1], [null, null]],
    ['equal', [1, 1], [null, null]],
  ])('%s at %j has the derivatives %j', (op, at, expected) => {
    expect(partials(op, ...at)).toEqual(expected);
  });

  test.each<[PrimitiveName, Tensor, Params, number[]]>([
    ['max', tensor([2, 2], 3, 1, 3, 3), {}, [1 / 3, 0, 1 / 3, 1 / 3]],
    ['max', tensor([2, 2], 3, 1, 3, 3), { by: 'row' }, [1, 0, 0.5, 0.5]],
    ['max', tensor([2, 2], 3, 1, 3, 3), { by: 'column' }, [0.5, 0, 0.5, 1]],
    ['min', tensor([2, 2], 3, 1, 1, 3), {}, [0, 0.5, 0.5, 0]],
    ['max', tensor([1, 3], 1, NaN, 2), {}, [0, 0, 1]],
    ['max', tensor([1, 3], NaN, 1, 2), {}, [NaN, NaN, NaN]],
    ['max', tensor([1, 3], NaN, 1, 2), { by: 'row' }, [0, 0, 1]],
    ['max', tensor([0, 3]), { by: 'row' }, []],
    ['maximumOf', tensor([4], 2, 0, 2, 1), {}, [0.5, 0, 0.5, 0]],
    ['minimumOf', tensor([3], 0, -0, 1), {}, [0.5, 0.5, 0]],
    ['hypotOf', tensor([2], 0, 0), {}, [0, 0]],
    ['norm', tensor([1, 2], 0, 0), {}, [NaN, NaN]],
    ['norm', tensor([1, 3], -2, 2, 1), { type: 'max' }, [-0.5, 0.5, 0]],
    ['product', tensor([3], 0, 2, 3), {}, [6, 0, 0]],
    ['product', tensor([1, 1], 5), { by: 'row' }, [1]],
    ['mean', tensor([2, 2], 1, 2, 3, 4), { by: 'row' }, [0.5, 0.5, 0.5, 0.5]],
    ['trace', tensor([2, 3], 1, 2, 3, 4, 5, 6), {}, [1, 0, 0, 0, 1, 0]],
  ])('%s of %j by %j gives the cotangent %j', (op, x, params, expected) => {
    expect(cotangents(op, [x], undefined, params)).toEqual([expected]);
  });
});

describe('far from 0', () => {
  const far = [1e8, 1e8 + 1, 1e8 + 2.5];
  const exact = [-7 / 6, -1 / 6, 4 / 3];

  // the mean of 1e8 + (0, 1, 2.5) is rounded by 5e-9
  test.each<[Params['by'] & (string | null), Tensor, Tensor, number[]]>([
    [null, tensor([1, 3], ...far), tensor([], 1e8 + 3.5 / 3), exact],
    ['row', tensor([1, 3], ...far), tensor([1], 1e8 + 3.5 / 3), exact],
    ['column', tensor([3, 1], ...far), tensor([1], 1e8 + 3.5 / 3), exact],
  ])('the variance by %s has a derivative exact to the last digits', (by, x, mean, expected) => {
    const [found] = cotangents('variance', [x, mean], undefined, { by });
    expect(Math.max(...found!.map((g, k) => Math.abs(g / expected[k]! - 1)))).toBeLessThan(1e-14);
  });

  test('and so has the standard deviation', async () => {
    const run = await trace(
      `import { Matrix } from 'ml-matrix';\n/** @trace f([1e6, 1e6 + 1e-3, 1e6 + 2.5e-3]) */\n` +
        'export function f(v) { return new Matrix([v]).standardDeviation(); }',
    );
    // with 50 digits, of the doubles next to 10⁶, 10⁶ + 0.001 and 10⁶ + 0.0025
    const expected = [-0.46358633592878706, -0.06622659959321556, 0.5298129355220026];
    const { gradient } = run.leaf('v');
    expect(Math.max(...gradient.map((g, k) => Math.abs(g / expected[k]! - 1)))).toBeLessThan(1e-14);
  });
});

describe('a cotangent that is exactly zero stays zero', () => {
  const zero = numeric.constant(0);
  test.each<[PrimitiveName, number[]]>([
    ['mul', [0, Infinity]],
    ['mul', [NaN, 1]],
    ['div', [1, 0]],
    ['sqrt', [0]],
    ['log', [0]],
    ['pow', [0, -1]],
    ['atan2', [0, 0]],
  ])('through %s at %j', (op, at) => {
    const operands = at.map((x) => numeric.constant(x));
    expect(cotangents(op, operands, zero)).toEqual(at.map(() => [0]));
    expect(numbers.chain(0, Infinity)).toBe(0);
    expect(numbers.chain(-0, NaN)).toBe(0);
  });

  test('through mmul, and the other rows and columns get what they should', () => {
    const a = tensor([2, 2], Infinity, NaN, 1, 2);
    const b = tensor([2, 2], 3, Infinity, 4, NaN);
    const cotangent = tensor([2, 2], 0, 0, 1, 0);
    expect(cotangents('mmul', [a, b], cotangent)).toEqual([
      [0, 0, 3, 4],
      [1, 0, 2, 0],
    ]);
  });

  test('through dot, product, norm and max', () => {
    const x = tensor([2], NaN, Infinity);
    expect(cotangents('dot', [x, x], zero)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    for (const op of ['product', 'norm', 'max', 'hypotOf', 'maximumOf'] as const) {
      expect(cotangents(op, [x], zero)).toEqual([[0, 0]]);
    }
  });

  test('and so does a tangent', () => {
    const at = { inputs: [zero], output: zero, params: {}, wanted: [true] };
    expect(rules.sqrt.jvp(numeric, at, [zero])).toEqual(zero);
  });
});

describe('a mmul in which rows of B do not count', () => {
  test('gives them no cotangent', () => {
    const [a, b] = [tensor([1, 2], 5, 7), tensor([3, 1], 2, 3, 99)];
    expect(cotangents('mmul', [a, b])).toEqual([
      [2, 3],
      [5, 7, 0],
    ]);
  });
});

describe('the table', () => {
  test('has op codes by place, elementwise primitives first', () => {
    primitiveNames.forEach((name, code) => expect(opCode(name)).toBe(code));
    const kinds = primitiveNames.map((name) => primitives[name].kind);
    expect(kinds.lastIndexOf('elementwise')).toBeLessThan(kinds.indexOf('array'));
    expect(kinds.lastIndexOf('elementwise') + 1).toBe(Object.keys(elementwise).length);
  });

  test.each(primitiveNames)('%s says what it is in a sentence, a formula and a rule', (name) => {
    const { doc, formula, rule } = primitives[name];
    expect(doc).toMatch(/^(?!.*undefined).+\.$/);
    expect(formula).not.toBe('');
    expect(rule).toMatch(/^[^;]+\+= [^;]+(; {2}.+)*$/);
  });
});

describe('dual', () => {
  test('of x³ gives 3 x² and, nested, 6 x', () => {
    const one = numeric.constant(1);
    const inner = dual(numeric);
    const outer = dual(inner);
    const x = { primal: { primal: numeric.constant(2), tangent: one }, tangent: inner.constant(1) };
    const cube = outer.apply('pow', [x, outer.constant(3)]);
    expect(cube.primal.primal.data[0]).toBe(8);
    expect(cube.primal.tangent!.data[0]).toBe(12);
    expect(cube.tangent!.tangent!.data[0]).toBe(12);
  });

  test('carries no tangent where there is none', () => {
    const calculus = dual(numeric);
    const two = calculus.constant(2);
    expect(calculus.apply('mul', [two, two]).tangent).toBeNull();
    const moving = { primal: numeric.constant(2.5), tangent: numeric.constant(1) };
    expect(calculus.apply('floor', [moving]).tangent).toBeNull();
  });
});

test('a rule names its operands in their order, so that each part can be shown with its operand', () => {
  for (const { formula, rule } of Object.values(primitives)) {
    const parts = rule.split(';');
    if (parts.length < 2) continue;
    expect([formula, parts.slice(0, 2).map((part) => part.trim()[0]!.toLowerCase())]).toEqual([
      formula,
      /[AB]/.test(formula) ? ['ā', 'b'] : ['x', 'ȳ'],
    ]);
  }
});
