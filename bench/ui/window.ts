import type { Workbench } from '../../test/workbench/pages/workbench.ts';
import { Watched } from './painted.ts';

/** Milliseconds until what is not painted counts as never painted. */
export const patience = 60_000;

/** Resolves after so many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The window's own page, where the code is, and the panel's. */
export async function pagesOf({ page, panel }: Workbench): Promise<{ code: Watched; panel: Watched }> {
  const body = await panel.body.elementHandle();
  const frame = await body?.ownerFrame();
  if (!frame) throw new Error('There is no panel.');
  return { code: new Watched(page), panel: new Watched(frame) };
}

/** Opens a file, traces it, and waits until all is there and quiet. */
export async function traceFirst(workbench: Workbench, file: string): Promise<void> {
  await workbench.open(file);
  await workbench.editor.lens('Trace Function').first().click();
  await workbench.editor
    .lens(/^= .*[✓◐✗–]/)
    .first()
    .waitFor();
  await workbench.panel.rows.first().waitFor();
  await pause(1500);
}
