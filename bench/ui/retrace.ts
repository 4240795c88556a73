import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/vscode/tools.mts';
import { openWorkbench, type Workbench } from '../../test/workbench/pages/workbench.ts';
import { Figures } from './figures.ts';
import { longFile } from './programs.ts';
import { pagesOf, patience, pause, traceFirst } from './window.ts';

const samples = 20;
/** Milliseconds between two runs: what is kept ready for the next is ready again. */
const rest = 2000;

/** From a click on the lens to each thing that is painted, in a window in which the function was traced before. */
export async function retrace(): Promise<void> {
  const files = {
    '02-autodiff.ts': readFileSync(join(root, 'examples/02-autodiff.ts'), 'utf8'),
    'long.ts': longFile(),
  };
  const workbench = await openWorkbench({ files });
  try {
    for (const [file, text] of Object.entries(files)) {
      await traceFirst(workbench, file);
      await edited(workbench, file, text);
      await unchanged(workbench, file);
    }
  } finally {
    await workbench.close();
  }
}

/** Runs after an edit of one digit. */
async function edited(workbench: Workbench, file: string, text: string): Promise<void> {
  const { code, panel } = await pagesOf(workbench);
  const figures = new Figures();
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.endsWith(' + 5;'));
  const aim = file === 'long.ts' ? 4 : 3;
  for (let sample = 0; sample < samples; sample++) {
    await workbench.editor.goTo(line + 1, lines[line]!.length - 1);
    await workbench.page.keyboard.press('Shift+ArrowRight');
    await workbench.editor.type(String(((sample + 5) % 9) + 1));
    await workbench.editor.lens('(old)').first().waitFor();
    await pause(rest);
    figures.begin();
    await code.arm('lens', 'ends');
    await panel.arm('rows', 'verdict');
    await workbench.editor.lens('Trace Function').first().click();
    const verdict = await panel.painted('verdict', patience);
    const lens = await code.painted('lens', patience);
    const begin = await code.input();
    figures.add('panel: its rows', (await panel.painted('rows', 100)) - begin, `${aim}`);
    figures.add('line ends', (await code.painted('ends', 100)) - begin, `${aim}`);
    figures.add('panel: the verdict', verdict - begin, `${aim + 2}`);
    figures.add('lens, with the verdict', lens - begin, `${aim + 2}`);
  }
  figures.print(`${file}, a digit changed`);
}

/** Runs of the same text again. */
async function unchanged(workbench: Workbench, file: string): Promise<void> {
  const { code, panel } = await pagesOf(workbench);
  const figures = new Figures();
  for (let sample = 0; sample < samples; sample++) {
    await pause(rest);
    figures.begin();
    await code.arm();
    await panel.arm('verdict');
    await workbench.editor.lens('Trace Function').first().click();
    const verdict = await panel.painted('verdict', patience);
    const begin = await code.input();
    figures.add('panel: the verdict', verdict - begin);
  }
  figures.print(`${file}, unchanged`);
}
