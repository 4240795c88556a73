import { openWorkbench, type Workbench } from '../../test/workbench/pages/workbench.ts';
import { Figures } from './figures.ts';
import { loopOf } from './programs.ts';
import { pagesOf, pause, traceFirst } from './window.ts';

const sizes = [20, 2000, 20_000];
const samples = 20;
/** Milliseconds that a view may take to follow. */
const patience = 3000;

/** From a key to the views that follow the iteration, by the slider in the panel and by the key in the editor. */
export async function iterations(): Promise<void> {
  const workbench = await openWorkbench({
    files: Object.fromEntries(sizes.map((size) => [`loop${size}.ts`, loopOf(size)])),
  });
  const figures = new Figures();
  try {
    for (const size of sizes) {
      await traceFirst(workbench, `loop${size}.ts`);
      await byKey(workbench, figures, size);
      if ((await workbench.panel.body.locator('input[type=range]').count()) > 0)
        await bySlider(workbench, figures, size);
    }
  } finally {
    await workbench.close();
  }
  figures.print('another iteration');
}

async function byKey(workbench: Workbench, figures: Figures, size: number): Promise<void> {
  const { code, panel } = await pagesOf(workbench);
  await workbench.editor.goTo(4, 10);
  for (let sample = 0; sample < Math.min(samples, size / 4 - 1); sample++) {
    await pause(300);
    figures.begin();
    await code.arm('ends');
    await panel.arm('rows');
    await workbench.page.keyboard.press('Alt+[');
    const rows = await panel.painted('rows', patience);
    const ends = await code.painted('ends', patience);
    const begin = await code.input();
    figures.add(`key → panel, ${size} equations`, rows - begin, '50 ms');
    figures.add(`key → line ends, ${size} equations`, ends - begin, '50 ms');
  }
}

async function bySlider(workbench: Workbench, figures: Figures, size: number): Promise<void> {
  const { code, panel } = await pagesOf(workbench);
  const slider = workbench.panel.body.locator('input[type=range]').first();
  for (let sample = 0; sample < Math.min(samples, size / 4 - 1); sample++) {
    await pause(300);
    await slider.focus();
    figures.begin();
    await code.arm('ends');
    await panel.arm('rows');
    await workbench.page.keyboard.press(sample < 2 ? 'Home' : 'ArrowRight');
    const rows = await panel.painted('rows', patience);
    const ends = await code.painted('ends', patience);
    const begin = await panel.input();
    figures.add(`slider → panel, ${size} equations`, rows - begin, '50 ms');
    figures.add(`slider → line ends, ${size} equations`, ends - begin, '50 ms');
  }
}
