import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictured, type Workbench } from '../pages/workbench.ts';

/** A tax in cents: its gradient is 0, though the total follows it. */
export const cents = `/** @trace total(19.99, 0.0825, 3) */
export function total(price: number, tax: number, n: number): number {
  const sub = price * n;
  return sub + Math.round(sub * tax * 100) / 100;
}
`;

/** In a window whose workspace has `cents.ts`. */
export function verdicts(window: () => Workbench): void {
  describe('a gradient that means nothing in part', () => {
    const partly = 'gradient partly checked';

    beforeAll(async () => {
      await window().openAlone('cents.ts');
      await window().editor.lens('Trace Function').click();
    });
    afterAll(() => window().theme('dark'));

    it('is said to be so in lens and panel, and never ✓', async () => {
      const { editor, panel } = window();
      await editor.lens('= 64.9200 ◐').waitFor();
      await panel.body.getByText(partly).waitFor();
      expect(await panel.body.locator('header').innerText()).toMatch(/◐ .*: not price, tax, n \(in steps\)/);
      expect((await editor.lenses()).join()).not.toContain('✓');
    });

    it('has a finding that says where, and what the plain program does', async () => {
      const { panel } = window();
      await panel.tab('Findings').click();
      await panel.body.getByText('tax reaches the result only through Math.round, line 4').first().waitFor();
      for (const theme of pictured) {
        await window().theme(theme);
        await window().screenshot(`verdict ${theme}`);
      }
    });
  });
}
