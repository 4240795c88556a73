import type { Range } from '../../shared/span.ts';
import { guardKinds, valueOf, type GuardKind } from '../../shared/trace.ts';
import type { Selection } from '../fold/selection.ts';
import { chosenTimes, timeBefore } from '../lines/chosenTimes.ts';
import type { LineModel } from '../lines/lineModel.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { rangeOf, sitesAround, within, type SourceExpression } from '../model/sitesAtPlace.ts';
import { chosenRun, type Ran } from './runs.ts';

/** How a comparison, or another test of a number, went in the iterations that are looked at. */
export interface Decision extends Ran {
  readonly range: Range;
  readonly kind: GuardKind;
  /** References of what was compared; one of a test of a single number. */
  readonly operands: readonly number[];
  readonly outcome: boolean;
  /** How far apart the compared numbers were; undefined of a test without such a distance. */
  readonly margin: number | undefined;
  /** How often the whole run decided this way, of how many times. */
  readonly agreeing: number;
  readonly all: number;
}

/** Tests of a number that no branch hangs on. */
const undecided: ReadonlySet<GuardKind> = new Set(['value', 'integer']);

/** The decision at, or most closely around, an expression in its function; undefined where the trace knows none. */
export function findDecision(
  index: RowIndex,
  model: LineModel,
  selection: Selection,
  { file, range, kind, functions }: SourceExpression,
): Decision | undefined {
  const { trace, spans } = index.result;
  const { guards } = trace;
  const sites = sitesAround(index, sitesOfGuards(index), file, range);
  const around = sites[0] === undefined ? undefined : rangeOf(spans.get(sites[0])!);
  if (!around || (functions[0] && !within(around, functions[0]))) return undefined;
  if (kind === 'call' && !within(around, range)) return undefined;
  const rows: number[] = [];
  guards.site.forEach((site, g) => {
    if (sites.includes(site) && !undecided.has(guardKinds[guards.kind[g]!]!)) rows.push(g);
  });
  if (rows.length === 0) return undefined;
  const runs = rows.map((g) => {
    const time = guards.time?.[g] ?? timeBefore(trace, guards.equation[g]!);
    return { time, site: guards.site[g]! };
  });
  const isChosen = chosenTimes(index.result, model.tree, model.within, selection);
  const { last, ran } = chosenRun(model, selection, runs, ({ time, site }) => isChosen(time, site));
  const g = rows[last]!;
  const operands = [guards.lhs[g]!, guards.rhs[g]!].filter((ref) => ref !== 0);
  return {
    ...ran,
    range: around,
    kind: guardKinds[guards.kind[g]!]!,
    operands,
    outcome: guards.outcome[g] === 1,
    margin: marginOf(operands.map((ref) => valueOf(trace, ref))),
    agreeing: rows.filter((row) => guards.outcome[row] === guards.outcome[g]).length,
    all: rows.length,
  };
}

function marginOf([a, b]: readonly number[]): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const margin = Math.abs(a - b);
  return Number.isNaN(margin) ? undefined : margin;
}

const known = new WeakMap<RowIndex, ReadonlySet<number>>();

/** Every hover over an operation asks. */
function sitesOfGuards(index: RowIndex): ReadonlySet<number> {
  const sites = known.get(index) ?? new Set(index.result.trace.guards.site);
  known.set(index, sites);
  return sites;
}
