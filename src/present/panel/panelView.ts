import type { Diagnostic } from '../../shared/errors.ts';
import type { PanelView } from '../../shared/panel/protocol.ts';
import type { TraceResult } from '../../shared/trace.ts';
import type { Backward } from './backward.ts';
import type { Header } from '../model/header.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { outputForms } from './outputForms.ts';
import { findingViews } from './rowViews.ts';
import { widestOf } from './widest.ts';

/** The run that a panel shows. */
export interface PanelRun {
  readonly name: string;
  readonly result: TraceResult;
  /** When a run that was brought back was made, in milliseconds. */
  readonly restored?: number;
  readonly header: Header;
  readonly index: RowIndex;
  readonly backward: Backward;
}

/** A failure before anything could be traced. */
export interface Failure {
  readonly function: string;
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The panel's view of a run, of a failure, or of a failure with the last good run dimmed below; rows come apart. */
export function panelView(
  run: PanelRun | undefined,
  failure: Failure | undefined,
  activity: PanelView['activity'],
  stale: boolean,
  counts: Pick<PanelView, 'revision' | 'layout' | 'rows' | 'steps'>,
): PanelView {
  const findings = failure
    ? findingViews(failure.diagnostics, failure.files)
    : findingViews(run?.result.diagnostics ?? [], run?.result.files ?? []);
  return {
    trace: run?.name ?? '',
    ...counts,
    call: run ? run.header.name + run.header.parameters : (failure?.function ?? ''),
    output: run ? outputForms(run.result) : [],
    about: run?.header.about ?? [],
    verdict: run?.header.verdict ?? [],
    thrown: run?.result.thrown ?? '',
    activity,
    stale,
    restored: run?.restored === undefined ? '' : timeText(run.restored),
    allRows: run?.index.count ?? 0,
    allSteps: run?.backward.count ?? 0,
    inputs: run?.index.inputs.length ?? 0,
    widest: run ? widestOf(run.result) : { id: 0, place: 0, line: 0 },
    findings,
  };
}

/** `03:53`. */
function timeText(milliseconds: number): string {
  const time = new Date(milliseconds);
  return [time.getHours(), time.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** All numbers of a value with all their digits: a matrix row a line, tabs between. */
export function copyText(data: Float64Array, columns: number): string {
  const lines: string[] = [];
  for (let at = 0; at < data.length; at += columns) {
    lines.push(
      Array.from(data.subarray(at, at + columns), (x) => (Object.is(x, -0) ? '-0' : String(x))).join('\t'),
    );
  }
  return lines.join('\n');
}
