import { countText } from '../../shared/tensor.ts';
import {
  chosenIntervals,
  chosenNumber,
  chosenUnits,
  selectionOf,
  type Selection,
} from '../fold/selection.ts';
import { hasRounds } from '../fold/units.ts';
import { iterationName } from '../fold/words.ts';
import type { LineModel } from './lineModel.ts';

/** A loop, or calls that repeat, and which of its iterations is looked at. */
export interface Iteration {
  readonly site: number;
  /** What an iteration is called: the loop's variable, else `round` or `call`. */
  readonly name: string;
  readonly iteration: number;
  readonly times: number;
}

/**
 * The iterations that a line of a file belongs to, outermost first: of the loops that it stands in, and of the loops and repeated calls
 * through which the run came to it.
 */
export function iterationsAt(
  model: LineModel,
  selection: Selection,
  file: number,
  line: number,
): Iteration[] {
  const { result, tree } = model;
  const ran = equationOn(model, selection, file, line);
  const through = ran === undefined ? undefined : selectionOf(tree, ran);
  return allIterations(model, selection).filter(({ site }) => {
    const span = result.spans.get(site);
    const isInside = span !== undefined && span[0] === file && span[1] <= line && line <= span[3];
    return through?.has(site) ?? isInside;
  });
}

/** All loops and repeated calls on the way to what is looked at, each once. */
export function allIterations({ result, tree }: LineModel, selection: Selection): Iteration[] {
  const found = new Map<number, Iteration>();
  for (const unit of chosenUnits(tree, selection)) {
    if (!hasRounds(unit)) continue;
    const site = tree.site[unit.node]!;
    const number = chosenNumber(tree, unit, selection);
    const name = iterationName(result, unit, site);
    if (!found.has(site)) found.set(site, { site, name, iteration: number, times: unit.times });
  }
  return [...found.values()];
}

/** The last equation on a line among those that are looked at. */
function equationOn({ result, tree }: LineModel, selection: Selection, file: number, line: number) {
  const { site } = result.trace.equations;
  const isHere = new Map<number, boolean>();
  let found: number | undefined;
  for (const [from, to] of chosenIntervals(tree, selection)) {
    for (let e = from; e < to; e++) {
      let here = isHere.get(site[e]!);
      if (here === undefined) {
        const span = result.spans.get(site[e]!);
        here = span !== undefined && span[0] === file && span[1] === line;
        isHere.set(site[e]!, here);
      }
      if (here) found = e;
    }
  }
  return found;
}

/** `step 137 of 200`. */
export function iterationText({ name, iteration, times }: Iteration): string {
  return `${name} ${countText(iteration)} of ${countText(times)}`;
}

/** `step 137/200`, of loops in loops `step 3/10 › i 7/20`. */
export function iterationsText(iterations: readonly Iteration[]): string {
  return iterations
    .map(({ name, iteration, times }) => `${name} ${countText(iteration)}/${countText(times)}`)
    .join(' › ');
}
