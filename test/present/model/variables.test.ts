import { expect, test } from 'vitest';
import { numberVariables } from '../../../src/present/model/variables.ts';
import { element, TraceBuilder } from '../../support/build.ts';
import { resultOf } from '../../support/fold.ts';

test('captured leaves are numbered after the arguments, though their ids come later than those of equations', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [2], [1, 2]);
  const first = t.equation('add', [element(x, 0), 1], [], [2]);
  const w = t.leaf('module:w', [2, 2], [1, 2, 3, 4], { kind: 'captured' });
  const second = t.equation('add', [first, element(w, 3)], [], [6]);
  const variables = numberVariables(t.result());
  expect(variables.count).toBe(4);
  expect(variables.element(x.first + 1)).toEqual({ variable: 0, index: 1 });
  expect(variables.element(w.first + 3)).toEqual({ variable: 1, index: 3 });
  expect(variables.element(first.first)).toEqual({ variable: 2, index: 0 });
  expect(variables.element(second.first)).toEqual({ variable: 3, index: 0 });
});

test('a name stands in formulas only where it means one variable', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [], [1]);
  const y = t.equation('add', [x, 1], [], [2], { names: ['y', 'again'] });
  t.equation('add', [y, 1], [], [3], { names: ['again'] });
  const variables = numberVariables(t.result());
  expect(variables.names(1)).toEqual(['y', 'again']);
  expect([0, 1, 2].map((n) => variables.label(n))).toEqual(['x', 'y', 'v2']);
});

test('a constant is called as the code has it, unless something else has that name', () => {
  const t = new TraceBuilder();
  t.leaf('k', [], [1]);
  t.leaf('module:k', [], [2], { kind: 'captured' });
  t.leaf('module:w[0]', [2], [3, 4], { kind: 'captured' });
  const variables = numberVariables(t.result());
  expect([0, 1, 2].map((n) => variables.names(n))).toEqual([['k'], ['module:k'], ['w[0]']]);
  expect([1, 2].map((n) => variables.label(n))).toEqual(['module:k', 'w[0]']);
});

test('an output that is a variable is its return, an element of one is not', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [2], [1, 2]);
  const y = t.equation('add', [x, 1], [2], [2, 3]);
  t.output('[0]', [2], y);
  t.output('[1]', [], [element(x, 0)]);
  const variables = numberVariables(t.result());
  expect(variables.names(0)).toEqual(['x']);
  expect(variables.names(1)).toEqual(['return[0]']);
});

test('an element in the middle of a variable gives it no name', () => {
  const t = new TraceBuilder();
  const x = t.leaf('x', [2], [1, 2]);
  t.name(element(x, 1), 'second');
  expect(numberVariables(t.result()).names(0)).toEqual(['x']);
});

test('a name that a loop binds anew is that of no variable in particular, a list has its own', async () => {
  const result = await resultOf(
    '/** @trace f(2, [3, 5]) */ function f(x, list) {\n' +
      'const same = list; let y = 1; for (let i = 0; i < 3; i++) y = y * same[0] * x; return y;\n}',
  );
  const variables = numberVariables(result);
  const all = Array.from({ length: variables.count }, (_, n) => n);
  expect(all.map((n) => variables.names(n))).toEqual([
    ['x'],
    ['list', 'same'],
    ...[[], ['y'], [], ['y'], [], ['y', 'return']],
  ]);
  expect(all.map((n) => variables.label(n))).toEqual(['x', 'list', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7']);
});
