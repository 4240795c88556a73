import type { Diagnostic } from '../../shared/errors.ts';
import type { PanelView } from '../../shared/panel/protocol.ts';
import type { TraceResult } from '../../shared/trace.ts';
import type { Backward } from './backward.ts';
import type { Header } from '../model/header.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { causeOf, factViews, findingView, type OfferedFix } from '../findings/findingViews.ts';
import { isSerious } from '../findings/groups.ts';
import { outputForms } from './outputForms.ts';
import { shownPlaces } from '../format/numberText.ts';
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

/**
 * The panel's view of a run, of a failure, or of a failure with the last good run dimmed below; rows come apart.
 *
 * @param fixesOf what is offered against a finding
 */
export function panelView(
  run: PanelRun | undefined,
  failure: Failure | undefined,
  activity: PanelView['activity'],
  stale: boolean,
  counts: Pick<PanelView, 'revision' | 'layout' | 'rows' | 'steps' | 'iterations'>,
  fixesOf: (finding: Diagnostic) => readonly OfferedFix[] = () => [],
): PanelView {
  const { diagnostics = [], files = [] } = failure ?? run?.result ?? {};
  return {
    trace: run?.name ?? '',
    ...counts,
    call: run ? callOf(run) : (failure?.function ?? ''),
    output: run ? outputForms(run.result) : [],
    about: run?.header.about.filter((text) => text !== run.result.case) ?? [],
    verdict: run?.header.verdict ?? [],
    thrown: run?.result.thrown ?? '',
    activity,
    stale,
    restored: run?.restored === undefined ? '' : timeText(run.restored),
    allRows: run?.index.count ?? 0,
    allSteps: run?.backward.count ?? 0,
    inputs: run?.index.inputs.length ?? 0,
    widest: run ? widestOf(run.result) : noRows,
    places: shownPlaces(),
    findings: diagnostics.map((finding) => findingView(finding, files, fixesOf(finding))),
    cause: run && !failure ? causeOf(run.result) : -1,
    serious: diagnostics.filter(isSerious).length,
    firstSerious: diagnostics.findIndex(isSerious),
    facts: run && !failure ? factViews(run.result, run.index.variables) : [],
  };
}

/** `train(w, rate)`, of several cases `small: square(x)`. */
function callOf({ header: { name, parameters }, result }: PanelRun): string {
  return `${result.case && `${result.case}: `}${name}${parameters}`;
}

const noRows = { id: 0, place: 0, line: 0, shape: 0, hasGradients: false };

/** `03:53`. */
function timeText(milliseconds: number): string {
  const time = new Date(milliseconds);
  return [time.getHours(), time.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
}
