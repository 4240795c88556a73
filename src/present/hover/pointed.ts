import type { Range } from '../../shared/span.ts';
import { chosenUnits, type Selection } from '../fold/selection.ts';
import type { Unit } from '../fold/units.ts';
import type { LineModel } from '../lines/lineModel.ts';
import type { RowIndex } from '../model/rowIndex.ts';
import { rangeOf, sameRange, within, type SourceExpression } from '../model/sitesAtPlace.ts';
import { findDecision, type Decision } from './decision.ts';
import { findReading, type Reading } from './hovered.ts';

/** What a place in the source shows: numbers, how a comparison went, or a loop. */
export type Pointed =
  | { readonly kind: 'numbers'; readonly reading: Reading }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'loop'; readonly unit: Unit };

/** What an expression shows in the iterations that are looked at; undefined if the trace does not know it. */
export function findPointed(
  index: RowIndex,
  model: LineModel,
  selection: Selection,
  expression: SourceExpression,
): Pointed | undefined {
  if (expression.kind === 'loop') {
    const unit = loopAt(model, selection, expression);
    return unit && { kind: 'loop', unit };
  }
  const reading = findReading(index, model, selection, expression);
  const decision = expression.kind === 'name' ? undefined : findDecision(index, model, selection, expression);
  // A call is that call; of an operation the smaller of what is computed and what is decided is meant.
  const computed = reading && rangeOfRow(index, reading.row);
  if (decision && (!computed || within(decision.range, computed))) return { kind: 'decision', decision };
  return reading && { kind: 'numbers', reading };
}

function rangeOfRow(index: RowIndex, row: number): Range | undefined {
  const span = index.result.spans.get(index.site(row));
  return span && rangeOf(span);
}

/** The loop of a statement, as it ran last in what is looked at. */
function loopAt(
  { tree, result }: LineModel,
  selection: Selection,
  { file, range }: SourceExpression,
): Unit | undefined {
  return [...chosenUnits(tree, selection)].findLast(({ kind, node }) => {
    const span = kind === 'loop' ? result.spans.get(tree.site[node]!) : undefined;
    return span?.[0] === file && sameRange(rangeOf(span), range);
  });
}

/** The first of these paths that is an input with a gradient, whole. */
export function inputReading(index: RowIndex, paths: readonly string[]): Reading | undefined {
  const { variables } = index;
  for (const path of paths) {
    const leaf = variables.leaves.findIndex((one) => one.kind === 'argument' && one.path === path);
    if (leaf >= 0) return { row: index.rowOfVariable(leaf), times: 1, steps: [] };
  }
  return undefined;
}
