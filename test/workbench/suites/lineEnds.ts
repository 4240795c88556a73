import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/vscode/tools.mts';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** A source whose run takes a while. */
export const slow = `
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);

/** @trace scaled(2) */
export function scaled(x: number): number {
  const y = x * 3;
  return y * y;
}
`;

/** The lines of a listing by number that have something at their ends. */
function listed(example: string): Map<number, string> {
  const source = readFileSync(join(root, `examples/${example}.ts`), 'utf8').split('\n');
  const golden = readFileSync(join(root, `test/present/golden/${example}.source.txt`), 'utf8');
  const lines = [...golden.matchAll(/^ *(\d+) {2}(.+)$/gm)].map(
    ([, number, text]) => [Number(number), text!] as const,
  );
  return new Map(lines.filter(([number, text]) => text !== source[number - 1]));
}

/** In a window whose workspace has `slow.ts`. */
export function endsOfLines(window: () => Workbench): void {
  describe('values at the ends of lines', () => {
    let workbench: Workbench;
    const trace = async (file: string) => {
      await workbench.openAlone(file);
      // A file comes back where it was scrolled to.
      await workbench.editor.goTo(1, 1);
      await workbench.editor.lens('Trace Function').first().click();
      await workbench.editor.lens('✓').or(workbench.editor.lens('NaN')).first().waitFor();
      await workbench.closePanel();
    };

    beforeAll(() => {
      workbench = window();
    });
    afterAll(async () => {
      await workbench.theme('dark');
      await workbench.openAlone('02-autodiff.ts');
      await workbench.run('GradLens: Clear');
    });

    it.each(['02-autodiff', '04-logistic-regression', '06-ode-fit', '09-first-nan'])(
      'are those of the listing: %s',
      async (example) => {
        await trace(`${example}.ts`);
        const { editor, lineEnds } = workbench;
        const wanted = listed(example);
        expect(wanted.size).toBeGreaterThan(3);
        const seen = new Map<number, string>();
        for (const line of [Math.min(...wanted.keys()), Math.max(...wanted.keys())]) {
          await editor.goTo(line, 1);
          await expect.poll(async () => (await lineEnds.texts()).has(line)).toBe(true);
          for (const [number, text] of await lineEnds.texts()) seen.set(number, text);
        }
        expect([...seen].sort(([a], [b]) => a - b)).toEqual([...wanted]);
        await workbench.screenshot(`line ends ${example}`);
      },
    );

    it('move no line of code when they come, go and change', async () => {
      const { editor, lineEnds } = workbench;
      await trace('04-logistic-regression.ts');
      await workbench.run('GradLens: Clear');
      await editor.goTo(24, 1);
      await editor.lens('= 0.3049').waitFor({ state: 'hidden' });
      await expect.poll(() => lineEnds.ends()).toEqual([]);
      const before = await lineEnds.places();
      await editor.lens('Trace Function').first().click();
      await editor.lens('✓').first().waitFor();
      await workbench.closePanel();
      await editor.goTo(24, 1);
      await expect.poll(async () => (await lineEnds.texts()).get(23)).toContain('9 of 10');
      expect(await lineEnds.places()).toEqual(before);
      await workbench.run('GradLens: Previous Iteration');
      await expect.poll(async () => (await lineEnds.texts()).get(23)).toContain('8 of 10');
      expect(await lineEnds.places()).toEqual(before);
      await workbench.run('GradLens: Toggle Values at Line Ends');
      await expect.poll(() => lineEnds.ends()).toEqual([]);
      expect(await lineEnds.places()).toEqual(before);
      await workbench.run('GradLens: Toggle Values at Line Ends');
      await expect.poll(async () => (await lineEnds.texts()).get(23)).toContain('8 of 10');
    });

    it('hide on a line that is edited, and are dimmed on the others until it is undone', async () => {
      const { editor, lineEnds, page } = workbench;
      await trace('02-autodiff.ts');
      await editor.goTo(32, 40);
      await expect.poll(async () => [...(await lineEnds.texts()).keys()]).toEqual([30, 31, 32, 33]);
      const fresh = await lineEnds.ends();
      expect(fresh.every(({ isItalic, opacity }) => !isItalic && opacity === 1)).toBe(true);
      await editor.type(' ');
      await expect.poll(async () => [...(await lineEnds.texts()).keys()]).toEqual([30, 31, 33]);
      await expect
        .poll(async () =>
          (await lineEnds.ends()).every(({ isItalic, opacity }) => isItalic && opacity === 0.5),
        )
        .toBe(true);
      await workbench.screenshot('line ends stale');
      await editor.goTo(31, 1);
      await editor.type('\n');
      await expect.poll(async () => [...(await lineEnds.texts()).keys()]).toEqual([30, 32, 34]);
      await editor.focus();
      await page.keyboard.press('ControlOrMeta+Z');
      await page.keyboard.press('ControlOrMeta+Z');
      await expect.poll(() => lineEnds.ends()).toEqual(fresh);
    });

    it('stay while the function runs again', async () => {
      const { editor, lineEnds } = workbench;
      await trace('slow.ts');
      await expect.poll(async () => [...(await lineEnds.texts()).keys()]).toEqual([5, 6, 7]);
      const before = await lineEnds.ends();
      await editor.lens('Trace Function').first().click();
      await editor.lens('Tracing … cancel').waitFor();
      expect(await lineEnds.ends()).toEqual(before);
      await workbench.screenshot('line ends running');
      await editor.lens('✓').first().waitFor();
      expect(await lineEnds.ends()).toEqual(before);
    });

    it('are read at the end of the line, for those who do not see them', async () => {
      const { editor, hover } = workbench;
      await trace('02-autodiff.ts');
      await editor.goTo(31, 5);
      await workbench.run('GradLens: Peek Values of Line');
      await hover.appears();
      await expect.poll(() => hover.text()).toMatch(/4×4\s−1\.8544\s\S+\s1\.7795\s·\s∂\s‖4‖/);
      expect(await editor.selection()).toMatchObject({ line: 31, selected: 0 });
    });

    it.each(pictured)('are quiet in %s, tint and all', async (theme) => {
      const { editor, lineEnds, page } = workbench;
      await workbench.theme(theme);
      await trace('09-first-nan.ts');
      await editor.goTo(19, 1);
      await expect
        .poll(async () => (await lineEnds.ends()).map(({ text }) => text))
        .toContain('✕ NaN from step 137');
      const [mark, value] = ['✕ NaN from step 137', '= NaN'];
      const ends = await lineEnds.ends();
      const color = (wanted: string) => ends.find(({ text }) => text === wanted)!.color;
      expect(new Set([color(mark), color(value), color('∂ 1')]).size).toBe(3);
      await workbench.screenshot(`line ends nan ${theme}`);
      await trace('04-logistic-regression.ts');
      await workbench.run('GradLens: Toggle Tint by Influence');
      await page
        .locator('.view-overlays [class*="TextEditorDecorationType"]')
        .first()
        .waitFor({ state: 'attached' });
      await editor.goTo(30, 1);
      await workbench.screenshot(`line ends tint ${theme}`);
      await workbench.run('GradLens: Toggle Tint by Influence');
    });
  });
}
