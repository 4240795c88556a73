import { Matrix } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import { a, b, c } from '../../../examples/02-autodiff.ts';
import { alignedNumbers } from '../../../src/present/format/numberText.ts';
import { violationsInThemes } from '../pages/axe.ts';
import type { Workbench } from '../pages/workbench.ts';
import { traceExample } from './cli.ts';

const expected = traceExample('02-autodiff.ts');
const ones = Matrix.ones(4, 4);

/** In any window. */
export function tracing(window: () => Workbench): void {
  describe('tracing the example', () => {
    let workbench: Workbench;

    beforeAll(async () => {
      workbench = window();
      await workbench.openAlone('02-autodiff.ts');
      await workbench.clear();
    });

    it('is offered above the marked function, with its backward pass', async () => {
      await workbench.editor.lens('Trace Function').waitFor();
      // lenses are gone for a moment whenever they are asked for again
      await expect
        .poll(() => workbench.editor.lenses())
        .toEqual([expect.stringContaining('Trace Function'), 'Show backward pass']);
      await workbench.screenshot('lenses');
    });

    it('shows the trace beside the code', async () => {
      await workbench.editor.lens('Trace Function').click();
      const { panel } = workbench;
      await panel.body.getByText('gradient checked').waitFor();
      await expect.poll(() => panel.header()).toMatch(/f\(a, b, c\)\s+55\.9213/);
      await workbench.editor.lens('= 55.9213 ✓').waitFor();
      await panel.show('Trace');
      await expect
        .poll(() => panel.rows.locator('.op').allInnerTexts())
        .toEqual(['input', 'input', 'input', ...expected.equations.map(({ op }) => op)]);
      await workbench.screenshot('panel');
    });

    it('has every number of the inputs as the command line has it', async () => {
      const { panel } = workbench;
      await panel.show('Inputs');
      for (const { path, value, gradient } of expected.inputs) {
        const leaf = panel.frame
          .getByRole('article')
          .filter({ has: panel.frame.getByText(path, { exact: true }) });
        const tables = panel.tables(leaf);
        for (const [i, rows] of [value, gradient].entries()) {
          await expect
            .poll(() => panel.numbers(tables.nth(i)))
            .toEqual({ values: rows.flat(), texts: alignedNumbers(rows.flat()) });
        }
      }
      expect(expected.inputs.length).toBe(3);
      await workbench.screenshot('inputs');
    });

    it('opens a row to value and gradient side by side', async () => {
      const { panel } = workbench;
      await panel.show('Trace');
      await panel.row('v6').click();
      const growth = Matrix.exp(b.mmul(c)).to1DArray();
      const values = async (table: number) => (await panel.numbers(panel.tables().nth(table))).values;
      await expect.poll(() => values(0)).toEqual(growth);
      await expect.poll(() => values(1)).toEqual(ones.to1DArray());
      await workbench.screenshot('row');
    });

    it('selects exactly the expression of a row', async () => {
      for (const { id, span } of expected.equations) {
        const [, , column, endLine, endColumn] = span;
        await workbench.panel.row(id).locator('.op').click();
        await expect
          .poll(() => workbench.editor.selection())
          .toEqual({ line: endLine, column: endColumn + 1, selected: endColumn - column });
      }
    });

    it('shows value and gradient of what the mouse points at', async () => {
      const [da, db, dc] = expected.inputs.map(({ gradient }) => new Matrix(gradient.map((row) => [...row])));
      const places = [
        { name: 'waves', line: 31, column: 10, value: a.mmul(Matrix.sin(b)), gradient: ones },
        { name: 'a', line: 31, column: 17, value: a, gradient: da! },
        { name: 'growth', line: 32, column: 10, value: Matrix.exp(b.mmul(c)), gradient: ones },
        { name: 'b', line: 32, column: 29, value: b, gradient: db! },
        { name: 'c', line: 32, column: 36, value: c, gradient: dc! },
      ];
      for (const { name, line, column, value, gradient } of places) {
        const hover = await workbench.editor.hover(line, column, new RegExp(`(^|\\s)${name}\\s`));
        const words = (await hover.text()).split(/\s+/);
        for (const matrix of [value, gradient]) {
          const texts = [0, 1].map((fewer) => alignedNumbers(matrix.to1DArray(), fewer));
          expect(texts).toContainEqual(texts.find((one) => one.every((number) => words.includes(number))));
        }
      }
      await workbench.screenshot('hover');
    });

    it('steps through the backward pass', async () => {
      const { panel } = workbench;
      await workbench.editor.lens('Show backward pass').click();
      const steps = expected.equations.toReversed();
      // it opens at the step of what the cursor stands in
      await panel.rows
        .filter({ hasText: `${steps[0]!.id} = ` })
        .first()
        .click();
      for (const [i, { id }] of steps.entries()) {
        await panel.body.getByText(`step ${i + 1} of ${steps.length} · ${id} = `).waitFor();
        if (i < steps.length - 1) await panel.button('Next step').click();
      }
      // The last one is sin: it sends b̄ = v̄3 ∘ cos b, where v̄3 = aᵀ · 1.
      const sent = a.transpose().mmul(ones).mul(Matrix.cos(b)).to1DArray();
      const away = async () => {
        const { values } = await panel.numbers(panel.tables().last());
        return Math.max(...sent.map((value, i) => Math.abs(value - (values[i] ?? Infinity))));
      };
      await expect.poll(away).toBeLessThan(5e-13);
      await workbench.screenshot('backward');
    });

    it('is there again after a reload of the window', async () => {
      await workbench.reload();
      const { editor, panel } = workbench;
      await panel.show('Trace');
      await panel.row('v6').waitFor();
      await expect.poll(() => panel.header()).toMatch(/55\.9213[^]*⟳ restored from \d\d:\d\d/);
      await editor.lensesSay((texts) => texts.includes('= 55.9213 ✓') && !texts.join('').includes('(old)'));
      await workbench.screenshot('reloaded');
    });

    it('is then for everyone, too', async () => {
      expect(await violationsInThemes(workbench)).toEqual({});
    });

    it('says when the code changed since', async () => {
      await workbench.editor.goTo(33, 45);
      await workbench.editor.type(' ');
      await workbench.panel.frame.locator('header .verdict').getByText('(old)').first().waitFor();
      await workbench.editor.lens('(old)').waitFor();
      await workbench.screenshot('stale');
    });
  });
}
