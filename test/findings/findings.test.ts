import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hessian } from '../../src/engine/autodiff/index.ts';
import { checkGradient } from '../../src/engine/proofs/index.ts';
import { findingsOf } from '../../src/engine/proofs/findings.ts';
import { plain, record } from '../support/trace.ts';

/*
 * Programs that were judged wrongly once, each with what is right in its head. Here is what is said of them now: state of the check,
 * inputs that were left out, findings by code, severity and line.
 */

interface Right {
  readonly state: string;
  readonly not?: readonly string[];
  readonly found?: readonly string[];
  /** By the path of a leaf. */
  readonly gradient?: Readonly<Record<string, number | readonly number[]>>;
}

async function judged(file: string, index: number, full: boolean) {
  const source = readFileSync(`${import.meta.dirname}/${file}.ts`, 'utf8');
  const run = await record(source, {}, index);
  const evaluate = plain(source, run, index);
  const { check, diagnostics } = await checkGradient(
    run.trace,
    run.cotangents,
    (values) => evaluate(values).catch(() => null),
    { full, spanOf: run.span, span: [0, 1, 0, 1, 0] },
  );
  const recorded = findingsOf(run.trace, run.cotangents, run.span).filter(
    ({ code }) => code !== 'branch-slope',
  );
  const found = [...recorded, ...diagnostics].map(
    ({ code, severity, span }) => `${severity} ${code} ${span[1]}`,
  );
  const not = check.notChecked.map(
    ({ path, elements }) => path + (elements === null ? '' : `[${elements.join()}]`),
  );
  return { run, check, messages: diagnostics.map(({ message }) => message), found, not };
}

const rows: readonly (readonly [file: string, index: number, what: string, right: Right])[] = [
  [
    'bigint-half-path',
    0,
    'half of the way through BigInt',
    { state: 'partly', not: ['x'], found: ['warning branch-slope 10'], gradient: { x: 1 } },
  ],
  [
    'bigint-half-path',
    1,
    'a colour as text',
    { state: 'partly', not: ['r', 'g', 'b'], found: ['warning branch-slope 16'] },
  ],
  [
    'rounding-swallows-gradient',
    0,
    'a loan rounded to cents',
    { state: 'partly', not: ['principal', 'yearly', 'months'], found: ['warning branch-slope 10'] },
  ],
  [
    'rounding-swallows-gradient',
    1,
    'a coarse grid',
    { state: 'partly', not: ['x', 'step'], found: ['warning branch-slope 32', 'warning branch-slope 32'] },
  ],
  [
    'rounding-swallows-gradient',
    2,
    'a finer grid',
    { state: 'partly', not: ['x', 'step'], found: ['warning branch-slope 32', 'warning branch-slope 32'] },
  ],
  [
    'rounding-swallows-gradient',
    3,
    'a fine grid',
    {
      state: 'partly',
      not: ['x', 'step'],
      found: ['warning branch-slope 32', 'warning branch-slope 32'],
    },
  ],
  [
    'truth-bisect-coarse',
    0,
    '40 halvings',
    { state: 'partly', not: ['a'], found: ['warning branch-slope 13'] },
  ],
  [
    'truth-bisect-coarse',
    1,
    '12 halvings',
    { state: 'partly', not: ['a'], found: ['warning branch-slope 13'] },
  ],
  ['truth-false-alarm-stationary', 0, 'a fifth power at 0', { state: 'ok', gradient: { x: 0 } }],
  ['truth-false-alarm-stationary', 1, 'x · |x| at 0', { state: 'ok', gradient: { x: 0 } }],
  ['truth-false-alarm-stationary', 2, 'a valley at its bottom', { state: 'ok', gradient: { v: [0, 0] } }],
  ['truth-noise-hidden', 0, 'a formula that cancels', { state: 'partly', not: ['a', 'b', 'c'] }],
  [
    'truth-noise-hidden',
    1,
    'a slope below rounding',
    { state: 'partly', not: ['x'], found: ['warning zero-times-infinity 13'] },
  ],
  [
    'truth-round-cents',
    0,
    'a tax in cents',
    {
      state: 'partly',
      not: ['price', 'tax', 'n'],
      found: ['warning branch-slope 9', 'warning branch-slope 9'],
      gradient: { tax: 0 },
    },
  ],
  [
    'truth-set-unique',
    0,
    'distinct values by a Set',
    {
      state: 'partly',
      not: ['v[0,2]'],
      found: ['warning branch-slope 7', 'warning branch-slope 7'],
      gradient: { v: [2, 1, 0, 2] },
    },
  ],
  ['truth-steep-is-no-kink', 0, 'chaos', { state: 'partly', not: ['x'] }],
  ['truth-steep-is-no-kink', 1, 'a pole', { state: 'ok' }],
  ['truth-steep-is-no-kink', 2, 'a fast wave', { state: 'ok' }],
  [
    'truth-zero-times-infinity',
    0,
    'a root at 0, squared',
    { state: 'partly', not: ['x'], found: ['warning zero-times-infinity 8'], gradient: { y: 1 } },
  ],
  [
    'truth-zero-times-infinity',
    1,
    'a cosine of a root at 0',
    { state: 'partly', not: ['x'], found: ['warning zero-times-infinity 13'], gradient: { y: 1 } },
  ],
  [
    'truth-blames-singular-values',
    0,
    'vectors of equal singular values',
    { state: 'partly', not: ['a'], found: ['warning degenerate-spectrum 9'] },
  ],
  ['truth-hessian-repeated', 0, 'equal singular values', { state: 'ok' }],
  [
    'truth-verdict-with-slope',
    0,
    'zeros that are skipped',
    { state: 'partly', not: ['a[0,2]'], found: ['warning branch-slope 9'], gradient: { a: [0, 6, 0, 8] } },
  ],
];

it.each(rows)('%s %i: %s', async (file, index, _, { state, not = [], found = [], gradient = {} }) => {
  const seen = await judged(file, index, false);
  expect({ state: seen.check.state, not: seen.not, found: seen.found }).toEqual({ state, not, found });
  for (const [path, wanted] of Object.entries(gradient)) {
    expect([...seen.run.leaf(path).gradient], path).toEqual([wanted].flat());
  }
  expect((await judged(file, index, true)).check.state).toBe(state);
});

it.each([
  ['truth-steep-is-no-kink', 0, 'too steep for differences'],
  ['truth-noise-hidden', 0, 'rounding hides the slope'],
  ['truth-noise-hidden', 1, 'rounding hides the slope'],
])('%s %i was not compared: %s', async (file, index, why) => {
  const { check } = await judged(file, index, false);
  expect(check.notChecked.map((left) => left.why)).toContain(why);
  expect(check.maxRelativeError).toBeNaN();
});

it.each([
  [0, [-0.463586335928787, -0.0662265995932155, 0.529812935522002]],
  [1, [-7 / 6, -1 / 6, 4 / 3]],
])('truth-variance-digits %i: spread far from 0', async (index, exact) => {
  const { run, check } = await judged('truth-variance-digits', index, false);
  expect(check.state).toBe('ok');
  run.leaf('v').gradient.forEach((g, i) => expect(Math.abs(g / exact[i]! - 1)).toBeLessThan(1e-13));
});

it('truth-hessian-repeated: the Hessian of the squared norm is twice the identity', async () => {
  const { run } = await judged('truth-hessian-repeated', 0, false);
  const { data } = hessian(run.trace);
  data.forEach((h, k) => expect(Math.abs(h - (k % 5 === 0 ? 2 : 0))).toBeLessThan(1e-12));
});

it('a finding names the input, the way, the line, and what the plain program says', async () => {
  const { messages } = await judged('truth-round-cents', 0, false);
  expect(messages[0]).toBe(
    'tax reaches the result only through Math.round, line 9: flat, so its gradient is 0. Over ±10 % the plain result changes at a slope of 60; the gradient is 0.',
  );
  const { messages: loan } = await judged('rounding-swallows-gradient', 0, false);
  expect(loan[0]).toMatch(
    /^principal, yearly, months reach the result only through Math\.round, line 10: flat, /,
  );
  expect(loan[0]).toMatch(
    /changes at a slope of 0\.12\d+ with principal \(gradient 0\), at a slope of 68\d{3} with yearly \(gradient 0\)/,
  );
});
