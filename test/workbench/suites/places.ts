import { beforeAll, describe, expect, it } from 'vitest';
import { insist, insistOn } from '../pages/insist.ts';
import { until } from '../pages/until.ts';
import type { Workbench } from '../pages/workbench.ts';

/** Seventeen thousand equations in a loop, with calls inside. */
export const pendulum = `/** @trace pendulum(1.2, 0) */
export function pendulum(theta: number, omega: number): number {
  const h = 0.01;
  for (let step = 0; step < 370; step++) {
    const [a1, b1] = slope(theta, omega);
    const [a2, b2] = slope(theta + (h / 2) * a1, omega + (h / 2) * b1);
    const [a3, b3] = slope(theta + (h / 2) * a2, omega + (h / 2) * b2);
    const [a4, b4] = slope(theta + h * a3, omega + h * b3);
    theta = theta + (h / 6) * (a1 + 2 * a2 + 2 * a3 + a4);
    omega = omega + (h / 6) * (b1 + 2 * b2 + 2 * b3 + b4);
  }
  return theta;
}
function slope(theta: number, omega: number): [number, number] {
  return [omega * 1, -9.81 * Math.sin(theta) - 0.1 * omega];
}
`;

/** Two cases of one function, another function, and a tag that cannot be read. */
export const cases = `/**
 * @trace small: square(3)
 * @trace large: square(20)
 */
export function square(x: number): number {
  return x * x;
}
/** @trace cube(2) */
export function cube(x: number): number {
  return x * x * x;
}
/** @trace broken(1, */
export function broken(x: number): number {
  return x;
}
`;

/** In a window whose workspace has `pendulum.ts` and `cases.ts`. */
export function places(window: () => Workbench): void {
  describe('a place in a long loop', () => {
    let workbench: Workbench;
    const at = () => workbench.panel.frame.locator('.slider .at').first();
    /** What is read out; the slider may be out of view. */
    const said = () =>
      workbench.panel.frame.getByRole('status', { name: 'Iterations', exact: true }).textContent();
    /** What line 9 binds, in the iteration that is looked at. */
    const theta = () => {
      const { panel } = workbench;
      const line = panel.frame.locator('.line').getByText('9', { exact: true });
      return panel.row('theta').filter({ has: line });
    };
    const current = () => workbench.panel.frame.locator('.row.current .id').first();

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('pendulum.ts');
      await workbench.panel.show('Trace');
    });

    it('is one row of few, with its last iteration', async () => {
      await expect.poll(() => at().innerText()).toBe('369 of 370');
      const grid = workbench.panel.frame.locator('[role=treegrid]');
      await expect.poll(() => grid.getAttribute('aria-rowcount')).toMatch(/^[1-6]?\d$/);
    });

    it('stays where it was clicked, in the iteration that was chosen', async () => {
      const { panel, editor } = workbench;
      const slider = panel.frame.getByRole('slider').first();
      await slider.fill('195');
      await expect.poll(() => at().innerText()).toBe('195 of 370');
      const row = theta();
      // the slider is ahead of the rows
      await expect.poll(() => row.locator('.id').innerText()).toMatch(/^v9\d{3}$/);
      const id = await row.locator('.id').innerText();
      await row.click();
      await expect.poll(() => editor.selection()).toMatchObject({ line: 9 });
      await expect.poll(() => current().innerText()).toBe(id);
      await expect.poll(() => at().innerText()).toBe('195 of 370');
      await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('iteration 195 of 370');
      await panel.frame.locator('.below .cell').first().waitFor();
      await row.click();
      await panel.frame.locator('.below').waitFor({ state: 'hidden' });
    });

    it('is the same equation in both lists, and gone to by F12', async () => {
      const { editor, panel, page } = workbench;
      const line = () => panel.frame.locator('.row.current .line').innerText();
      await panel.show('Backward');
      await expect.poll(line).toBe('9');
      await panel.frame.locator('[role=treegrid]').focus();
      await page.keyboard.press('F12');
      await expect.poll(() => editor.selection()).toMatchObject({ line: 9 });
      await panel.show('Trace');
      await expect.poll(line).toBe('9');
    });

    it('is gone to by a double click, which gives the focus to the code', async () => {
      const { editor, panel, page } = workbench;
      await editor.goTo(1, 1);
      const focused = page.locator('.editor-instance :is(.native-edit-context, .inputarea):focus');
      // it is as small as what is selected
      const hasFocus = (timeout: number) => focused.waitFor({ state: 'attached', timeout });
      await insistOn(() => theta().locator('.name').dblclick(), hasFocus);
      const { selected } = await until(
        () => editor.selection(),
        ({ line }) => line === 9,
      );
      expect(selected).toBeGreaterThan(1);
      await insist(() => theta().locator('.name').click(), panel.frame.locator('.below'), 'hidden');
    });

    it('is gone to by End and PageUp, and not thrown back', async () => {
      const { panel } = workbench;
      const grid = panel.frame.locator('[role=treegrid]');
      await grid.focus();
      await workbench.page.keyboard.press('End');
      const last = Number(await grid.getAttribute('aria-rowcount')) - 1;
      await expect.poll(() => grid.getAttribute('aria-activedescendant')).toBe(`trace-${last}`);
      await workbench.page.keyboard.press('PageUp');
      await expect.poll(() => grid.getAttribute('aria-activedescendant')).not.toBe(`trace-${last}`);
      const there = await grid.getAttribute('aria-activedescendant');
      const line = Number(await panel.frame.locator('.row.current .line').innerText());
      await expect.poll(() => workbench.editor.selection()).toMatchObject({ line });
      expect(await grid.getAttribute('aria-activedescendant')).toBe(there);
    });

    it('is followed by the cursor within the iteration', async () => {
      await workbench.editor.goTo(10, 30);
      await expect.poll(() => workbench.panel.frame.locator('.row.current .line').innerText()).toBe('10');
      await expect.poll(said).toContain('step 195 of 370');
    });

    it('is moved by the keys of the editor, in panel and status bar at once', async () => {
      await workbench.editor.goTo(9, 5);
      await workbench.page.keyboard.press('Alt+BracketRight');
      await expect.poll(said).toContain('step 196 of 370');
      await expect.poll(() => workbench.statusBar.text()).toContain('step 196/370');
      await workbench.page.keyboard.press('Shift+Alt+BracketLeft');
      await expect.poll(said).toContain('step 0 of 370');
    });

    it('has a table of all iterations', async () => {
      const { panel } = workbench;
      const grid = panel.frame.locator('[role=treegrid]');
      await insist(() => grid.press('Home'), panel.button('table').first());
      await panel.button('table').first().click();
      await panel.frame.locator('.row.round').first().waitFor();
      await workbench.screenshot('loop table');
      await panel.button('rows').first().click();
      await panel.frame.locator('.row.round').first().waitFor({ state: 'detached' });
      await workbench.screenshot('loop rows');
    });

    it('is found by a query, among thousands', async () => {
      const { panel, page } = workbench;
      const line = panel.frame.getByRole('textbox', { name: 'Find rows' });
      const status = panel.frame.locator('.query [role=status]');
      const chips = panel.frame.getByRole('button', { name: /^Remove / });
      await panel.frame.locator('[role=treegrid]').focus();
      await insist(() => page.keyboard.press('Control+F'), panel.frame.locator('.query input:focus'));
      await page.keyboard.type('op:sin');
      await expect.poll(() => status.innerText()).toBe('1,480 found');
      await panel.rows.locator('.hits').first().waitFor();
      await line.press('Enter');
      await expect.poll(() => status.innerText()).toMatch(/^\d+ of 1,480$/);
      await expect.poll(() => chips.allInnerTexts()).toEqual(['op:sin ×']);
      const first = Number.parseInt(await status.innerText());
      await line.press('Enter');
      await expect.poll(() => status.innerText()).toBe(`${first + 1} of 1,480`);
      await panel.frame.locator('.row.current.hit').waitFor();
      await line.press('Shift+Enter');
      await expect.poll(() => status.innerText()).toBe(`${first} of 1,480`);
      await workbench.screenshot('query');
      await page.keyboard.type('line:14 ');
      await expect.poll(() => status.innerText()).toBe('0 found');
      await line.press('ArrowLeft');
      await page.keyboard.press('Delete');
      await expect.poll(() => status.innerText()).toBe('1,480 found');
      await page.keyboard.type('line:15 ');
      await chips.first().click();
      await line.press('Backspace');
      await expect.poll(() => line.inputValue()).toBe('line:15');
      // four calls of a round, of each five operations on that line
      await expect.poll(() => status.innerText()).toBe('7,400 found');
      await line.fill('v9010');
      await expect.poll(() => status.innerText()).toBe('1 found');
      await line.press('Enter');
      await expect.poll(() => current().innerText()).toBe('v9010');
      await expect.poll(() => workbench.statusBar.text()).toContain('step 195/370');
      await line.fill('size:3');
      await expect.poll(() => status.innerText()).toContain('no size: here');
      await line.press('Escape');
      await expect.poll(() => line.inputValue()).toBe('');
      await line.press('Shift+Tab');
      await panel.frame.locator('[role=tab]:focus').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await panel.frame.locator('[role=treegrid]:focus').waitFor();
    });
  });

  describe('the cases of a file', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.openAlone('cases.ts');
      await workbench.clear();
    });

    it('run beside a tag that cannot be read, which says so at its own place', async () => {
      await workbench.editor.lens('✗ @trace:').waitFor();
      await workbench.editor.lens(/^\W*small$/).click();
      await workbench.editor.lens('= 9 ✓').waitFor();
    });

    it('keep their results while others are run', async () => {
      await workbench.editor.lens(/^\W*large$/).click();
      await workbench.editor.lens('= 400 ✓').waitFor();
      // the lens of the third function has no name of its own
      await workbench.editor.goTo(9, 18);
      await workbench.run('GradLens: Trace Function');
      await workbench.editor.lens('= 8 ✓').waitFor();
      await expect
        .poll(async () => (await workbench.editor.lenses()).filter((text) => text.startsWith('= ')))
        .toEqual(['= 9 ✓', '= 400 ✓', '= 8 ✓']);
      await workbench.screenshot('cases');
      await workbench.editor.lens('= 9 ✓').click();
      await expect.poll(() => workbench.panel.header()).toMatch(/square.*\n*.*9/);
    });

    it('are stale by their text: undone, they are fresh', async () => {
      await workbench.editor.goTo(6, 3);
      await workbench.editor.type(' ');
      await workbench.editor.lens('(old)').first().waitFor();
      await workbench.page.keyboard.press('Control+Z');
      await expect
        .poll(async () => (await workbench.editor.lenses()).filter((text) => text.startsWith('= ')))
        .toEqual(['= 9 ✓', '= 400 ✓', '= 8 ✓']);
    });
  });
}
