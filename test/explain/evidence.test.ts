import { expect, test } from 'vitest';
import { roundsAround } from '../../src/present/fold/tree.ts';
import { Evidence, explain } from '../../src/explain/index.ts';
import { operandTexts } from '../../src/explain/evidence/words.ts';
import { opName } from '../../src/present/model/variables.ts';
import { operandsOf } from '../../src/shared/trace.ts';
import { evidenceOf } from '../support/evidence.ts';

test('the iteration of an equation is that of the outermost loop around it, through calls', async () => {
  const evidence = await evidenceOf(
    `function inner(x) { let p = x; for (let k = 0; k < 2; k++) p = p * x; return p; }
/** @trace f(2) */
function f(x) {
  let s = x + 1;
  for (let i = 0; i < 3; i++) { s = s + inner(x); if (i === 1) continue; s = s * 2; }
  for (let i = 0; i < 2; i++) {}
  return s - 1;
}`,
  );
  const { op } = evidence.trace.equations;
  const iterations = Array.from(op, (_, e) => evidence.iteration(e));
  const expected = new Array<number | undefined>(op.length).fill(undefined);
  for (const [from, to, [round]] of roundsAround(evidence.tree)) expected.fill(round, from, to);
  expect(iterations).toEqual(expected);
  expect(iterations).toEqual([undefined, ...[0, 0, 0, 0], ...[1, 1, 1], ...[2, 2, 2, 2], undefined]);
});

test('the elements that equations read are those of their operands, of numbers and of arrays', async () => {
  const evidence = await evidenceOf(
    `import { Matrix } from 'ml-matrix';
/** @trace f(2, [3, 4, 5], new Matrix([[1, 2], [3, 4]])) */
function f(x, [a, b], m) {
  const late = new Matrix([[b, 1], [x * x, 6]]);
  return m.mmul(late).get(0, 0) + 2 * x;
}`,
  );
  const { trace } = evidence;
  const read = new Set(
    Array.from(trace.equations.op.keys()).flatMap((e) =>
      operandsOf(trace, e).flatMap(({ refs }) => [...refs]),
    ),
  );
  const expected = Array.from(trace.values.keys(), (id) => Number(id > 0 && read.has(id)));
  expect([...evidence.isRead]).toEqual(expected);
  expect(trace.equations.gathers.length).toBeGreaterThan(0);
});

test('a run that came to a limit has values and no gradients', async () => {
  const source = '/** @trace f(2) */\nfunction f(x) {\n  const y = 2 * x;\n  return y;\n}';
  const { result } = await evidenceOf(source);
  const stopped = { ...result, status: 'limit' as const, cotangents: new Float64Array(0) };
  const sentence = (of: 'value' | 'gradient') =>
    explain(new Evidence(stopped, () => source), { file: 0, line: 3, name: 'y', of })?.sentence;
  expect(sentence('value')).toBe('y is 4. Nothing is wrong with it as far as the record shows.');
  expect(sentence('gradient')).toBe('y has no gradient: the run did not come to its end.');
});

test('a number that the record does not know may still be wrong by a fault', async () => {
  const source =
    '/** @trace f([3, 1, 4]) */\nfunction f(jobs) {\n  const waiting = jobs;\n  let most = 0;\n  while (waiting.length > 0) most = Math.max(most, ...waiting.splice(0, 2));\n  const total = jobs.reduce((a, b) => a + b, 0);\n  const count = 3;\n  return most + total + count;\n}';
  const evidence = await evidenceOf(source);
  const answer = (line: number, name: string) => explain(evidence, { file: 0, line, name, of: 'value' });
  expect(answer(6, 'total')).toMatchObject({ isTracked: false, finding: { class: 'overwritten' } });
  expect(answer(6, 'other')).toBeUndefined();
});

/** The operands of each operation of a function of `x` in words. */
function words(evidence: Evidence, name: string): string[][] {
  const { op } = evidence.trace.equations;
  const all = Array.from(op, (_, e) => e).filter((e) => opName(evidence.result, e) === name);
  return all.map((e) => operandTexts(evidence, e));
}

test('an operand that the source does not have is told by a name or by what computed it, never by an id', async () => {
  const source = `/** @trace f([1, 2, 3]) */
function f(x) {
  let mean = x[0] + x[1] + x[2];
  mean = mean / 3;
  return (x[2] - mean) * Math.max(x[0] * 2, x[1], mean);
}`;
  const evidence = await evidenceOf(source);
  expect(words(evidence, 'sub')).toEqual([['x[2]', 'mean']]);
  expect(words(evidence, 'maximumOf')).toEqual([['[x[0] * 2, x[1], mean]']]);
  const unread = new Evidence(evidence.result, () => undefined);
  expect(words(unread, 'sub')).toEqual([['x[2]', 'mean']]);
  expect(words(unread, 'maximumOf')).toEqual([['[a result of mul, x[1], mean]']]);
});
