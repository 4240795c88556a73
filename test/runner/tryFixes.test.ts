import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Evidence, explain, fixesOf } from '../../src/explain/index.ts';
import { Runner } from '../../src/runner/parent/runner.ts';
import { tryFixes, type Overlay, type Trial } from '../../src/runner/parent/tryFixes.ts';
import type { Fix } from '../../src/shared/errors.ts';
import { folder, generous, runnerPath } from '../cli/gradlens.ts';

const runner = new Runner({ runnerPath, limits: generous });
afterAll(() => runner.dispose());

const source = `
const slow = (x: number, pace = 1) => x / pace;
/** @trace f(3, 2) */
export function f(x: number, pace: number): number {
  return slow(x) ** 2;
}
`;

/** The question about a variable of a program, answered, and what it takes to try repairs of it. */
async function trialOf(text: string, name: string): Promise<Trial & { readonly evidence: Evidence }> {
  const root = folder({ 'user.ts': text });
  const file = join(root, 'user.ts');
  const retrace = (overlay: Overlay) =>
    runner.trace({ file, root, overlay, case: 0, pinned: true, check: 'quick' });
  const answer = await retrace(new Map());
  if (answer.kind === 'failed') throw new Error(answer.diagnostics[0]!.message);
  const before = answer.result;
  const evidence = new Evidence(before, () => readFileSync(file, 'utf8'));
  const question = { file: 0, line: before.function.span[1], name, of: 'gradient' } as const;
  const finding = explain(evidence, question)!.finding!;
  return { before, finding, question, root, overlay: new Map(), retrace, evidence };
}

it('what takes the finding away goes first, what does not goes last', async () => {
  const trial = await trialOf(source, 'pace');
  const useless = { title: 'useless', edits: [{ span: [0, 2, 0, 2, 0], text: ' ' }] } as const;
  const broken = { title: 'broken', edits: [{ span: [0, 2, 0, 2, 0], text: '(' }] } as const;
  const [passOn] = fixesOf(trial.finding, trial.evidence, 'pace');
  const tried = await tryFixes(trial, [useless, broken, passOn!, useless]);
  expect(tried.map(({ title, outcome }) => [title, outcome])).toEqual([
    ['Pass pace on, in place of the default', 'works'],
    ['useless', 'untried'],
    ['useless', 'fails'],
    ['broken', 'fails'],
  ]);
});

it('what changes only things around the guilty place is left where it helps, and said to be such', async () => {
  const two = `
/** @trace f(2.4, 3.6) */
export function f(grade: number, discount: number): number {
  const a = Math.round(grade);
  const b = Math.floor(discount);
  return a * 3 + b * grade;
}
`;
  const trial = await trialOf(two, 'discount');
  const fixes = fixesOf(trial.finding, trial.evidence, 'discount');
  const titles = (some: readonly { readonly title: string }[]) => some.map(({ title }) => title);
  const grade = 'Use grade without rounding it';
  const near = fixes.filter(({ isFar }) => !isFar);
  expect(titles(near)).toContain('Use discount without rounding it');
  expect(titles(fixes)).toContain(grade);
  expect(titles(near)).not.toContain(grade);
  expect(titles(await tryFixes(trial, fixes))).not.toContain(grade);
  const far = { ...near[0]!, isFar: true };
  expect(titles(await tryFixes(trial, [far]))).toEqual([far.title]);
});

it('a question follows its line when a repair adds lines above it', async () => {
  const trial = await trialOf(source, 'pace');
  const [passOn] = fixesOf(trial.finding, trial.evidence, 'pace');
  const lower = {
    title: 'lower',
    edits: [{ span: [0, 2, 0, 2, 0], text: '\n\n\n' }, ...passOn!.edits],
  } as const;
  const [tried] = await tryFixes(trial, [lower]);
  expect(tried!.outcome).toBe('works');
});

it('a repair that makes something else wrong fails', async () => {
  const trial = await trialOf(source, 'pace');
  const worse = {
    title: 'worse',
    edits: [{ span: [0, 5, 2, 5, 22], text: 'return Math.sqrt(-x * pace);' }],
  } as const;
  const [tried] = await tryFixes(trial, [worse]);
  expect(tried!.outcome).toBe('fails');
});

it('no more than six are tried', async () => {
  const trial = await trialOf(source, 'pace');
  let runs = 0;
  const retrace = (overlay: Overlay) => {
    runs++;
    return trial.retrace(overlay);
  };
  const useless = { title: 'useless', edits: [{ span: [0, 2, 0, 2, 0], text: ' ' }] } as const;
  await tryFixes(
    { ...trial, retrace },
    Array.from({ length: 9 }, () => useless),
  );
  expect(runs).toBe(6);
});

it('what only says that no gradient is wanted stands last, and is not tried where there is another', async () => {
  const limited = `
/** @trace f(2, 3) */
export function f(x: number, cap: number): number {
  return x + Math.max(0, 1 - cap);
}
`;
  const trial = await trialOf(limited, 'cap');
  const useless = { title: 'useless', edits: [{ span: [0, 2, 0, 2, 0], text: ' ' }] } as const;
  const silencing = fixesOf(trial.finding, trial.evidence, 'cap').at(-1)!;
  expect(silencing.title).toBe('Say in the @trace that cap is static: staticArg(…)');
  const outcomes = async (...fixes: Fix[]) =>
    (await tryFixes(trial, fixes)).map(({ title, outcome }) => [title, outcome]);
  expect(await outcomes(silencing, useless)).toEqual([
    ['useless', 'fails'],
    [silencing.title, 'untried'],
  ]);
  expect(await outcomes(silencing)).toEqual([[silencing.title, 'helps']]);
});
