import { expect, it } from 'vitest';
import { warmUp } from '../../src/runner/child/warm.ts';

it('a spare that warms up hears between rounds that it is wanted', async () => {
  let [rounds, wanted] = [0, false];
  setImmediate(() => (wanted = true));
  await warmUp(() => {
    rounds++;
    return wanted;
  });
  expect(rounds).toBe(2);
});
