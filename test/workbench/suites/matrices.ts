import { beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../pages/workbench.ts';

/** A matrix that is more than a picture has cells, with a number that is none. */
export const field = `import { Matrix } from 'ml-matrix';

/** @trace field(0.5) */
export function field(height: number): number {
  const waves = new Matrix(300, 600);
  for (let r = 0; r < 300; r++) for (let c = 0; c < 600; c++) waves.set(r, c, Math.sin(r / 20) * Math.cos(c / 30));
  waves.set(12, 40, -3.1);
  waves.set(150, 400, NaN);
  const scaled = Matrix.mul(waves, height);
  return scaled.get(12, 40);
}
`;

/** In a window whose workspace has `field.ts`. */
export function matrices(window: () => Workbench): void {
  describe('a large matrix', () => {
    let workbench: Workbench;
    const picture = () => workbench.panel.frame.getByRole('application').first();
    const said = () => workbench.panel.frame.locator('.pointed').first();

    /** Near `[12, 40]`, where a cell stands for several entries. */
    const merged = /^\[1\d(…1\d)?, [34]\d…[34]\d\] /;

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('field.ts');
      await workbench.panel.show('Trace');
      await workbench.panel.row('scaled').click();
      await picture().waitFor();
    });

    it('is a picture, with what its cells stand for said where the mouse is', async () => {
      await expect.poll(() => picture().boundingBox()).toMatchObject({ width: 256, height: 128 });
      await picture().hover({ position: { x: 17, y: 5 } });
      await expect.poll(() => said().innerText()).toMatch(merged);
      await workbench.screenshot('matrix');
    });

    it('is zoomed by the wheel, at the mouse, down to digits', async () => {
      await picture().hover({ position: { x: 17, y: 5 } });
      for (let turn = 0; turn < 16; turn++) await workbench.page.mouse.wheel(0, -150);
      await expect.poll(() => said().innerText()).toMatch(/^\[1\d, [34]\d\] /);
      await workbench.screenshot('matrix digits');
      for (let turn = 0; turn < 16; turn++) await workbench.page.mouse.wheel(0, 150);
      await expect.poll(() => said().innerText()).toMatch(merged);
    });

    it('is zoomed and moved by keys, which say where they are', async () => {
      const { page, panel } = workbench;
      await panel.rows.first().hover();
      await picture().focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('PageUp');
      await expect.poll(() => said().innerText()).toBe('[0…1, 0…2] 0.02499');
      for (let turn = 0; turn < 8; turn++) await page.keyboard.press('+');
      await expect.poll(() => said().innerText()).toBe('[0, 0] 0');
      for (const [key, times] of [
        ['ArrowDown', 12],
        ['ArrowRight', 40],
      ] as const)
        for (let i = 0; i < times; i++) await page.keyboard.press(key);
      await expect.poll(() => said().innerText()).toBe('[12, 40] −1.5500');
      await workbench.screenshot('matrix keys');
    });
  });
}
