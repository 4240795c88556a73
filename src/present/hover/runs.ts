import { lastNotAbove } from '../../shared/bisect.ts';
import { chosenIntervals, type Selection } from '../fold/selection.ts';
import { timeBefore } from '../lines/chosenTimes.ts';
import type { LineModel } from '../lines/lineModel.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { rowsOfSites } from '../model/sitesAtPlace.ts';
import { chosenStep, stepsAt, type Step } from './steps.ts';

/** When an expression ran, of the iterations that are looked at. */
export interface Ran {
  /** How often it ran there; the last is shown. */
  readonly times: number;
  /** The iterations that it ran in, outermost first. */
  readonly steps: readonly Step[];
  /** The iterations that are looked at, where it did not run in them: it is shown of the nearest ones in which it did. */
  readonly missed?: readonly Step[];
}

/** One run of an expression. */
export interface Run {
  /** See `nameTimes`. */
  readonly time: number;
  readonly site: number;
}

/** Of the runs of an expression, of which there is one at least, in order, the index of the one that is meant, and how it ran. */
export function chosenRun(
  model: LineModel,
  selection: Selection,
  runs: readonly Run[],
  isChosen: (run: Run, index: number) => boolean,
): { readonly last: number; readonly ran: Ran } {
  const stepsOf = ({ time, site }: Run) => stepsAt(model, time, site);
  const times = runs.filter(isChosen).length;
  if (times > 0) {
    const last = runs.findLastIndex(isChosen);
    return { last, ran: { times, steps: stepsOf(runs[last]!) } };
  }
  const { trace } = model.result;
  const starts = runs.map(({ time }) => time);
  const wanted = chosenStep(model, selection, ({ from, to }) => {
    const before = starts[lastNotAbove(starts, timeBefore(trace, to))];
    return before !== undefined && before > timeBefore(trace, from);
  });
  const [start, end] = wanted ? [wanted.time, timeBefore(trace, wanted.to)] : [Infinity, Infinity];
  const distance = ({ time }: Run) => Math.max(start - time, time - end);
  const nearest = runs.reduce((best, run, k) => (distance(run) <= distance(runs[best]!) ? k : best), 0);
  return { last: nearest, ran: { times: 1, steps: stepsOf(runs[nearest]!), missed: wanted?.steps ?? [] } };
}

/** The row of these sites that is meant; undefined if they have none. */
export function chosenRow(
  index: RowIndex,
  model: LineModel,
  selection: Selection,
  sites: readonly number[],
): (Ran & { readonly row: number }) | undefined {
  const rows = rowsOfSites(index, sites);
  if (rows.length === 0) return undefined;
  const { trace } = index.result;
  // Between the times at which it had not happened, and had.
  const runs = rows.map((row) => ({
    time: timeBefore(trace, index.equations(row)[0] + 1) - 0.5,
    site: index.site(row),
  }));
  const intervals = [...chosenIntervals(model.tree, selection)].filter(([from, to]) => from < to);
  const starts = intervals.map(([from]) => from);
  const { last, ran } = chosenRun(model, selection, runs, (_, k) => {
    const [equation] = index.equations(rows[k]!);
    return equation < (intervals[lastNotAbove(starts, equation)]?.[1] ?? 0);
  });
  return { row: rows[last]!, ...ran };
}
