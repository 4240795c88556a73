import type { TraceResult } from '../shared/trace.ts';
import { inputsOf, type Input } from './inputs.ts';
import { equationRow, inputRows, memberRow, segments, type Row } from './rows.ts';
import { numberVariables, type Variables } from './variables.ts';

/**
 * The rows of a trace by number: first the inputs, then the equations, a traced-through member in one row.
 * Eight bytes a row are stored; the rows themselves are made when asked for, since traces have millions.
 */
export interface RowIndex {
  readonly result: TraceResult;
  readonly variables: Variables;
  readonly inputs: readonly Input[];
  readonly count: number;
  /** Number of rows that are inputs. */
  readonly inputCount: number;
  row(index: number): Row;
  /** The equations of a row, [from, to); empty of an input. */
  equations(index: number): readonly [from: number, to: number];
  rowOfVariable(number: number): number;
  rowOfEquation(equation: number): number;
  /** The site of a row: of a member that of its call; −1 of an input. */
  site(index: number): number;
}

/** Indexes the rows of a trace. */
export function indexRows(result: TraceResult): RowIndex {
  const variables = numberVariables(result);
  const inputs = inputsOf(result, variables);
  const { equations, scopes } = result.trace;
  const leading = inputRows(inputs, variables);
  let total = 0;
  for (const _ of segments(result.trace)) total++;
  const starts = new Int32Array(total + 1);
  const members = new Int32Array(total);
  let at = 0;
  for (const { from, member } of segments(result.trace)) {
    starts[at] = from;
    members[at++] = member ?? -1;
  }
  starts[total] = equations.op.length;

  const rowOfEquation = (equation: number): number => {
    let low = 0;
    let high = total;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle + 1]! <= equation) low = middle + 1;
      else high = middle;
    }
    return leading.length + low;
  };
  return {
    result,
    variables,
    inputs,
    count: leading.length + total,
    inputCount: leading.length,
    rowOfEquation,
    rowOfVariable: (number) =>
      number < variables.leaves.length ? number : rowOfEquation(number - variables.leaves.length),
    equations: (index) => {
      const s = index - leading.length;
      return s < 0 ? [0, 0] : [starts[s]!, starts[s + 1]!];
    },
    site: (index) => {
      const s = index - leading.length;
      if (s < 0) return -1;
      return members[s]! < 0 ? equations.site[starts[s]!]! : scopes.site[members[s]!]!;
    },
    row: (index) => {
      const s = index - leading.length;
      if (s < 0) return leading[index]!;
      const [from, to, member] = [starts[s]!, starts[s + 1]!, members[s]!];
      return member < 0
        ? equationRow(result, variables, from)
        : memberRow(result, variables, { from, to, member }, member);
    },
  };
}
