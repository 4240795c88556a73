/// <reference lib="dom" />
import type { Workbench } from '../../test/workbench/pages/workbench.ts';
import { median, printTable } from './figures.ts';
import { pause } from './window.ts';

const turns = 120;
/** Pixels of a turn of the wheel. */
const steps = [600, 3000];

/** Scrolls the table of the loop that the panel shows: how long frames take, and in how many of them rows are blank. */
export async function scroll(workbench: Workbench): Promise<void> {
  const { page, panel } = workbench;
  await panel.button('table').first().click();
  await panel.body.locator('.rounds .iteration').first().waitFor();
  await pause(1000);
  const box = await panel.body.locator('.list').boundingBox();
  await page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2);
  const lines: string[][] = [];
  for (const pixels of steps) {
    const frames = panel.body.evaluate(watchFrames, turns);
    for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, pixels);
    const { times, blank } = await frames;
    const worst = Math.max(...times);
    const share = (least: number) =>
      `${((100 * blank.filter((part) => part > least).length) / turns).toFixed(0)} %`;
    lines.push([`${pixels} px`, median(times).toFixed(0), worst.toFixed(0), share(0), share(0.5)]);
  }
  printTable(['a turn of the wheel', 'frame, ms', 'worst', 'with a blank row', 'most blank'], lines);
}

/** Times of frames, and the share of the rows in view that say nothing yet. */
function watchFrames(body: Element, count: number): Promise<{ times: number[]; blank: number[] }> {
  const list = body.querySelector('.list')!;
  const times: number[] = [];
  const blank: number[] = [];
  let last = performance.now();
  return new Promise((resolve) => {
    const frame = () => {
      const { top, bottom } = list.getBoundingClientRect();
      const rows = Array.from(list.querySelectorAll('[data-row]')).filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
      const empty = rows.filter(({ textContent }) => textContent?.trim() === '').length;
      blank.push(rows.length === 0 ? 1 : empty / rows.length);
      times.push(-last + (last = performance.now()));
      if (blank.length < count) requestAnimationFrame(frame);
      else resolve({ times, blank });
    };
    requestAnimationFrame(frame);
  });
}
