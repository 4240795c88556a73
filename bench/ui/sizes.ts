import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Timing } from '../../src/shared/trace.ts';
import { decodeTrace } from '../../src/shared/traceFile.ts';
import { openWorkbench, type Workbench } from '../../test/workbench/pages/workbench.ts';
import { median, printTable } from './figures.ts';
import { hostMemory, unit } from './machine.ts';
import { loopOf } from './programs.ts';
import { scroll } from './scroll.ts';
import { pagesOf, patience, pause, traceFirst } from './window.ts';

const equations = [20, 2000, 20_000, 1_000_000];

/** What stands in panel and editor before the first click, how soon after the run, and what that takes in memory. */
export async function sizes(): Promise<void> {
  const files = Object.fromEntries(equations.map((size) => [`loop${size}.ts`, loopOf(size)]));
  const workbench = await openWorkbench({ files: { ...files, 'warm.ts': loopOf(40) } });
  const lines: string[][] = [];
  try {
    await traceFirst(workbench, 'warm.ts');
    for (const size of equations)
      lines.push([size.toLocaleString('en'), ...(await opened(workbench, `loop${size}.ts`))]);
    const aims = ['≤ 60', '≤ 200', '≤ 2000 ms', '', '< 600 MB', ''];
    const head = [
      'equations',
      'rows',
      'texts at line ends',
      'run → picture, ms',
      'units',
      'host, MB',
      'most',
    ];
    printTable(head, [...lines, ['aim', ...aims]]);
    await scroll(workbench);
  } finally {
    await workbench.close();
  }
}

async function opened(workbench: Workbench, file: string): Promise<string[]> {
  await workbench.open(file);
  await workbench.editor.lens('Trace Function').first().waitFor();
  const units = Array.from({ length: 5 }, unit);
  const { code, panel } = await pagesOf(workbench);
  await code.arm();
  await panel.arm('rows', 'verdict');
  await workbench.editor.lens('Trace Function').first().click();
  const painted = await panel.painted('rows', patience);
  await panel.painted('verdict', patience);
  await pause(3000);
  const begin = await code.input();
  const { start, load, run } = lastTiming(workbench);
  const waited = painted - begin - start - load - run;
  const rows = await workbench.panel.body
    .locator('#trace, [role=treegrid]')
    .first()
    .getAttribute('aria-rowcount');
  const { now, most } = hostMemory();
  return [
    ...[rows ?? '–', String(await code.countEnds())],
    ...[waited.toFixed(0), (waited / median(units)).toFixed(1)],
    ...[(now / 1e6).toFixed(0), (most / 1e6).toFixed(0)],
  ];
}

/** The times of the last run, as the extension stored them with its trace. */
function lastTiming({ profile }: Workbench): Timing {
  const traces = join(profile.userData, 'User/workspaceStorage/*/gradlens.gradlens/traces/*.gradlens');
  const last = globSync(traces)
    .toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1))
    .at(-1);
  if (last === undefined) throw new Error('The extension stored no trace.');
  return decodeTrace(readFileSync(last))!.result.timing;
}
