import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { root } from '../../scripts/vscode/tools.mts';
import { folder, gradlens } from '../cli/gradlens.ts';
import { openWorkbench, type Workbench } from './pages/workbench.ts';
import { accessibility } from './suites/accessibility.ts';
import { cancelling, loops } from './suites/cancel.ts';
import { endsOfLines, slow } from './suites/lineEnds.ts';
import { linesTab } from './suites/linesTab.ts';
import { firstMinute } from './suites/firstMinute.ts';
import { firstNan } from './suites/firstNan.ts';
import { hovering, hoverPictures, ridge, waves } from './suites/hover.ts';
import { looks } from './suites/looks.ts';
import { field, matrices } from './suites/matrices.ts';
import { cases, pendulum, places } from './suites/places.ts';
import { tracing } from './suites/trace.ts';
import { traceFile } from './suites/traceFile.ts';
import { why } from './suites/why.ts';
import { cents, verdicts } from './suites/verdict.ts';
import { edges, longNames, naming, narrowing } from './suites/widths.ts';

// Opening a window takes longer than most of what is done in it.
describe('a window with the extension', () => {
  let workbench: Workbench;
  const window = () => workbench;

  beforeAll(async () => {
    const out = join(folder({}), 'autodiff.gradlens');
    const { code } = await gradlens(join(root, 'examples'), [
      'trace',
      '02-autodiff.ts',
      '--check',
      '--out',
      out,
    ]);
    expect(code).toBe(0);
    workbench = await openWorkbench({
      // what goes on until it is ended, or until it is let go on, is not ended before
      settings: { 'gradlens.limits.loadSeconds': 600, 'gradlens.limits.runSeconds': 600 },
      files: {
        'loops.ts': loops,
        'cents.ts': cents,
        'pendulum.ts': pendulum,
        'cases.ts': cases,
        'edges.ts': edges,
        'longNames.ts': longNames,
        'slow.ts': slow,
        'ridge.ts': ridge,
        'waves.ts': waves,
        'field.ts': field,
        'autodiff.gradlens': readFileSync(out),
      },
    });
  });
  afterAll(() => workbench?.close());

  firstMinute(window);
  looks(window);
  linesTab(window);
  cancelling(window);
  traceFile(window);
  verdicts(window);
  places(window);
  narrowing(window);
  naming(window);
  accessibility(window);
  endsOfLines(window);
  firstNan(window);
  hovering(window);
  hoverPictures(window);
  matrices(window);
  why(window);
  // at its end a file is changed
  tracing(window);
});
