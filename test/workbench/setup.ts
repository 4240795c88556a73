/* After a failed test, shows what the editor looked like and what it logged. */
import { afterEach } from 'vitest';
import { openWorkbenches } from './pages/workbench.ts';

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const workbench of openWorkbenches) {
    const file = await workbench.screenshot(`failed ${task.name}`);
    console.error(`── ${file}\n── the editor's log\n${workbench.log()}`);
  }
});
