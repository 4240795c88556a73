import { sizeOf } from '../../shared/tensor.ts';
import { norm } from '../format/summaryText.ts';
import { perUnit, roundsOf, type Unit } from '../fold/units.ts';
import { NodeKind } from '../fold/tree.ts';
import { timeBefore } from './chosenTimes.ts';
import type { LineModel } from './lineModel.ts';

/** What a loop, or calls from one site, bound to one name, iteration by iteration. */
export interface Quantity {
  readonly name: string;
  /** By iteration the first element id of what was bound last; 0 where nothing was. */
  readonly ids: Int32Array;
  /** By iteration how many elements that has: a number has 1, else it is a whole variable. */
  readonly sizes: Int32Array;
  /** Whether the name was bound before the loop too: it carries something from round to round. */
  readonly isCarried: boolean;
}

/**
 * The names that the iterations of a unit bind, in the order of their last binding. One pass over names and rounds, both in order of time.
 * Values put together from several are left out: only their first number is known.
 */
export function loopQuantities(model: LineModel, unit: Unit): readonly Quantity[] {
  return quantitiesOf(model.tree, unit, () => findQuantities(model, unit));
}

/** Every move to another iteration asks. */
const quantitiesOf = perUnit<readonly Quantity[]>();

function findQuantities(model: LineModel, unit: Unit): Quantity[] {
  const { result, tree, within, times } = model;
  const { names } = result.trace;
  const rounds = [...roundsOf(tree, unit)];
  const site = tree.site[unit.node]!;
  const isLoop = tree.kind[unit.node] === NodeKind.loop;
  const startOf = (k: number) => {
    const node = rounds[k]!.node;
    return isLoop ? tree.from[node]! + tree.mark[node]! : timeBefore(result.trace, tree.from[node]!);
  };
  const [begin, end] = [startOf(0), timeBefore(result.trace, unit.to)];
  const found = new Map<string, { ids: Int32Array; sizes: Int32Array }>();
  const before = new Set<string>();
  for (let i = 0, k = 0; i < names.id.length && times[i]! <= end; i++) {
    const name = result.texts.get(names.site[i]!);
    if (name === undefined) continue;
    if (times[i]! <= begin) before.add(name);
    if (times[i]! <= begin || (isLoop && !within(names.site[i]!, site))) continue;
    while (k + 1 < rounds.length && times[i]! > startOf(k + 1)) k++;
    const [id, size] = [names.id[i]!, names.size[i]!];
    if (id <= 0 || (size !== 1 && !isWhole(model, id, size))) continue;
    const known = found.get(name);
    const quantity = known ?? { ids: new Int32Array(unit.times), sizes: new Int32Array(unit.times) };
    quantity.ids[rounds[k]!.number] = id;
    quantity.sizes[rounds[k]!.number] = size;
    // What was bound last comes last.
    if (known) found.delete(name);
    found.set(name, quantity);
  }
  return [...found].map(([name, quantity]) => ({ name, ...quantity, isCarried: before.has(name) }));
}

function isWhole({ variables }: LineModel, id: number, size: number): boolean {
  const { variable, index } = variables.element(id);
  return index === 0 && sizeOf(variables.at(variable).shape) === size;
}

/** One number an iteration: a number itself, of an array its Euclidean norm; NaN where the iteration did not bind it. */
export function magnitudes({ ids, sizes }: Quantity, column: Float64Array): Float64Array {
  return Float64Array.from(ids, (id, i) => {
    if (id === 0) return NaN;
    return sizes[i] === 1 ? column[id]! : norm(column.subarray(id, id + sizes[i]!));
  });
}
