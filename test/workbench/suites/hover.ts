import { beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../pages/workbench.ts';

/** A program that reads a matrix after it was changed in place. */
export const ridge = `import { Matrix } from 'ml-matrix';

/** @trace ridge(new Matrix([[1, 0.5], [0.25, -1]]), 3) */
export function ridge(x: Matrix, rate: number): number {
  const w = Matrix.columnVector([-0.1, 0.2]).mul(rate);
  const doubled = w.mul(2);
  const fit = x.mmul(w);
  return fit.sum() + doubled.sum();
}
`;

/** In a window whose workspace has `ridge.ts`. */
export function hovering(window: () => Workbench): void {
  describe('the hover after a change in place', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.openAlone('ridge.ts');
      await workbench.editor.lens('Trace Function').click();
      await workbench.editor.lens(/= .*[✓◐✗]/).waitFor();
    });

    it('has the value that was bound where the name is bound', async () => {
      const text = await (await workbench.editor.hover(5, 9)).text();
      expect(text).toMatch(/−0\.3000/);
      expect(text).not.toContain('changed in place');
    });

    it('has the value that was read where it is read, and how it came to it', async () => {
      const text = await (await workbench.editor.hover(7, 22)).text();
      expect(text).toMatch(/changed in place: v\d+ \(5\) → v\d+ mul on 6 → read here/);
      expect(text).toMatch(/−0\.6000/);
      expect(text).not.toContain('as it was bound');
      await workbench.screenshot('hover after a change in place');
    });

    it('goes with a mark on the line that changed it', async () => {
      await expect.poll(async () => (await workbench.lineEnds.texts()).get(6)).toContain('⟲ overwrites w');
    });
  });
}
