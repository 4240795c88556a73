import { expect, test } from 'vitest';
import { inputsOf } from '../../../src/present/model/inputs.ts';
import { numberVariables } from '../../../src/present/model/variables.ts';
import { element, TraceBuilder } from '../../support/build.ts';

test('an input of gradient zero has a reason only where nothing reads it', () => {
  const t = new TraceBuilder();
  const leaf = (path: string) => t.leaf(path, [2], [1, 1], { gradient: [0, 0] });
  const [left, right, block, gathered] = [leaf('left'), leaf('right'), leaf('block'), leaf('gathered')];
  const [returned, compared] = [leaf('returned'), leaf('compared')];
  leaf('unused');
  t.equation('sub', [element(left, 1), 1], [], [0]);
  t.equation('sub', [1, element(right, 1)], [], [0]);
  t.equation('sin', [block], [2], [0, 0]);
  t.equation('sin', [{ gather: [element(gathered, 1), 3], shape: [2] }], [2], [0, 0]);
  t.guard('<', element(compared, 1), 1, true, 0);
  t.output('', [2], returned);
  const result = t.result();
  const reasons = inputsOf(result, numberVariables(result)).map(({ leaf: { path }, reason }) => [
    path,
    reason,
  ]);
  expect(reasons.filter(([, reason]) => reason !== undefined)).toEqual([
    ['compared', 'used only in comparisons'],
    ['unused', 'not used'],
  ]);
});
