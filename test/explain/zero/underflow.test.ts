import { expect, it } from 'vitest';
import { why } from './why.ts';

const of = (body: string, args = '0.01') => why(`/** @trace f(${args}) */\nfunction f(x) {\n${body}\n}`, 'x');

it('a product of many factors becomes 0 before a limit', async () => {
  const {
    sentence,
    chain,
    class: kind,
  } = await of('  let p = 1;\n  for (let i = 0; i < 200; i++) p *= x;\n  return Math.max(p, 1e-300);');
  expect(kind).toBe('locally-zero');
  expect(sentence).toBe(
    'x has no influence here: Math.max(p, 1e-300) takes 1e-300 = 1.000e−300 and not p = 0, the product of 200 factors, the largest 0.01000, which ' +
      'already after 162 of them is smaller than the smallest number, from iteration 161 on. Add the logarithms of the factors, and ' +
      'keep the sum in place of the product.',
  );
  expect(chain).toContain('becomes 0 here, from iteration 161 on');
});

it('that reduce makes, of numbers of both signs', async () => {
  const { sentence } = await of(
    '  const p = Array(162).fill(-x).reduce((a, b) => a * b, 1);\n  return Math.max(p, 1e-300);',
  );
  expect(sentence).toContain(
    'not p = 0, the product of 162 factors, the largest in size 0.01000, which is smaller than the smallest number',
  );
});

it('a product of two is no sum of logarithms', async () => {
  const { sentence } = await of('  const p = x * 1e-200;\n  return Math.max(p, 1e-300);', '1e-200');
  expect(sentence).toContain('p = 0, the product of 2 factors, the largest 1.000e−200, which is smaller');
  expect(sentence).not.toContain('logarithms');
});

it('a product with a factor of 0 is no such', async () => {
  const { sentence } = await of(
    '  let p = 1;\n  for (let i = 0; i < 200; i++) p *= x * (i - 3);\n  return Math.max(p, 1e-300);',
  );
  expect(sentence).toContain('It has a slope where p > 1e-300.');
  expect(sentence).not.toContain('product of');
});
