import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isLong } from '../support/long.ts';

/** `npm run fuzz` runs more, on other seeds. */
const [PROGRAMS, SEED] = [isLong ? 2000 : 60, 20250101];
const script = join(import.meta.dirname, '../../scripts/fuzz.mjs');

it('random programs do traced what they do plain', async () => {
  const { failed, report } = await new Promise<{ readonly failed: boolean; readonly report: string }>(
    (resolve) => {
      execFile(
        process.execPath,
        [script, String(PROGRAMS), String(SEED)],
        { maxBuffer: 1 << 28 },
        (error, stdout, stderr) => resolve({ failed: error !== null, report: stdout + stderr }),
      );
    },
  );
  expect(failed ? report : '').toBe('');
  expect(Number(/(\d+) exact/.exec(report)?.[1])).toBeGreaterThan(PROGRAMS / 2);
  if (!isLong) return;
  // the histogram: how often each form, native and member occurred
  const counts = [...report.matchAll(/^(\d+) (\w+ .+)$/gm)].map(([, count]) => Number(count));
  expect(counts.length).toBeGreaterThan(2000);
  expect(counts.filter((count) => count > 0).length).toBeGreaterThan(0.99 * counts.length);
});
