import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatSource } from '../../src/present/terminal/sourceText.ts';
import { formatText } from '../../src/present/terminal/traceText.ts';
import { resultOf } from '../support/fold.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const example = (name: string): string => read(`../../examples/${name}.ts`);

test.each(['04-logistic-regression', '06-ode-fit', '09-first-nan'])('%s as text', async (name) => {
  const result = await resultOf(example(name));
  const sources = new Map([[0, example(name)]]);
  expect(formatText(result, { color: false, width: 100, sources })).toBe(read(`golden/${name}.txt`));
});

test.each(['02-autodiff', '04-logistic-regression', '06-ode-fit', '09-first-nan'])(
  '%s as annotated source',
  async (name) => {
    const sources = new Map([[0, example(name)]]);
    const text = formatSource(await resultOf(example(name)), { color: false, width: 100, sources });
    expect(text).toBe(read(`golden/${name}.source.txt`));
  },
);

test('with iterations chosen by the lines of their loops', async () => {
  const result = await resultOf(example('06-ode-fit'));
  const iterations = [
    { line: 23, iteration: 2 },
    { line: 24, iteration: 3 },
    { line: 7, iteration: 0 },
  ];
  const text = formatText(result, { color: false, width: 100, iterations });
  expect(text).toBe(read('golden/06-ode-fit.chosen.txt'));
});
