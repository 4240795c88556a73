import { expect, test } from 'vitest';
import { record } from '../../support/trace.ts';

test('a guard knows the equations before it, and the iterations that had started', async () => {
  const { trace } = await record(`/** @trace f(2) */
function f(y) {
  for (let i = 0; i < 3; i++) {
    if (y > 5) y = y - 1;
    y = y * 2;
  }
  return y > 100 ? y : -y;
}`);
  const { equation, time, outcome } = trace.guards;
  expect([...trace.iterations.equation]).toEqual([0, 1, 2]);
  expect([...outcome]).toEqual([0, 0, 1, 0]);
  expect([...equation]).toEqual([0, 1, 2, 4]);
  expect([...time!]).toEqual([1, 3, 5, 7]);
});
