import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** `npm run fuzz` runs more, on other seeds. */
const SEED = 20250101;
const script = join(import.meta.dirname, '../../scripts/fuzz.mjs');

/** Runs so many programs in a process of their own, as `npm run fuzz` does. */
function fuzz(count: number, seed: number): Promise<{ readonly failed: boolean; readonly report: string }> {
  const args = [script, String(count), String(seed)];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, report: stdout + stderr }),
    );
  });
}

describe('random programs', () => {
  it.concurrent.each([0, 1])(
    'do traced what they do plain (%i)',
    async (part) => {
      const { failed, report } = await fuzz(300, SEED + 1000 * part);
      expect(failed ? report : '').toBe('');
      expect(Number(/(\d+) exact/.exec(report)?.[1])).toBeGreaterThan(150);
    },
    600_000,
  );
});
