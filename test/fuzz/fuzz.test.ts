import { describe, expect, it } from 'vitest';
import { formNames, memberNames, nativeNames } from './program.ts';
import { fuzz } from './session.ts';

/** `npm run fuzz` runs more, on other seeds. */
const SEED = 20250101;

describe('random programs', () => {
  it.each([0, 1])(
    'do traced what they do plain (%i)',
    async (part) => {
      const { differences, gradients, counts } = await fuzz({
        count: 1000,
        seed: SEED + 1000 * part,
        stop: 1,
      });
      expect(differences.map(({ source, message }) => `${source}\n${message}`)).toEqual([]);
      expect(gradients.get('exact')).toBeGreaterThan(500);
      const names = [...formNames, ...nativeNames, ...memberNames];
      expect(names.filter((name) => counts.has(name)).length).toBeGreaterThan(0.95 * names.length);
    },
    600_000,
  );
});
