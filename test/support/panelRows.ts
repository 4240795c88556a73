import type { RowIndex } from '../../src/present/model/rowIndex.ts';
import { backwardOf } from '../../src/present/panel/backward.ts';
import { equationView } from '../../src/present/panel/rowViews.ts';
import type { EquationView, Glimpse, StepView } from '../../src/shared/panel/protocol.ts';

/** All rows of a trace as the panel shows them, nothing folded. */
export function equationViews(index: RowIndex): EquationView[] {
  return Array.from({ length: index.count }, (_, row) => equationView(index, row));
}

/** All steps of the backward pass. */
export function stepViews(index: RowIndex): StepView[] {
  const backward = backwardOf(index);
  return Array.from({ length: backward.count }, (_, step) => backward.stepOf(index.count - 1 - step));
}

/** A row as a line of text. */
export function rowText(row: EquationView): string {
  const say = (glimpse: Glimpse | null) => glimpse?.range?.join(' ') ?? glimpse?.text ?? '–';
  const { id, names, op, operands, shape, value, gradient, line } = row;
  return [id, names, op, operands, shape, say(value), say(gradient), line].join(' | ');
}
