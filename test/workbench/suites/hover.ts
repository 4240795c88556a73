import { Matrix } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import { shortNumber } from '../../../src/present/format/numberText.ts';
import type { Workbench } from '../pages/workbench.ts';

// In the page.
declare function getComputedStyle(element: object): { readonly backgroundColor: string };
interface Picture {
  readonly naturalWidth: number;
}

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
      await workbench.trace('ridge.ts');
    });

    it('has the value that was bound where the name is bound', async () => {
      const text = await (await workbench.editor.hover(5, 9, /−0\.3000/)).text();
      expect(text).not.toContain('changed in place');
    });

    it('has the value that was read where it is read, and how it came to it', async () => {
      const changed = /changed in place: v\d+ \(5\) → v\d+ mul on 6 → read here/;
      const text = await (await workbench.editor.hover(7, 22, changed)).text();
      expect(text).toMatch(/−0\.6000/);
      expect(text).not.toContain('as it was bound');
      await workbench.screenshot('hover after a change in place');
    });

    it('goes with a mark on the line that changed it', async () => {
      await expect.poll(async () => (await workbench.lineEnds.texts()).get(6)).toContain('⟲ overwrites w');
    });
  });
}

/** A program with small and large matrices, a comparison and a loop. */
export const waves = `import { Matrix } from 'ml-matrix';

const angles = (n: number) => Array.from({ length: n }, (_, i) => 0.7 * i - 2);

/** @trace waves(new Matrix([[1, 0.5], [0.25, -1]]), 1.5) */
export function waves(mix: Matrix, rate: number): number {
  const small = Matrix.sin(Matrix.columnVector(angles(8)).mmul(Matrix.rowVector(angles(8))).mul(rate));
  const large = Matrix.sin(Matrix.columnVector(angles(60)).mmul(Matrix.rowVector(angles(90))).mul(rate));
  let level = mix.mmul(mix).sum();
  for (let step = 0; step < 40; step++) {
    const wave = Math.sin(level + step * rate);
    if (wave > 0.5) level = level + wave;
    level = level * 0.9;
  }
  return level + Matrix.mul(small, small).sum() + Matrix.mul(large, large).sum();
}
`;

/** What the plain program multiplies by 0.9 in its last iteration. */
function lastLevel(rate: number): number {
  const mix = new Matrix([
    [1, 0.5],
    [0.25, -1],
  ]);
  let level = mix.mmul(mix).sum();
  for (let step = 0; ; step++) {
    const wave = Math.sin(level + step * rate);
    if (wave > 0.5) level = level + wave;
    if (step === 39) return level;
    level = level * 0.9;
  }
}

/** In a window whose workspace has `waves.ts`. */
export function hoverPictures(window: () => Workbench): void {
  describe('the hover', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('waves.ts');
      await workbench.closePanel();
    });

    /** Whether numbers and pictures are no wider, and all of it is no higher, than a hover may be. */
    const fits = async (numbers: string) => {
      const content = workbench.hover.content.first();
      const [inner, outer] = [await content.locator(numbers).boundingBox(), await content.boundingBox()];
      return inner && outer && inner.width <= 480 && outer.height <= 200;
    };

    it('has value and gradient of a matrix as tinted digits in cells of one width', async () => {
      const { content } = await workbench.editor.hover(7, 10, /small/);
      const cells = content.locator('samp span');
      await expect.poll(() => cells.count()).toBe(2 * 64);
      const looks = await cells.evaluateAll((all) =>
        all.map((cell) => [cell.getBoundingClientRect().width, getComputedStyle(cell).backgroundColor]),
      );
      expect(new Set(looks.map(([width]) => Math.round(Number(width)))).size).toBeLessThanOrEqual(2);
      expect(new Set(looks.map(([, color]) => color)).size).toBeGreaterThan(20);
      await expect.poll(() => fits('samp')).toBe(true);
      await workbench.screenshot('hover cells');
    });

    it('has a large matrix as two pictures', async () => {
      const { content } = await workbench.editor.hover(8, 10, /large/);
      const pictures = content.locator('img');
      await expect
        .poll(() => pictures.evaluateAll((all) => all.map((one) => (one as unknown as Picture).naturalWidth)))
        .toEqual([126, 126]);
      await expect.poll(() => fits('table')).toBe(true);
      await workbench.screenshot('hover pictures');
    });

    it('has value and derivative of a number as the plain program has them', async () => {
      const hover = await workbench.editor.hover(13, 13, /step 39 of 40/);
      const said = /value (\S+) · ∂waves\/∂level (\S+)/.exec(await hover.text()) ?? [];
      expect(said.slice(1)).toEqual([lastLevel(1.5), 0.9].map(shortNumber));
    });

    it('goes to other iterations and stays', async () => {
      const hover = await workbench.editor.hover(11, 12, /step 39 of 40/);
      for (const step of [38, 37]) {
        await hover.link('‹').click();
        await expect.poll(() => hover.text()).toContain(`step ${step} of 40`);
      }
      await expect.poll(() => workbench.statusBar.text()).toContain('step 37/40');
    });

    it('shows how a comparison went, and the iterations of a loop', async () => {
      const guard = /wave > 0\.5\s+→ (true|false), margin \d\.\d+, decided \d+ of 40 · step 37 of 40/;
      await workbench.editor.hover(12, 14, guard);
      await workbench.screenshot('hover comparison');
      await workbench.editor.hover(10, 4, /step\s+level\s+∂level\s+wave[^]*▸\u00A037/);
      await workbench.screenshot('hover loop');
    });

    it('shows the equation around a literal, and the input that a literal of the tag is', async () => {
      await workbench.editor.hover(13, 21, /= v\d+ · 0\.9/);
      await workbench.editor.hover(5, 55, /rate\s+· v1 input/);
    });
  });
}
