import { sizeOf } from '../../shared/tensor.ts';
import { norm } from '../format/summaryText.ts';
import { chosenRound, type Selection } from '../fold/selection.ts';
import { roundsOf, type Unit } from '../fold/units.ts';
import { timeBefore } from './chosenTimes.ts';
import type { LineModel } from './lineModel.ts';

/** What the head of a loop says. */
export interface LoopNote {
  /** The iteration that is looked at, from 0. */
  readonly iteration: number;
  readonly times: number;
  /** The quantity that the loop's body bound last, over the iterations; undefined where it bound none. */
  readonly series: Series | undefined;
}

/** One number an iteration: a number itself, of an array its Euclidean norm; NaN where the iteration did not bind it. */
export interface Series {
  readonly name: string;
  readonly values: Float64Array;
}

/** The note at the head of a loop. */
export function loopNote(model: LineModel, selection: Selection, unit: Unit): LoopNote {
  const { number } = chosenRound(model.tree, unit, selection);
  return { iteration: number, times: unit.times, series: seriesOf(model, unit) };
}

/** Names are in order of time, and so are rounds: one pass over both. */
function seriesOf({ result, variables, tree, within, times }: LineModel, unit: Unit): Series | undefined {
  const { names, values } = result.trace;
  const rounds = [...roundsOf(tree, unit)];
  const startOf = (k: number) => tree.from[rounds[k]!.node]! + tree.mark[rounds[k]!.node]!;
  const loop = tree.site[unit.node]!;
  const end = timeBefore(result.trace, unit.to);
  const found = new Map<number, Float64Array>();
  let last = -1;
  for (let i = 0, k = 0; i < names.id.length && times[i]! <= end; i++) {
    if (times[i]! <= startOf(0) || !within(names.site[i]!, loop)) continue;
    while (k + 1 < rounds.length && times[i]! > startOf(k + 1)) k++;
    const number = magnitude(names.id[i]!, names.size[i]!);
    if (number === undefined) continue;
    const site = names.site[i]!;
    const series = found.get(site) ?? new Float64Array(unit.times).fill(NaN);
    series[rounds[k]!.number] = number;
    found.set(site, series);
    last = site;
  }
  const name = result.texts.get(last);
  return name === undefined ? undefined : { name, values: found.get(last)! };

  function magnitude(id: number, size: number): number | undefined {
    if (id <= 0) return undefined;
    if (size === 1) return values[id]!;
    const { variable, index } = variables.element(id);
    const isWhole = index === 0 && sizeOf(variables.at(variable).shape) === size;
    return isWhole ? norm(values.subarray(id, id + size)) : undefined;
  }
}
