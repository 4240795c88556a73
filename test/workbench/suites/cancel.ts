import { beforeAll, describe, expect, it } from 'vitest';
import { insist } from '../pages/insist.ts';
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
      const ended = editor.lens(/✗ /);
      for (let cancelled = 0, tries = 0; cancelled < 2 && tries < 10; tries++) {
        await editor.lens('Trace Function').first().click();
        // on a slow machine the run may meet its own limit of time before the click
        await editor
          .lens('Tracing … cancel')
          .click({ timeout: 20_000 })
          .catch(() => undefined);
        await ended.waitFor();
        if ((await ended.innerText()).includes('cancelled')) cancelled++;
      }
      expect(await ended.innerText()).toContain('cancelled');
      await insist(() => editor.lens('Trace Function').nth(1).click(), editor.lens('= 9 ✓'));
      await panel.body.getByText('gradient checked').waitFor();
      expect(await panel.body.locator('header').innerText()).toMatch(/square\(x\)\s+9/);
    });
  });
}
