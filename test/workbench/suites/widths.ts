import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placed } from '../pages/placed.ts';
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

/** Names of any length, with calls and loops on rows of their own. */
export const longNames = `const settings = { transmission: 0.4, incubation: 0.2 };

function grow(infected: number): number {
  return infected * settings.transmission + infected * settings.incubation + infected / 7 - infected ** 2 * 1e-6;
}

/** @trace epidemic(12, 0.99) */
export function epidemic(infectedAtTheStart: number, reductionOfContacts: number): number {
  let infected = infectedAtTheStart * reductionOfContacts;
  for (let day = 0; day < 30; day++) {
    if (day > 20) infected = infected * reductionOfContacts;
    infected = grow(infected);
  }
  return infected;
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

/** In a window whose workspace has `longNames.ts`. */
export function naming(window: () => Workbench): void {
  describe('long names in a panel of any width', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.page.setViewportSize({ width: 2200, height: 900 });
      await workbench.openAlone('longNames.ts');
      await workbench.editor.lens('Trace Function').click();
      await workbench.panel.body.getByText('gradient checked').waitFor();
    });
    afterAll(async () => {
      await workbench.panel.width('');
      await workbench.page.setViewportSize({ width: 1440, height: 900 });
      await workbench.editor.focus();
      await workbench.run('GradLens: Clear');
      await workbench.editor.lens(/^= /).waitFor({ state: 'hidden' });
    });

    it('are ids in an equation that has no room for them', async () => {
      const { panel } = workbench;
      await panel.tab('Trace').click();
      const first = panel.frame.locator('.trace-row.equation .operands').first();
      for (const [width, operands] of [
        ['1200px', 'infectedAtTheStart · reductionOfContacts'],
        ['541px', 'v0 · v1'],
        ['350px', 'v0 · v1'],
      ] as const) {
        await panel.width(width);
        await expect.poll(() => first.innerText(), { message: width }).toBe(operands);
      }
    });

    for (const tab of ['Trace', 'Backward'] as const)
      it(`leave what is folded in the ${tab} tab its name, above its slider`, async () => {
        const { panel } = workbench;
        await panel.tab(tab).click();
        for (const width of widths) {
          await panel.width(`${width}px`);
          await panel.frame.locator('.fold .head').first().waitFor();
          await expect.poll(() => panel.cut('.fold .head'), { message: `${width}` }).toEqual([]);
          await expect.poll(() => panel.cut('.fold.with-views'), { message: `${width}` }).toEqual([]);
          await workbench.screenshot(`names ${tab} at ${width}`);
        }
      });

    it('leave numbers whole in the Lines and the Inputs tab, and a loop how its quantity went', async () => {
      const { panel } = workbench;
      for (const width of widths) {
        await panel.width(`${width}px`);
        await panel.show('Inputs');
        await panel.frame.locator('.leaf .cell').first().waitFor();
        await expect.poll(() => panel.cutNumbers(), { message: `Inputs ${width}` }).toEqual([]);
        await panel.show('Lines');
        const loop = panel.frame.locator('.line-row .loop');
        const below = async () => {
          const [row, strip] = await placed(loop.or(loop.locator('canvas')));
          return strip!.bottom - row!.bottom;
        };
        await expect.poll(below, { message: `Lines ${width}` }).toBeLessThanOrEqual(0);
        await expect.poll(() => panel.cutNumbers(), { message: `Lines ${width}` }).toEqual([]);
        await workbench.screenshot(`names Lines at ${width}`);
      }
    });

    it('of parameters give way to the words of a verdict that are shorter', async () => {
      const { panel } = workbench;
      const words = panel.frame.locator('header .verdict').getByText(/^✓ gradient checked/);
      for (const [width, isShown] of [
        ['1200px', true],
        ['541px', true],
        ['350px', false],
      ] as const) {
        await panel.width(width);
        const unseen = () => words.evaluate((text: { className: string }) => text.className === '');
        await expect.poll(unseen, { message: width }).toBe(isShown);
      }
    });

    it('a single input takes two lines', async () => {
      const { panel } = workbench;
      await panel.width('1200px');
      await panel.tab('Inputs').click();
      const heights = async () =>
        (await placed(panel.frame.getByRole('article'))).map(({ top, bottom }) => bottom - top < 48);
      await expect.poll(heights).toEqual([true, true, true, true]);
      await workbench.screenshot('names Inputs');
    });
  });
}
