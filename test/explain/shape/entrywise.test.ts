import { expect, test } from 'vitest';
import { findZero } from '../../../src/explain/zero/index.ts';
import { findShapes } from '../../../src/explain/shape/index.ts';
import { evidenceOf } from '../../support/evidence.ts';
import { why } from '../zero/why.ts';

const maps = `
import { Matrix } from 'ml-matrix';
const gap = (d) => new Matrix([[1, d], [0, 1]]);
const lens = (f) => new Matrix([[1, 0], [-1 / f, 1]]);
`;

/** Programs that multiply maps entry by entry, with the guilty text, what is said of it, and how sure it is. */
const meant: Readonly<
  Record<string, readonly [source: string, guilty: string, says: string, severity: string]>
> = {
  'ray matrices': [
    `${maps}
/** @trace f(50, 0.02) */
function f(focus, angle) {
  const ray = Matrix.mul(lens(focus), gap(80)).mmul(Matrix.columnVector([2, angle]));
  return ray.get(0, 0);
}`,
    'Matrix.mul(lens(focus), gap(80))',
    'Matrix.mul(lens(focus), gap(80)) multiplies entry by entry: 2 of 4 entries are 0 because one of the two is; mmul is the matrix product.',
    'warning',
  ],
  'a chain that begins with the identity, in place': [
    `${maps}
/** @trace f(50, 0.02) */
function f(focus, angle) {
  let system = Matrix.eye(2);
  for (const next of [gap(80), lens(focus), gap(70)]) system = next.mul(system);
  return system.mmul(Matrix.columnVector([2, angle])).get(0, 0);
}`,
    'next.mul(system)',
    'next.mul(system) multiplies entry by entry: 1 of 4 entries is 0 because one of the two is; mmul is the matrix product.',
    'warning',
  ],
  'turns of products, scaled': [
    `${maps}
const scaled = (d) => new Matrix([[3, d, 0], [0, 2, 0], [0, 0, 1]]);
const sheared = (d) => new Matrix([[1, 0, 0], [d, 1, 0], [0, 0, 1]]);
/** @trace f(0.5) */
function f(d) {
  return Matrix.mul(scaled(d).mmul(scaled(d)), sheared(d)).get(0, 0);
}`,
    'Matrix.mul(scaled(d).mmul(scaled(d)), sheared(d))',
    'Matrix.mul(scaled(d).mmul(scaled(d)), sheared(d)) multiplies entry by entry: 2 of 9 entries are 0 because one of the two is; mmul is the matrix product.',
    'information',
  ],
};

test.each(Object.entries(meant))('%s', async (_, [source, guilty, says, severity]) => {
  const evidence = await evidenceOf(source);
  const found = findShapes(evidence);
  expect(found.map(({ message }) => message)).toEqual([says]);
  expect(evidence.program.text(found[0]!.span)).toBe(guilty);
  expect(found[0]).toMatchObject({ class: 'shape', severity });
});

/** Products entry by entry that are right. */
const right: Readonly<Record<string, string>> = {
  'a mask of zeros and ones': `
  const mask = new Matrix([[1, 0], [1, 1]]);
  return Matrix.mul(new Matrix([[1, x], [0, 1]]), mask).mmul(Matrix.columnVector([2, x])).get(0, 0);`,
  'matrices with the same pattern': `
  const weights = new Matrix([[1, 0.5], [0, 1]]);
  return Matrix.mul(new Matrix([[1, x], [0, 1]]), weights).mmul(Matrix.columnVector([2, x])).get(0, 0);`,
  'a full matrix and weights of its upper half': `
  const weights = new Matrix([[1, 0.5], [0, 1]]);
  return Matrix.mul(new Matrix([[1, x], [2, 3]]), weights).mmul(Matrix.columnVector([2, x])).get(0, 0);`,
  'a taper, which is symmetric': `
  const taper = new Matrix([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]);
  const gains = new Matrix([[1, 0, x], [x, 1, 2], [0, x, 1]]);
  return Matrix.mul(gains, taper).mmul(Matrix.columnVector([2, x, 1])).get(0, 0);`,
  'distances of neighbours': `
  const shares = new Matrix([[0.5, 0.5, 0], [0.25, 0.5, 0.25], [0, 0.5, 0.5]]);
  const distances = new Matrix([[0, 1, 2], [1, 0, x], [2, x, 0]]);
  return Matrix.mul(shares, distances).mmul(Matrix.columnVector([2, x, 1])).get(1, 0);`,
  'the diagonal of a map': `
  return Matrix.mul(new Matrix([[1, x], [0, x]]), Matrix.eye(2)).mmul(Matrix.columnVector([2, x])).get(1, 0);`,
  'maps that go into no matrix product': `
  const square = new Matrix([[x, 2], [1, 4]]);
  return Matrix.mul(new Matrix([[1, x], [0, 1]]), new Matrix([[1, 0], [x, 1]])).sum() * square.mmul(square).get(0, 0);`,
};

test.each(Object.entries(right))('%s are no matrix product', async (_, body) => {
  const evidence = await evidenceOf(
    `import { Matrix } from 'ml-matrix';\n/** @trace f(0.4) */\nfunction f(x) {${body}\n}`,
  );
  expect(evidence.result.status).toBe('ok');
  expect(findShapes(evidence).map(({ message }) => message)).toEqual([]);
});

test('an input that meets a zero of the other map has its reason there', async () => {
  const [source] = meant['ray matrices']!;
  const answer = await why(source, 'focus');
  expect(answer).toMatchObject({ class: 'shape', guilty: 'Matrix.mul(lens(focus), gap(80))' });
  expect(answer.sentence).toMatch(/^focus has no influence here: Matrix\.mul.* multiplies entry by entry/);
  expect(answer.chain.join()).toMatch(
    /another way: f of line 4 is used for nothing that the result is made of/,
  );
  const loud = findZero(await evidenceOf(source)).filter(({ severity }) => severity === 'warning');
  expect(loud).toEqual([]);
});

test('of a product of which the result is an element the other elements are used for nothing', async () => {
  const { sentence } = await why(
    `
import { Matrix } from 'ml-matrix';
/** @trace f(2, 3) */
function f(x, y) {
  const both = new Matrix([[x, 0, 0], [0, y, 0], [0, 0, y]]).mmul(Matrix.columnVector([2, 4, 5]));
  return both.get(0, 0);
}`,
    'y',
  );
  expect(sentence).toMatch(
    /^y never gets to the result: 2 of the 3 elements of new Matrix.* are used for nothing that the result is made of\.$/,
  );
});
