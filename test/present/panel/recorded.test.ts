import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indexRows } from '../../../src/present/model/rowIndex.ts';
import { findingView } from '../../../src/present/findings/findingViews.ts';
import { equationViews, rowText, stepViews } from '../../support/panelRows.ts';
import { decodeTrace } from '../../../src/shared/traceFile.ts';

const folder = join(import.meta.dirname, '../..');

/** All that the panel lists of a trace file, as text. */
function panel(file: string): string {
  const { result } = decodeTrace(readFileSync(join(folder, 'fixtures', file)));
  const index = indexRows(result);
  const rows = equationViews(index).map(rowText);
  const steps = stepViews(index).map((step) => JSON.stringify(step));
  const findings = result.diagnostics.map((finding) => JSON.stringify(findingView(finding, result.files)));
  return [...rows, '', ...steps, '', ...findings, ''].join('\n');
}

/** Trace files written by the command line: `trace examples/… --out`. The panel must go on showing them as it did. */
describe('recorded traces', () => {
  it.each(['autodiff', 'nan', 'regression'])('%s', (name) => {
    const golden = readFileSync(join(folder, 'present/golden', `${name}.panel.txt`), 'utf8');
    expect(panel(`${name}.gradlens`)).toBe(golden);
  });
});
