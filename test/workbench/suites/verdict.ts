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
      await window().trace('cents.ts');
    });
    afterAll(() => window().theme('dark'));

    it('is said to be so in lens and panel, and never ✓', async () => {
      const { editor, panel } = window();
      await editor.lensesSay((texts) => texts.includes('= 64.9200 ◐') && !texts.join('').includes('✓'));
      await panel.body.getByText(partly).waitFor();
      await expect.poll(() => panel.header()).toMatch(/◐ .*: not price, tax, n \(in steps\)/);
    });

    it('has a finding that says where, and what the plain program does', async () => {
      const { panel } = window();
      await panel.show('Findings');
      await panel.body.getByText('tax reaches the result only through Math.round, line 4').first().waitFor();
      for (const theme of pictured) {
        await window().theme(theme);
        await window().screenshot(`verdict ${theme}`);
      }
    });
  });
}
