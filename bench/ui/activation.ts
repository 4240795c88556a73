import { openWorkbench, type Workbench } from '../../test/workbench/pages/workbench.ts';
import { Figures } from './figures.ts';

const samples = 9;

/** What VS Code measures of the extension's start: its code loaded, `activate` called. Each time in a window that was loaded anew. */
export async function activation(): Promise<void> {
  const workbench = await openWorkbench();
  const figures = new Figures();
  try {
    for (let sample = 0; sample < samples; sample++) {
      figures.begin();
      if (sample > 0) await workbench.reload();
      await workbench.openAlone('02-autodiff.ts');
      await workbench.editor.lens('Trace Function').first().waitFor();
      figures.add('the extension starts', await measured(workbench), '50');
    }
  } finally {
    await workbench.close();
  }
  figures.print('activation');
}

/** Milliseconds as the list of running extensions has them. */
async function measured(workbench: Workbench): Promise<number> {
  await workbench.run('Developer: Show Running Extensions');
  const row = workbench.page.locator('.editor-instance .monaco-list-row').filter({ hasText: 'GradLens' });
  const text = await row.locator('.activation-time').innerText();
  return Number(/(\d+)\s*ms/.exec(text)?.[1]);
}
