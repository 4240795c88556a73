import { mostCells, type StripChoice } from '../../shared/panel/foldedViews.ts';
import { summarizeRounds, type RoundsSummary } from '../fold/rounds.ts';
import type { FoldTree } from '../fold/tree.ts';
import { perUnit, roundsOf, type Unit } from '../fold/units.ts';
import type { LineModel } from '../lines/lineModel.ts';
import { loopQuantities, magnitudes, type Quantity } from '../lines/loopQuantities.ts';

/** What a panel shows of a loop, or of calls from one site: found once a trace. */
export interface LoopFacts {
  readonly summary: RoundsSummary;
  /** In the order of their last binding. */
  readonly quantities: readonly Quantity[];
  /** What its strips draw before anything is chosen: what was bound last, and the gradient of what is carried from round to round. */
  readonly strips: readonly StripChoice[];
  series(choice: StripChoice): Cells;
}

/** A quantity over the iterations, see `StripView`. */
export interface Cells {
  readonly cells: Float64Array;
  readonly changes: Uint8Array;
  readonly gaps: Uint8Array;
  /** One an iteration; NaN also where nothing was bound. */
  readonly numbers: Float64Array;
  readonly least: number;
  readonly most: number;
}

const factsOf = perUnit<LoopFacts>();

/** The facts of a unit that goes round. */
export function loopFacts(model: LineModel, unit: Unit): LoopFacts {
  return factsOf(model.tree, unit, () => findFacts(model, unit));
}

function findFacts(model: LineModel, unit: Unit): LoopFacts {
  const { result, tree } = model;
  const quantities = loopQuantities(model, unit);
  const changed = changesOf(tree, unit);
  const found = new Map<string, Cells>();
  return {
    summary: summarizeRounds(result, tree, unit),
    quantities,
    strips: firstStrips(quantities, result.cotangents.length > 0),
    series(choice) {
      const key = `${choice.what} ${choice.name}`;
      const column = choice.what === 'value' ? result.trace.values : result.cotangents;
      const quantity = quantities.find(({ name }) => name === choice.name);
      const cells = found.get(key) ?? cellsOf(quantity, column, changed, choice.what === 'gradient');
      found.set(key, cells);
      return cells;
    },
  };
}

function firstStrips(quantities: readonly Quantity[], hasGradients: boolean): StripChoice[] {
  const last = quantities.at(-1);
  if (!last) return [];
  const carried = quantities.filter(({ isCarried, name }) => isCarried && name !== last.name);
  const bySize = carried.toSorted((a, b) => b.sizes.at(-1)! - a.sizes.at(-1)!);
  const other = bySize[0] ?? (hasGradients ? last : undefined);
  const what = hasGradients ? 'gradient' : 'value';
  return [{ name: last.name, what: 'value' }, ...(other ? [{ name: other.name, what } as const] : [])];
}

/** Whether each iteration did other operations than the last one before it that did any. */
function changesOf(tree: FoldTree, unit: Unit): Uint8Array {
  const changes = new Uint8Array(unit.times);
  let before: number | undefined;
  for (const { node, number } of roundsOf(tree, unit)) {
    if (tree.from[node] === tree.to[node]) continue;
    const form = tree.form[node]!;
    if (before !== undefined && form !== before) changes[number] = 1;
    before = form;
  }
  return changes;
}

function cellsOf(
  quantity: Quantity | undefined,
  column: Float64Array,
  changed: Uint8Array,
  isMagnitude: boolean,
): Cells {
  const times = changed.length;
  const count = Math.min(times, mostCells);
  const signed = quantity ? magnitudes(quantity, column) : new Float64Array(times).fill(NaN);
  const numbers = isMagnitude ? signed.map(Math.abs) : signed;
  const cells = new Float64Array(count);
  const gaps = new Uint8Array(count);
  const changes = new Uint8Array(count);
  let [least, most] = [Infinity, -Infinity];
  for (let c = 0; c < count; c++) {
    const [from, to] = [Math.floor((c * times) / count), Math.floor(((c + 1) * times) / count)];
    let worst = -Infinity;
    gaps[c] = 1;
    for (let i = from; i < to; i++) {
      if (changed[i]) changes[c] = 1;
      if (!quantity || quantity.ids[i] === 0) continue;
      gaps[c] = 0;
      const x = numbers[i]!;
      // NaN stays: no comparison with it is true.
      if (!Number.isFinite(x)) worst = NaN;
      else if (x > worst) worst = x;
    }
    cells[c] = gaps[c] ? NaN : worst;
    if (Number.isFinite(worst)) [least, most] = [Math.min(least, worst), Math.max(most, worst)];
  }
  return { cells, changes, gaps, numbers, least, most };
}
