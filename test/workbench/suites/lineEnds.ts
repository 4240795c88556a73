import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/vscode/tools.mts';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** The file that it waits for. */
const signal = 'slow.go';

/** A source whose run goes on until a file is there. */
export const slow = `import { existsSync } from 'node:fs';
const pause = new Int32Array(new SharedArrayBuffer(4));
while (!existsSync(new URL('./${signal}', import.meta.url))) Atomics.wait(pause, 0, 0, 20);

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
      await workbench.trace(file);
      await workbench.closePanel();
    };

    beforeAll(() => {
      workbench = window();
    });
    afterAll(async () => {
      await workbench.theme('dark');
      await workbench.openAlone('02-autodiff.ts');
      await workbench.clear();
    });

    it.each(['02-autodiff', '04-logistic-regression', '06-ode-fit', '09-first-nan'])(
      'are those of the listing: %s',
      async (example) => {
        await trace(`${example}.ts`);
        const { editor, lineEnds } = workbench;
        const wanted = listed(example);
        expect(wanted.size).toBeGreaterThan(3);
        const seen = async () => {
          const all = new Map<number, string>();
          for (const line of [Math.min(...wanted.keys()), Math.max(...wanted.keys())]) {
            await editor.goTo(line, 1);
            for (const [number, text] of await lineEnds.texts()) all.set(number, text);
          }
          return [...all].sort(([a], [b]) => a - b);
        };
        await expect.poll(seen).toEqual([...wanted]);
        await workbench.screenshot(`line ends ${example}`);
      },
    );

    it('move no line of code when they come, go and change', async () => {
      const { editor, lineEnds, page } = workbench;
      await trace('04-logistic-regression.ts');
      await workbench.clear();
      await editor.goTo(24, 1);
      await expect.poll(() => lineEnds.ends()).toEqual([]);
      // words have their colours, and with them their places
      await page.locator('.editor-instance .view-line [class*=mtk]:not(.mtk1)').first().waitFor();
      const before = await lineEnds.places();
      await editor.lens('Trace Function').first().click();
      await editor.lens('✓').first().waitFor();
      await workbench.closePanel();
      await editor.goTo(24, 1);
      await expect.poll(async () => (await lineEnds.texts()).get(23)).toContain('9 of 10');
      await expect.poll(() => lineEnds.places()).toEqual(before);
      await workbench.run('GradLens: Previous Iteration');
      await expect.poll(async () => (await lineEnds.texts()).get(23)).toContain('8 of 10');
      await expect.poll(() => lineEnds.places()).toEqual(before);
      await workbench.run('GradLens: Toggle Values at Line Ends');
      await expect.poll(() => lineEnds.ends()).toEqual([]);
      await expect.poll(() => lineEnds.places()).toEqual(before);
      await workbench.run('GradLens: Toggle Values at Line Ends');
      await expect.poll(async () => (await lineEnds.texts()).get(23)).toContain('8 of 10');
    });

    it('hide on a line that is edited, and are dimmed on the others until it is undone', async () => {
      const { editor, lineEnds, page } = workbench;
      await trace('02-autodiff.ts');
      await editor.goTo(32, 40);
      await expect.poll(async () => [...(await lineEnds.texts()).keys()]).toEqual([30, 31, 32, 33]);
      const are = (isItalic: boolean, opacity: number) => async () =>
        (await lineEnds.ends()).every((end) => end.isItalic === isItalic && end.opacity === opacity);
      await expect.poll(are(false, 1)).toBe(true);
      const fresh = await lineEnds.ends();
      await editor.type(' ');
      await expect.poll(async () => [...(await lineEnds.texts()).keys()]).toEqual([30, 31, 33]);
      await expect.poll(are(true, 0.5)).toBe(true);
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
      const { editor, lineEnds, workspace } = workbench;
      const go = join(workspace.folder, signal);
      writeFileSync(go, '');
      await trace('slow.ts');
      await expect.poll(async () => [...(await lineEnds.texts()).keys()]).toEqual([6, 7, 8]);
      const before = await lineEnds.ends();
      rmSync(go);
      await editor.lens('Trace Function').first().click();
      await editor.lens('Tracing … cancel').waitFor();
      expect(await lineEnds.ends()).toEqual(before);
      await workbench.screenshot('line ends running');
      writeFileSync(go, '');
      await editor.lens('Trace Function').first().waitFor();
      await expect.poll(() => lineEnds.ends()).toEqual(before);
    });

    it('are read at the end of the line, for those who do not see them', async () => {
      const { editor, hover } = workbench;
      await trace('02-autodiff.ts');
      await editor.goTo(31, 5);
      await workbench.run('GradLens: Peek Values of Line');
      await hover.says(/4×4\s−1\.8544\s\S+\s1\.7795\s·\s∂\s‖4‖/);
      await expect.poll(() => editor.selection()).toMatchObject({ line: 31, selected: 0 });
    });

    it.each(pictured)('are quiet in %s, tint and all', async (theme) => {
      const { editor, lineEnds, page } = workbench;
      await workbench.theme(theme);
      await trace('09-first-nan.ts');
      await editor.goTo(19, 1);
      const different = async () => {
        const ends = await lineEnds.ends();
        const found = ['✕ NaN from step 137', '= NaN', '∂ 1'].map((wanted) =>
          ends.find(({ text }) => text === wanted),
        );
        return new Set(found.flatMap((end) => (end ? [end.color] : []))).size;
      };
      await expect.poll(different).toBe(3);
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
