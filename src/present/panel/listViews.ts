import type {
  Jump,
  RoundView,
  SliderView,
  StripChoice,
  StripView,
  TableShow,
} from '../../shared/panel/foldedViews.ts';
import type { Glimpse, RowView, Slice } from '../../shared/panel/protocol.ts';
import { chosenNumber, type Selection } from '../fold/selection.ts';
import { hasRounds } from '../fold/units.ts';
import { countOfEquations, timesText, unitText } from '../fold/words.ts';
import { shortNumber } from '../format/numberText.ts';
import { timeBefore } from '../lines/chosenTimes.ts';
import type { LineModel } from '../lines/lineModel.ts';
import { firstNotBelow } from '../../shared/bisect.ts';
import { endsBefore } from '../../shared/span.ts';
import { countText, sizeOf, type Shape } from '../../shared/tensor.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { numbersOf, type Variable } from '../model/variables.ts';
import type { Backward } from './backward.ts';
import type { Fold } from './foldParts.ts';
import { gradientGlimpse, valueGlimpse } from './glimpse.ts';
import { loopFacts } from './loopFacts.ts';
import type { RowItem, RowList } from './rowList.ts';
import { equationView, lineText, range } from './rowViews.ts';

/** What the rows of a panel's lists are drawn from. */
export interface ListContext {
  readonly index: RowIndex;
  readonly model: LineModel;
  readonly backward: Backward;
  readonly selection: Selection;
  /** What was chosen for the loops of a site. */
  readonly choices: (site: number) => LoopChoice | undefined;
  /** The index rows that the query finds, ascending. */
  readonly hits: Int32Array;
}

/** How a loop is shown, where a person chose it. */
export interface LoopChoice {
  readonly isTable: boolean;
  readonly show: TableShow;
  readonly sorted: number;
  readonly isDescending: boolean;
  readonly strips: readonly (StripChoice | undefined)[];
}

export const plainChoice: LoopChoice = {
  isTable: false,
  show: 'value',
  sorted: -1,
  isDescending: false,
  strips: [],
};

/** Rows of a list. */
export function listViews(
  context: ListContext,
  list: RowList,
  { from, count }: Slice,
  isBackward: boolean,
): RowView[] {
  return range(from, count, list.count).map((row): RowView => {
    const item = list.at(row)!;
    return { ...viewOf(context, item, isBackward), depth: item.depth, hits: hitsOn(context, item) };
  });
}

/** How many rows the query finds on a line. */
function hitsOn({ index, hits }: ListContext, item: RowItem): number {
  if (hits.length === 0) return 0;
  const between = (from: number, to: number) => firstNotBelow(hits, to) - firstNotBelow(hits, from);
  if (item.kind === 'row') return between(item.index, item.index + 1);
  if (item.kind === 'hidden' || item.kind === 'silent') return between(item.from, item.to);
  if (item.kind !== 'fold' || item.fold.unit.from === item.fold.unit.to) return 0;
  const { from, to } = index.rowsOfEquations(item.fold.unit.from, item.fold.unit.to);
  return between(from, to);
}

function viewOf(context: ListContext, item: RowItem, isBackward: boolean) {
  const { index, backward } = context;
  switch (item.kind) {
    case 'row':
      return isBackward
        ? { kind: 'step' as const, ...backward.stepOf(item.index) }
        : equationView(index, item.index);
    case 'hidden': {
      const what = item.key === 'inputs' ? ' inputs' : '';
      return { kind: 'note' as const, key: item.key, text: `… ${countText(item.count)} more${what}` };
    }
    case 'silent': {
      const text = `… ${countText(item.count)} steps carry nothing`;
      return { kind: 'note' as const, key: item.key, text };
    }
    case 'nothing':
      return { kind: 'note' as const, key: '', text: 'nothing was computed in this iteration' };
    case 'fold':
      return foldView(context, item.fold, item.isOpen);
    case 'slider':
      return sliderView(context, item.fold);
    case 'strip':
      return stripView(context, item.fold, item.which);
    case 'table':
      return tableHead(context, item.fold);
    case 'round':
      return roundView(context, item.fold, item.position);
  }
}

function foldView(context: ListContext, { unit, key }: Fold, isOpen: boolean) {
  const { model } = context;
  const { result, tree } = model;
  const site = tree.site[unit.node]!;
  const goesRound = hasRounds(unit);
  const bound = unit.kind === 'call' ? boundTo(model, unit.to, site) : undefined;
  return {
    kind: 'fold' as const,
    key,
    isOpen,
    hasRounds: goesRound,
    isTable: context.choices(site)?.isTable ?? false,
    title: unitText(result, unit, site),
    names: bound?.name ?? '',
    about: goesRound ? timesText(unit.times, loopFacts(model, unit).summary) : countOfEquations(unit),
    value: bound?.value ?? null,
    gradient: bound?.gradient ?? null,
    line: lineText(result, result.spans.get(site)),
    site,
  };
}

/** What was bound right after `to` equations by the one name before a call on its line: the call's result. */
function boundTo(model: LineModel, to: number, call: number) {
  const { result, times, variables } = model;
  const { names } = result.trace;
  const time = timeBefore(result.trace, to);
  const isGiven = (row: number) => endsBefore(result.spans.get(names.site[row]!), result.spans.get(call));
  let i = firstNotBelow(times, time);
  while (times[i] === time && !isGiven(i)) i++;
  // A pattern takes the result apart: none of its names is that of all of it.
  if (times[i + 1] === time && isGiven(i + 1)) return undefined;
  const name = result.texts.get(names.site[i] ?? -1);
  if (times[i] !== time || name === undefined || names.id[i]! <= 0) return undefined;
  const { variable, index } = variables.element(names.id[i]!);
  const whole = variables.at(variable);
  if (index !== 0 || sizeOf(whole.shape) !== names.size[i]) return undefined;
  return { name, ...glimpses(model, whole) };
}

/** Value and gradient of a variable. */
export function glimpses({ result }: LineModel, variable: Variable) {
  const { trace, cotangents } = result;
  const { shape } = variable;
  return {
    value: valueGlimpse(numbersOf(trace.values, variable), shape),
    gradient: cotangents.length > 0 ? gradientGlimpse(numbersOf(cotangents, variable), shape) : null,
  };
}

/** Which iteration of a fold is looked at. */
export function sliderView({ model, selection }: ListContext, { unit }: Pick<Fold, 'unit'>): SliderView {
  const { result, tree } = model;
  const site = tree.site[unit.node]!;
  const { notFinite, steepest, variants } = loopFacts(model, unit).summary;
  const jumps: Jump[] = [];
  if (steepest) jumps.push({ kind: 'largest', text: 'largest |∂|', iteration: steepest.number });
  if (notFinite) {
    const text = notFinite.isNaN ? 'first NaN' : 'first ∞';
    jumps.push({ kind: 'not finite', text, iteration: notFinite.round.number });
  }
  const other = variants[1];
  if (other) {
    const text = other.why === '' ? 'other branch' : `other branch: ${other.why}`;
    jumps.push({ kind: 'branch', text, iteration: other.first.number });
  }
  return {
    kind: 'slider',
    site,
    title: unitText(result, unit, site),
    iteration: chosenNumber(tree, unit, selection),
    times: unit.times,
    jumps,
  };
}

/** A quantity of a fold over its iterations: its first strip, or another. */
export function stripView(
  { model, selection, choices }: ListContext,
  { unit }: Pick<Fold, 'unit'>,
  which: number,
): StripView {
  const { tree, result } = model;
  const site = tree.site[unit.node]!;
  const facts = loopFacts(model, unit);
  const chosen = choices(site)?.strips[which] ?? facts.strips[which] ?? null;
  const kinds = result.cotangents.length > 0 ? (['value', 'gradient'] as const) : (['value'] as const);
  const series = chosen && facts.series(chosen);
  const iteration = chosenNumber(tree, unit, selection);
  const isBound =
    chosen && facts.quantities.some(({ name, ids }) => name === chosen.name && ids[iteration]! > 0);
  const none = new Uint8Array(0);
  return {
    kind: 'strip',
    site,
    which,
    chosen,
    choices: kinds.flatMap((what) => facts.quantities.map(({ name }) => ({ name, what }))),
    iteration,
    times: unit.times,
    cells: series?.cells.slice() ?? new Float64Array(0),
    changes: series?.changes.slice() ?? none,
    gaps: series?.gaps.slice() ?? none,
    now: series && isBound ? shortNumber(series.numbers[iteration]!) : '',
    range: series && series.least <= series.most ? rangeText(series.least, series.most) : '',
  };
}

function rangeText(least: number, most: number): string {
  return least === most ? shortNumber(least) : `${shortNumber(least)} … ${shortNumber(most)}`;
}

/** The head of a fold's table. */
export function tableHead({ model, choices }: ListContext, { unit, key }: Pick<Fold, 'unit' | 'key'>) {
  const site = model.tree.site[unit.node]!;
  const { show, sorted, isDescending } = choices(site) ?? plainChoice;
  const columns = loopFacts(model, unit).quantities.map(({ name }) => name);
  return { kind: 'table' as const, key, site, columns, show, sorted, isDescending };
}

/** A row of a fold's table. */
export function roundView(
  { model, selection, choices }: ListContext,
  { unit }: Pick<Fold, 'unit'>,
  position: number,
): RoundView {
  const { tree } = model;
  const site = tree.site[unit.node]!;
  const choice = choices(site) ?? plainChoice;
  const iteration = orderOf(model, unit, choice)?.[position] ?? position;
  const cells = loopFacts(model, unit).quantities.map(({ ids, sizes }) => {
    const now = boundAt(model, ids[iteration]!, sizes[iteration]!);
    if (!now) return { value: null, gradient: null };
    const before = choice.show === 'change' && iteration > 0 ? ids[iteration - 1]! : 0;
    const { value, gradient } = glimpses(model, now);
    return { value: choice.show === 'change' ? changeGlimpse(model, now, before) : value, gradient };
  });
  const isChosen = chosenNumber(tree, unit, selection) === iteration;
  return { kind: 'round', site, iteration, isChosen, show: choice.show, cells };
}

/** What a quantity was in an iteration; undefined where it was not bound. */
export function boundAt({ variables }: LineModel, id: number, size: number): Variable | undefined {
  if (id === 0) return undefined;
  const { variable } = variables.element(id);
  const whole = variables.at(variable);
  const isWhole = sizeOf(whole.shape) === size && whole.first === id;
  return isWhole ? whole : { number: variable, first: id, shape: [] };
}

/** The difference to what it was in the iteration before; null where there is none of this shape. */
function changeGlimpse({ result }: LineModel, { first, shape }: Variable, before: number): Glimpse | null {
  if (before === 0) return null;
  const { values } = result.trace;
  const change = Float64Array.from(
    { length: sizeOf(shape) },
    (_, i) => values[first + i]! - values[before + i]!,
  );
  return valueGlimpse(change, shape as Shape);
}

const orders = new WeakMap<object, { readonly key: string; readonly order: Int32Array }>();

/** The iterations in the order of a table; undefined if that is their own. */
export function orderOf(model: LineModel, unit: Fold['unit'], choice: LoopChoice): Int32Array | undefined {
  const { sorted, isDescending, show } = choice;
  const facts = loopFacts(model, unit);
  const quantity = facts.quantities[sorted];
  if (!quantity && !isDescending) return undefined;
  const key = `${sorted} ${isDescending} ${show === 'gradient'}`;
  const known = orders.get(facts);
  if (known?.key === key) return known.order;
  const column = show === 'gradient' ? model.result.cotangents : model.result.trace.values;
  const at = (i: number) => (quantity && quantity.ids[i]! > 0 ? column[quantity.ids[i]!]! : NaN);
  const order = Int32Array.from({ length: unit.times }, (_, i) => i);
  // What is not a number comes first: it is what one looks for.
  const rank = (x: number) => (Number.isNaN(x) ? -Infinity : isDescending ? -x : x);
  if (quantity) order.sort((a, b) => rank(at(a)) - rank(at(b)) || a - b);
  else order.reverse();
  orders.set(facts, { key, order });
  return order;
}
