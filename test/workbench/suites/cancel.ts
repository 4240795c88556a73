import { beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../pages/workbench.ts';

/** A source with a function that only ends when it is ended, and one to trace after it. */
export const loops = `
/** @trace forever(2) */
export function forever(x: number): number {
  while (x > 0) Math.abs(1);
  return x * x;
}

/** @trace square(3) */
export function square(x: number): number {
  return x * x;
}
`;

/** In a window whose workspace has `loops.ts`. */
export function cancelling(window: () => Workbench): void {
  describe('a function that loops for ever', () => {
    beforeAll(() => window().openAlone('loops.ts'));

    it('is cancelled by its lens and traced again at once', async () => {
      const { editor, panel } = window();
      for (let times = 0; times < 2; times++) {
        await editor.lens('Trace Function').first().click();
        await editor.lens('Tracing … cancel').click();
        await editor.lens('✗ cancelled').waitFor();
      }
      await editor.lens('Trace Function').nth(1).click();
      await editor.lens('= 9 ✓').waitFor();
      await panel.body.getByText('gradient checked').waitFor();
      await expect.poll(() => panel.header()).toMatch(/square\(x\)\s+9/);
    });
  });
}
