import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moduleOf, programs } from './program.ts';
import { compare } from './run.ts';

/** `npm run fuzz` runs more, on other seeds. */
const SEED = 20250101;

it.each([
  ['whose numbers all stay in the trace', false, 1500],
  ['that also take numbers out of it', true, 500],
])(
  'random programs %s do traced what they do plain',
  async (_, cutting, numRuns) => {
    const compared = new Set<string>();
    const property = fc.asyncProperty(programs(cutting), async ({ text }) => {
      const { difference, gradient } = await compare(moduleOf(text));
      expect(difference).toBeUndefined();
      compared.add(gradient);
    });
    await fc.assert(property, { seed: SEED, numRuns });
    expect([...compared]).toContain('exact');
  },
  240_000,
);
