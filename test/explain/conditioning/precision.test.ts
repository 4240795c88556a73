import { describe, expect, test } from 'vitest';
import { findConditioning } from '../../../src/explain/conditioning/index.ts';
import { evidenceOf } from '../../support/evidence.ts';
import { found } from './run.ts';

const level = (list: string, result: string) =>
  `const level = ${list};\nlevel[0] = y;\nlevel[0] += x;\nreturn ${result};`;

describe('numbers that are kept in single precision', () => {
  test('lose digits of a small one that is added to a large one', async () => {
    const [one, ...others] = await found(
      'x, y',
      '3.3e-4, 400',
      level('new Float32Array(1)', '2 * (level[0] - y)'),
    );
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      code: 'ill-conditioned',
      class: 'conditioning',
      severity: 'warning',
      guilty: 'level[0] += x',
      mark: '−5 of 7 digits',
    });
    expect(one!.message).toBe(
      'level[0] += x is kept in single precision, which has 7 digits: next to 400.000 it is off by 5.693e−6. About 2 digits of the result are right. A Float64Array has 16.',
    );
    expect(one!.span[1]).toBe(6);
  });

  test('lose all of one that is less than their last digit', async () => {
    const [one] = await found('x, y', '2e-5, 400', level('new Float32Array(1)', '2 * (level[0] - y)'));
    expect(one!.message).toBe(
      'level[0] += x is kept in single precision, which has 7 digits: next to 400.000 it is off by 1.052e−5. No digit of the result is right. A Float64Array has 16.',
    );
  });

  test('lose more than one rounding, where equal numbers are all rounded the same way', async () => {
    const body = level('new Float32Array(1)', '2 * (level[0] - y)').replace(
      'level[0] += x;',
      'for (let i = 0; i < 50; i++) level[0] += x;',
    );
    const [one, ...others] = await found('x, y', '3e-5, 400', body);
    expect(others).toEqual([]);
    expect(one!.message).toBe(
      'level[0] += x is kept in single precision, which has 7 digits: next to 400.000 it is off by 5.176e−7. About 2 digits of the result are right. A Float64Array has 16.',
    );
  });

  test('lose all of one that is taken up by none of them, so that 0 is left', async () => {
    const [one, ...others] = await found(
      'x, y',
      '1e-7, 400',
      level('new Float32Array(1)', '2 * (level[0] - y)'),
    );
    expect(others).toEqual([]);
    expect(one!.message).toBe(
      'level[0] += x is kept in single precision, which has 7 digits: next to 400 it is off by 1.000e−7. No digit of the result is right. A Float64Array has 16.',
    );
  });

  test.each([
    ['a sum that has its 7 digits', level('new Float32Array(1)', '2 * level[0]'), '0.3, 0.7'],
    ['an array of doubles', level('new Float64Array(1)', '2 * (level[0] - y)'), '3.3e-4, 400'],
    [
      'numbers that are only kept',
      'const kept = Float32Array.of(x, y);\nreturn kept[0] * kept[1] + 1;',
      '0.1, 0.7',
    ],
  ])('are none in %s', async (_, body, args) => {
    expect(await found('x, y', args, body)).toEqual([]);
  });
});

describe('a constant of the module', () => {
  const root = (levels: string) => `const LEVELS = ${levels};
/** @trace f(1e-4) */
export function f(x) {
  return LEVELS[1] * (Math.sqrt(LEVELS[0] + x) - Math.sqrt(LEVELS[0]));
}`;

  test('that is whole is exact, so that the way of computing loses the digits', async () => {
    const evidence = await evidenceOf(root('[1000000, 2]'));
    const [one] = findConditioning(evidence);
    expect(one!.message).toBe(
      'Math.sqrt(LEVELS[0] + x) = 1000.00 and Math.sqrt(LEVELS[0]) = 1000 are nearly equal, so their difference, 5.000e−8, loses 10 of 16 digits. About 6 digits of the result are right.',
    );
    expect(one!.span[1]).toBe(4);
  });

  test('that is not whole is as uncertain as an input', async () => {
    const fixed = root('[1000000.5, 2]').replace('Math.sqrt(LEVELS[0]))', '1000.00024999996875)');
    expect(findConditioning(await evidenceOf(fixed))).toEqual([]);
    const whole = fixed.replace('1000000.5', '1000000').replace('1000.00024999996875', '1000');
    expect(findConditioning(await evidenceOf(whole))).toHaveLength(1);
  });
});

test('digits that no single step loses are said to be multiplied away', async () => {
  const source = `const { Matrix } = require('ml-matrix');
/** @trace f(0.8) */
function f(focus) {
  const rows = Array.from({ length: 14 }, (_, k) => Array.from({ length: 11 }, (_, p) => (focus + k / 40) ** p));
  const columns = new Matrix(rows);
  const out = columns.clone();
  for (let j = 0; j < 11; j++) {
    const given = columns.getColumnVector(j);
    const rest = given.clone();
    for (let i = 0; i < j; i++) {
      const unit = out.getColumnVector(i);
      rest.sub(Matrix.mul(unit, unit.dot(given)));
    }
    out.setColumn(j, rest.div(rest.norm()));
  }
  const y = Matrix.columnVector(rows.map((_, k) => Math.sin(2 * k)));
  return Matrix.sub(y, out.mmul(out.transpose().mmul(y))).norm();
}`;
  const [one] = findConditioning(await evidenceOf(source));
  expect(one).toMatchObject({ class: 'conditioning', severity: 'warning' });
  expect(one!.message).toMatch(
    /is rounded in its last digit, as every number is, and what comes after it multiplies such errors by about \de1\d in all\. No digit of the result is right\.$/,
  );
});
