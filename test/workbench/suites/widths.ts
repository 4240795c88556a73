import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../pages/workbench.ts';

/** Numbers of every length: tiny, large, not finite, many; in a loop, with a member that is traced through. */
export const edges = `import { Matrix } from 'ml-matrix';

/** @trace edges(2, 1e-200) */
export function edges(learningRate: number, tiny: number) {
  const table = new Matrix([[1, -2.5, 1e-9, 4], [0.5, 1e7, 3, -1e-300], [1, 2, 3, 4], [NaN, 1, 2, 3]]);
  const scaledTable = Matrix.mul(table, learningRate);
  let total = learningRate;
  for (let step = 0; step < 30; step++) {
    const slope = Matrix.mul(new Matrix([[1.23456, -4.5e-7], [3, 4]]), total);
    total = Math.sin(slope.get(0, 0)) + 806;
  }
  const large = learningRate * 1e6 * 806;
  const pair = new Matrix([[learningRate, -tiny]]).mul(1e5 / 3);
  return { total, large, small: -tiny * 1.7e-5, ratio: total + scaledTable.get(0, 1) + pair.get(0, 0), pair };
}
`;

/** In pixels: beside a wide side bar, a third of a laptop, where it opens in a window of 1440, a half of a wide screen. */
const widths = [300, 350, 541, 862];

/** In a window whose workspace has `edges.ts`. */
export function narrowing(window: () => Workbench): void {
  describe('a panel of any width', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('edges.ts');
      await workbench.panel.body.getByText('gradient checked').waitFor();
      await workbench.resize(2200, 900);
    });
    afterAll(async () => {
      await workbench.panel.width('');
      await workbench.resize(1440, 900);
      await workbench.clear();
    });

    for (const width of widths)
      it(`cuts no number at ${width} px, and its header is one line`, async () => {
        const { panel } = workbench;
        await panel.width(`${width}px`);
        await expect.poll(() => panel.headerHeight()).toBe(32);
        for (const tab of ['Trace', 'Backward', 'Inputs'] as const) {
          await panel.show(tab);
          const drawn = {
            Trace: '.trace-row.equation .computed',
            Backward: '[data-row] .sends',
            Inputs: '.cell',
          };
          await panel.frame.locator(drawn[tab]).first().waitFor();
          await expect.poll(() => panel.cutNumbers(), { message: tab }).toEqual([]);
          const far = async () => (await panel.marksBefore()).filter((gap) => Math.abs(gap) >= 4);
          await expect.poll(far).toEqual([]);
          await workbench.screenshot(`${tab} at ${width}`);
        }
      });

    it('shows a loop as a table whose numbers are whole', async () => {
      const { panel } = workbench;
      await panel.show('Trace');
      await panel.button('table').first().click();
      await panel.rows.locator('.rounds .text').first().waitFor();
      for (const width of widths) {
        await panel.width(`${width}px`);
        await expect.poll(() => panel.cutNumbers(), { message: `${width}` }).toEqual([]);
        await workbench.screenshot(`table at ${width}`);
      }
    });
  });
}
