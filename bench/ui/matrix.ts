import { openWorkbench } from '../../test/workbench/pages/workbench.ts';
import { Figures } from './figures.ts';
import { product } from './programs.ts';
import { pagesOf, patience, pause, traceFirst } from './window.ts';

/** From a double click on the row of a 512×512 matrix to its picture. */
export async function matrix(): Promise<void> {
  const workbench = await openWorkbench({ files: { 'product.ts': product } });
  const figures = new Figures();
  try {
    await traceFirst(workbench, 'product.ts');
    const { panel } = await pagesOf(workbench);
    const row = workbench.panel.rows.last();
    for (let sample = 0; sample < 10; sample++) {
      figures.begin();
      await panel.arm('numbers');
      await row.dblclick();
      const numbers = await panel.painted('numbers', patience);
      figures.add('the row of a 512×512 product', numbers - (await panel.input()), '200 ms');
      await row.dblclick();
      await workbench.panel.frame.getByRole('application').first().waitFor({ state: 'detached' });
      await pause(300);
    }
  } finally {
    await workbench.close();
  }
  figures.print('opening');
}
