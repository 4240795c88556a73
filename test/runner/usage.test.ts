import { expect, it } from 'vitest';
import { askUsage, milliseconds, usageOf } from '../../src/runner/parent/usage.ts';

const own = () => {
  const { user, system } = process.cpuUsage();
  return { memory: process.memoryUsage.rss(), used: (user + system) / 1000 };
};

it.skipIf(process.platform === 'win32').each([
  ['as the system tells', usageOf, 20],
  // Some systems have whole seconds.
  ['as ps tells', askUsage, 1000],
] as const)('of this process, %s', async (_, ask, precision) => {
  const before = own();
  const { memory, used } = await ask(process.pid);
  const after = own();
  expect(memory).toBeGreaterThan(before.memory / 2);
  expect(memory).toBeLessThan(after.memory * 2);
  expect(used).toBeGreaterThanOrEqual(before.used - precision);
  expect(used).toBeLessThanOrEqual(after.used + precision);
});

it('of a process that is gone, is not known', async () => {
  const gone = { memory: 0, used: undefined };
  expect([await usageOf(undefined), await usageOf(2 ** 22 + 1), await askUsage(2 ** 22 + 1)]).toEqual([
    gone,
    gone,
    gone,
  ]);
});

it('of ps: days, hours, minutes, seconds', () => {
  expect(['0:01.23', '12:03.45', '01:02:03', '2-01:00:00'].map(milliseconds)).toEqual([
    1230, 723_450, 3_723_000, 176_400_000,
  ]);
});
