import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insist } from '../pages/insist.ts';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** In any window. */
export function why(window: () => Workbench): void {
  describe('why a number is what it is', () => {
    let workbench: Workbench;
    const answer = () => workbench.panel.frame.locator('.answer');

    beforeAll(async () => {
      workbench = window();
      await workbench.trace('10-why.ts');
    });
    afterAll(() => workbench.theme('dark'));

    it('is one gesture away from a zero at a line end: the guilty expression is selected', async () => {
      const { editor, lineEnds } = workbench;
      await expect.poll(async () => (await lineEnds.texts()).get(13)).toContain('0 ∂');
      await (await editor.hover(13, 80, /0\s∂/)).link('Explain').click();
      await answer().getByText('demand has no influence here').waitFor();
      await expect.poll(() => editor.selection()).toMatchObject({ line: 14, selected: 19 });
      await workbench.screenshot('why zero at a line end');
    });

    it('is answered under a row of the trace, with its class, its place and the chain', async () => {
      const { panel } = workbench;
      await panel.show('Trace');
      await panel.row('gain').locator('.gradient').getByRole('button').click();
      await answer().getByText('Why is ∂heating/∂gain = 0?').waitFor();
      const told = /locally-zero[^]*10-why\.ts:14:\d+[^]*10-why\.ts:13:\d+/;
      await expect.poll(() => answer().innerText()).toMatch(told);
      for (const theme of pictured) {
        await workbench.theme(theme);
        await workbench.screenshot(`why answer ${theme}`);
      }
    });

    it('leads from each link of the chain to its code', async () => {
      const { editor } = workbench;
      await answer().locator('.chain .place').first().click();
      await expect.poll(() => editor.selection()).toMatchObject({ line: 13 });
    });

    it('is listed among the findings, in four groups', async () => {
      const { panel } = workbench;
      await panel.show('Findings');
      await panel.frame
        .getByRole('region', { name: 'The gradient stops here' })
        .getByText('gain')
        .first()
        .waitFor();
      for (const theme of pictured) {
        await workbench.theme(theme);
        await workbench.screenshot(`why findings ${theme}`);
      }
    });

    it('is an entry of the problems, with its chain and its page', async () => {
      const { page } = workbench;
      const problems = page.locator('.markers-panel');
      await workbench.run('Focus Problems (Errors, Warnings, Infos)');
      const entry = problems.locator('.monaco-list-row').filter({ hasText: 'gain has no influence here' });
      await entry.filter({ hasText: 'zero-gradient' }).waitFor();
      await problems.locator('.monaco-list-row').filter({ hasText: 'demand = ' }).last().waitFor();
      await workbench.screenshot('why problems');
      await workbench.run('View: Hide Panel');
      await problems.waitFor({ state: 'hidden' });
    });

    it('has a fix in the lightbulb, which is preferred once a run has shown that it works', async () => {
      const { editor, page, panel } = workbench;
      await editor.goTo(25, 20);
      await workbench.run('GradLens: Trace Function');
      await editor.lens('⚠ 1').waitFor();
      await editor.goTo(27, 20);
      const menu = page.locator('.action-widget');
      const fix = menu.locator('.monaco-list-row').filter({ hasText: 'Matrix.sub' }).first();
      await insist(() => page.keyboard.press('Control+Period'), fix);
      await menu.getByText('Explain why').first().waitFor();
      await workbench.screenshot('why lightbulb');
      await fix.click();
      await editor.lensesSay(
        (texts) => !texts.join('').includes('⚠') && texts.filter((text) => text.includes('✓')).length === 2,
      );
      await expect.poll(async () => (await workbench.lineEnds.texts()).get(27)).not.toContain('overwrites');
      await panel.tab('Findings').click();
      await panel.body.getByText('No findings.').waitFor();
      await workbench.screenshot('why fixed');
      await editor.focus();
      await page.keyboard.press('Control+Z');
      await editor.lens('(old)').first().waitFor();
    });
  });
}
