import { chosenNumber, type Selection } from '../fold/selection.ts';
import type { Unit } from '../fold/units.ts';
import type { LineModel } from './lineModel.ts';
import { loopQuantities, magnitudes } from './loopQuantities.ts';

/** What the head of a loop says. */
export interface LoopNote {
  /** The iteration that is looked at, from 0. */
  readonly iteration: number;
  readonly times: number;
  /** The quantity that the loop's body bound last, over the iterations; undefined where it bound none. */
  readonly series: Series | undefined;
}

/** One number for each iteration that bound the name, see `magnitudes`. */
export interface Series {
  readonly name: string;
  readonly values: Float64Array;
  /** By iteration the id of what was bound; 0 where nothing was. */
  readonly ids: Int32Array;
}

/** The note at the head of a loop. */
export function loopNote(model: LineModel, selection: Selection, unit: Unit): LoopNote {
  const number = chosenNumber(model.tree, unit, selection);
  const last = loopQuantities(model, unit).at(-1);
  const series = last && {
    name: last.name,
    values: magnitudes(last, model.result.trace.values),
    ids: last.ids,
  };
  return { iteration: number, times: unit.times, series };
}
