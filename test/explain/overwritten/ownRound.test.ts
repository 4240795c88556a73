import { describe, expect, test } from 'vitest';
import { explainOverwritten, findOverwritten } from '../../../src/explain/overwritten/index.ts';
import { targetAt } from '../../../src/explain/asked/targetAt.ts';
import { evidenceOf } from '../../support/evidence.ts';

const matrix = "import { Matrix } from 'ml-matrix';\n";

const ofList = (loop: string, result = 'v[1] + 3 * v[2]') =>
  `/** @trace f([2, 3, 4]) */\nfunction f(xs) {\n  const v = [...xs];\n${loop}\n  return ${result};\n}`;

const ofMatrix = (loop: string) =>
  `${matrix}/** @trace f(new Matrix([[2, 4, 6], [1, 5, 9]])) */\nfunction f(given) {\n  const m = given.clone();\n${loop}\n  return m.get(0, 1) * m.get(0, 2);\n}`;

interface Fault {
  readonly source: string;
  readonly line: number;
  readonly guilty: string;
  /** The element that each round reads. */
  readonly element: string;
  /** The round that changes it. */
  readonly iteration: number;
}

/** Loops a round of which changes what all of them read. */
const faults: Readonly<Record<string, Fault>> = {
  'all are divided by the first one': {
    source: ofList('  for (let i = 0; i < v.length; i++) v[i] /= v[0];'),
    line: 4,
    guilty: 'v[i] /= v[0]',
    element: 'v[0]',
    iteration: 0,
  },
  'all become differences from one in the middle': {
    source: ofList('  for (let day = 0; day < 3; day++) {\n    v[day] = v[day] - v[1];\n  }', 'v[0] * v[2]'),
    line: 5,
    guilty: 'v[day] = v[day] - v[1]',
    element: 'v[1]',
    iteration: 1,
  },
  'all are divided by one that a name gives': {
    source: ofList('  const k = 0;\n  for (let i = 0; i < 3; i++) v[i] = v[i] / v[k];'),
    line: 5,
    guilty: 'v[i] = v[i] / v[k]',
    element: 'v[k]',
    iteration: 0,
  },
  'a row of a matrix is divided by its first number': {
    source: ofMatrix('  for (let j = 0; j < 3; j++) m.set(0, j, m.get(0, j) / m.get(0, 0));'),
    line: 5,
    guilty: 'm.set(0, j, m.get(0, j) / m.get(0, 0))',
    element: 'm.get(0, 0)',
    iteration: 0,
  },
};

describe('a round that changes what all rounds read', () => {
  test.each(Object.entries(faults))('%s', async (_, { source, line, guilty, element, iteration }) => {
    const evidence = await evidenceOf(source);
    const [one, ...others] = findOverwritten(evidence);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ class: 'overwritten', severity: 'warning', iteration });
    expect(one!.message).toBe(
      `Every round reads ${element}, and one of them changes it: after that the rounds have the new ${element}, not the one that the first had.`,
    );
    expect(one!.span[1]).toBe(line);
    expect(evidence.program.text(one!.span)).toBe(guilty);
    expect(one!.related.map(({ message }) => message)).toEqual([
      `writes ${element} as well`,
      `reads the new ${element} from the next round on`,
    ]);
  });

  test('is told to who asks about a number that is computed so', async () => {
    const evidence = await evidenceOf(
      ofList('  for (let i = 0; i < v.length; i++) v[i] /= v[0];\n  const last = v[2] * 2;', 'last'),
    );
    const target = targetAt(evidence, { file: 0, line: 5, name: 'last', of: 'value' })!;
    expect(explainOverwritten(evidence, target)).toMatchObject({ class: 'overwritten', iteration: 0 });
  });
});

/** Loops that mean it, or whose rounds all read the same. */
const meant: Readonly<Record<string, string>> = {
  'a sum that is kept in a list': `/** @trace f([2, 3, 4]) */
function f(xs) {
  const sum = [0];
  for (let i = 0; i < xs.length; i++) sum[0] += xs[i];
  return sum[0] ** 2;
}`,
  'a sum that is kept in the first element': ofList(
    '  for (let i = 1; i < 3; i++) v[0] += v[i];',
    'v[0] ** 2',
  ),
  'a sum that is written out': ofList('  for (let i = 1; i < 3; i++) v[0] = v[0] + xs[i];', 'v[0] ** 2'),
  'running sums': ofList('  for (let i = 1; i < v.length; i++) v[i] += v[i - 1];'),
  'a loop that comes to the element last': ofList('  for (let i = v.length - 1; i >= 0; i--) v[i] /= v[0];'),
  'a loop that leaves the element out': ofList('  for (let i = 1; i < v.length; i++) v[i] /= v[0];'),
  'an element that is kept before the loop': ofList(
    '  const first = v[0];\n  for (let i = 0; i < v.length; i++) v[i] /= first;',
  ),
  'an element of which an outer round has a new one': ofList(
    '  for (let k = 0; k < 2; k++) {\n    for (let i = k + 1; i < 3; i++) v[i] -= 0.5 * v[k];\n  }',
  ),
  'an element that an earlier outer round has changed': ofList(
    '  for (let round = 0; round < 3; round++) {\n    for (let i = 2; i >= 0; i--) v[i] = 0.9 * v[i] + 0.1 * v[0];\n  }',
  ),
  'an element that no round reads before it is changed': ofList(
    '  for (let round = 0; round < 2; round++) {\n    for (let i = 0; i < 3; i++) v[i] = v[i] * (i < 1 ? 2 : 1 / v[0]);\n  }',
  ),
  'a row of a matrix, from its end': ofMatrix(
    '  for (let j = 2; j >= 0; j--) m.set(0, j, m.get(0, j) / m.get(0, 0));',
  ),
  'a row of a matrix that is divided by a number of another': ofMatrix(
    '  for (let j = 0; j < 3; j++) m.set(0, j, m.get(0, j) / m.get(1, 0));',
  ),
};

test.each(Object.entries(meant))('%s is no fault', async (_, source) => {
  const evidence = await evidenceOf(source);
  expect(evidence.result.status).toBe('ok');
  expect(findOverwritten(evidence).map(({ message }) => message)).toEqual([]);
});
