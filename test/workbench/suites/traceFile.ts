import { beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../pages/workbench.ts';

/** In a window whose workspace has `autodiff.gradlens`, the trace of an example. */
export function traceFile(window: () => Workbench): void {
  describe('a trace file', () => {
    beforeAll(() => window().openAlone('autodiff.gradlens'));

    it('opens in the panel, and nothing is run', async () => {
      const { panel } = window();
      await panel.body.getByText('gradient checked').waitFor();
      await expect.poll(() => panel.header()).toMatch(/f\(a, b, c\)\s+55\.9213/);
      await window().screenshot('trace file');
    });
  });
}
