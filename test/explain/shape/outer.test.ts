import { expect, test } from 'vitest';
import { findShapes } from '../../../src/explain/shape/index.ts';
import { evidenceOf } from '../../support/evidence.ts';

const found = async (body: string) => {
  const evidence = await evidenceOf(
    `import { Matrix } from 'ml-matrix';\n/** @trace f([1, 2, 3]) */\nfunction f(list) {\n  const x = Matrix.columnVector(list);\n${body}\n}`,
  );
  expect(evidence.result.status).toBe('ok');
  return findShapes(evidence).map(({ message, span, severity }) => ({
    message,
    severity,
    text: evidence.program.text(span),
  }));
};

test.each([
  ['in one expression', 'return x.mmul(x.transpose()).get(0, 0);', 'x.mmul(x.transpose())'],
  [
    'under a name, in each round',
    `let sum = 0;
  for (let k = 1; k < 4; k++) {
    const y = Matrix.mul(x, k);
    const square = (y.mmul(x.transpose()));
    sum += square.get(0, 0) * square.get(0, 0);
  }
  return sum;`,
    'y.mmul(x.transpose())',
  ],
])('a column times a row of which one number is read: %s', async (_, body, text) => {
  const [column] = text.split('.');
  expect(await found(body)).toEqual([
    {
      message: `${text} is a column times a row, a 3 × 3 matrix, of which only element [0, 0] is used. x.transpose() times ${column} is one number, the sum of the products.`,
      severity: 'information',
      text,
    },
  ]);
});

test.each([
  ['whose trace is read', 'return x.mmul(x.transpose()).trace() + x.get(0, 0);'],
  ['of which another number is read', 'const p = x.mmul(x.transpose());\n return p.get(0, 0) + p.get(1, 2);'],
  [
    'of which another number is returned',
    'const p = x.mmul(x.transpose());\n return [p.get(0, 0), p.get(1, 2)];',
  ],
  ['that a branch asks', 'const p = x.mmul(x.transpose());\n return p.get(1, 1) > 0 ? p.get(0, 0) : 0;'],
  [
    'of which one number is read in one round only',
    `let sum = 0;
  for (let k = 0; k < 3; k++) {
    const p = x.mmul(x.transpose());
    sum += p.get(k, 0);
  }
  return sum;`,
  ],
  [
    'that is for more than the number here',
    'const p = x.mmul(x.transpose());\n const all = { p };\n return all.p.get(0, 0);',
  ],
  ['the other way round', 'return x.transpose().mmul(x).get(0, 0);'],
  ['of another length', 'return x.mmul(Matrix.rowVector([list[0], 2])).get(0, 0);'],
])('a column times a row %s is right', async (_, body) => {
  expect(await found(body)).toEqual([]);
});
