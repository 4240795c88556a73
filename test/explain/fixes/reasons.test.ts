import { describe, expect, it } from 'vitest';
import { explain, fixesOf } from '../../../src/explain/index.ts';
import type { FindingClass } from '../../../src/shared/errors.ts';
import { evidenceOf } from '../../support/evidence.ts';
import { repaired } from './fixed.ts';

/** The titles of the repairs of an expression that stands once, by what the run of the program has computed there. */
async function offered(kind: FindingClass, args: string, expression: string, before = ''): Promise<string[]> {
  const source = `/** @trace f(${args}) */\nfunction f(x: number, y: number) {\n${before}  return ${expression};\n}`;
  const evidence = await evidenceOf(source);
  const line = source.split('\n').findIndex((text) => text.includes('return')) + 1;
  const finding = {
    code: 'non-finite',
    class: kind,
    severity: 'warning',
    message: '',
    span: [0, line, 9, line, 9 + expression.length],
    related: [],
    equation: evidence.trace.equations.op.length - 1,
  } as const;
  return fixesOf(finding, evidence, 'x').map(({ title }) => title);
}

/** A repair, the expression, the arguments with which the run shows its reason, and some with which it does not. */
type Row = readonly [
  kind: FindingClass,
  expression: string,
  title: string,
  shown: string,
  others: readonly string[],
];

const rows: Record<string, Row> = {
  'a divisor of 0': ['non-finite-value', 'x / y', 'Divide by 1 where y is 0', '1, 0', ['1, 2', 'NaN, 2']],
  'a divisor too small': [
    'non-finite-value',
    'x / y',
    'Divide by 1 where y is 0',
    '1, 1e-320',
    ['1, 1e-300'],
  ],
  'a divisor of a rest': ['non-finite-value', 'x % y', 'Divide by 1 where y is 0', '1, 0', ['1, 2']],
  'an exponent too large': [
    'non-finite-value',
    'Math.exp(x) * y',
    'Limit the exponent to 700, below which Math.exp is finite',
    '710, 1',
    ['-800, 1', '1, 1', 'NaN, 1'],
  ],
  'a logarithm of no positive number': [
    'non-finite-value',
    'Math.log(x) * y',
    'Take the logarithm of Math.max(1e-12, x)',
    '-1, 1',
    ['1, 0', 'NaN, 1'],
  ],
  'a logarithm of 0': [
    'non-finite-value',
    'Math.log(x) * y',
    'Take the logarithm of Math.max(1e-12, x)',
    '0, 1',
    ['2, 1'],
  ],
  'a root of a negative number': [
    'non-finite-value',
    'Math.sqrt(x) * y',
    'Take the root of Math.max(0, x)',
    '-1, 1',
    ['0, 1', 'NaN, 1'],
  ],
  'an arc sine beyond 1': [
    'non-finite-value',
    'Math.asin(x) * y',
    'Keep the argument of Math.asin between -1 and 1',
    '1.1, 1',
    ['1, 1', 'NaN, 1'],
  ],
  'an arc cosine at 1': [
    'non-finite-gradient',
    'Math.acos(x) * y',
    'Keep the argument of Math.acos within (-1, 1), at whose ends the slope is infinite',
    '1, 1',
    ['0.9, 1'],
  ],
  'a power of a negative base': [
    'non-finite-value',
    'x ** y',
    'Take the power of Math.max(0, x)',
    '-1, 0.5',
    ['1, 0.5'],
  ],
  'a root at 0': [
    'non-finite-gradient',
    'Math.sqrt(x) * y',
    'Add 1e-12 under the root, whose slope at zero is infinite',
    '0, 1',
    ['4, 1'],
  ],
  'a limit that holds': ['locally-zero', 'Math.min(y, x)', 'Leave the limit y away', '3, 1', ['1, 3']],
  'the other one of two': ['locally-zero', 'Math.min(y, x)', 'Leave the limit x away', '1, 3', ['3, 1']],
  'an exponential next to 1, less 1': [
    'conditioning',
    'Math.exp(x) - 1 + y',
    'Take Math.expm1, which keeps the digits',
    '1e-9, 1',
    ['2, 1'],
  ],
  '1 less an exponential next to 1': [
    'conditioning',
    'y * (1 - Math.exp(-x))',
    'Take -Math.expm1, which keeps the digits',
    '1e-9, 1',
    ['2, 1'],
  ],
  'a logarithm of 1 and a small number': [
    'conditioning',
    'y * Math.log(1 + x)',
    'Take Math.log1p, which keeps the digits',
    '1e-9, 1',
    ['2, 1'],
  ],
};

describe('a repair is offered where the record shows its reason', () => {
  it.each(Object.entries(rows))('%s', async (_, [kind, expression, title, shown, others]) => {
    expect(await offered(kind, shown, expression)).toContain(title);
    for (const args of others) expect(await offered(kind, args, expression), args).not.toContain(title);
  });

  it('in any round', async () => {
    const title = 'Divide by 1 where (i - 2) * y is 0';
    const loop = (rounds: number) =>
      offered(
        'non-finite-value',
        '1, 1',
        'sum',
        `let sum = 0;\nfor (let i = 0; i < ${rounds}; i++) sum += x / ((i - 2) * y);\n`,
      );
    expect(await loop(4)).toContain(title);
    expect(await loop(2)).not.toContain(title);
  });

  it('at the guilty place, where the round that made the NaN is in no record', async () => {
    const source = `/** @trace f(1) */
function f(x: number) {
  let sum = 0;
  for (const list of [[x], []]) {
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    sum += x * mean;
  }
  return sum;
}`;
    const evidence = await evidenceOf(source);
    const { finding } = explain(evidence, { file: 0, line: 8, name: 'sum', of: 'value' })!;
    const titles = fixesOf(finding!, evidence).map(({ title }) => title);
    expect(titles, finding!.message).toContain('Divide by 1 where list.length is 0');
  });

  it('where no number of it was tracked, only against NaN and infinity', async () => {
    const limit = 'Limit the exponent to 700, below which Math.exp is finite';
    expect(await offered('non-finite-value', '1, 1', 'x * Math.exp(800)')).toContain(limit);
    expect(await offered('conditioning', '1, 1', 'x * Math.exp(800)')).not.toContain(limit);
  });
});

describe('a repair is offered once', () => {
  it('where two places would have it', async () => {
    const titles = await offered('non-finite-value', '1, 0', 'x / y + 2 / y');
    expect(titles.filter((title) => title === 'Divide by 1 where y is 0')).toHaveLength(1);
  });
});

it('a name that is given other values is no limit', () => {
  const limited = (source: string) =>
    repaired({ class: 'locally-zero', source }).filter(({ title }) => title.startsWith('Raise'));
  const source = (rest: string) => `function f(x: number) { let h = 1; ${rest} return ⟦Math.min(h, x)⟧; }`;
  expect(limited(source(''))).toHaveLength(1);
  expect(limited(source('h *= x;'))).toEqual([]);
});
