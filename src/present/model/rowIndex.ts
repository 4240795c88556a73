import type { TraceResult } from '../../shared/trace.ts';
import { inputsOf, type Input } from './inputs.ts';
import { equationRow, inputRows, memberRow, segments, type Row } from './rows.ts';
import { numberVariables, type Variables } from './variables.ts';
import { lastNotAbove } from '../../shared/bisect.ts';

/**
 * The rows of a trace by number: first the inputs, then the equations, a traced-through member in one row.
 * The rows themselves are made when asked for, since traces have millions.
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
  /** The rows of equations, of which there is at least one. */
  rowsOfEquations(from: number, to: number): { readonly from: number; readonly to: number };
  /** The site of a row: of a member that of its call; −1 of an input. */
  site(index: number): number;
}

/** Indexes the rows of a trace. */
export function indexRows(result: TraceResult, variables = numberVariables(result)): RowIndex {
  const inputs = inputsOf(result, variables);
  const { equations, scopes } = result.trace;
  const leading = inputRows(inputs, variables);
  const folded = scopes.members.size > 0 ? fold(result) : undefined;
  const total = folded ? folded.members.length : equations.op.length;
  const start = (s: number) => (folded ? folded.starts[s]! : s);
  const memberOf = (s: number) => (folded ? folded.members[s]! : none);

  const rowOfEquation = (equation: number): number => {
    return leading.length + (folded ? Math.min(lastNotAbove(folded.starts, equation), total) : equation);
  };
  return {
    result,
    variables,
    inputs,
    count: leading.length + total,
    inputCount: leading.length,
    rowOfEquation,
    rowsOfEquations: (from, to) => ({ from: rowOfEquation(from), to: rowOfEquation(to - 1) + 1 }),
    rowOfVariable: (number) =>
      number < variables.leaves.length ? number : rowOfEquation(number - variables.leaves.length),
    equations: (index) => {
      const s = index - leading.length;
      return s < 0 ? [0, 0] : [start(s), start(s + 1)];
    },
    site: (index) => {
      const s = index - leading.length;
      if (s < 0) return -1;
      const member = memberOf(s);
      return member === none ? equations.site[start(s)]! : scopes.site[member]!;
    },
    row: (index) => {
      const s = index - leading.length;
      if (s < 0) return leading[index]!;
      const [from, to, member] = [start(s), start(s + 1), memberOf(s)];
      return member === none
        ? equationRow(result, variables, from)
        : memberRow(result, variables, { from, to, member }, member);
    },
  };
}

const none = -1;

/** The first equation of each row and the member that the row folds; one start more than rows. */
function fold({ trace }: TraceResult): { readonly starts: Int32Array; readonly members: Int32Array } {
  const starts: number[] = [];
  const members: number[] = [];
  for (const { from, member } of segments(trace)) {
    starts.push(from);
    members.push(member ?? none);
  }
  starts.push(trace.equations.op.length);
  return { starts: Int32Array.from(starts), members: Int32Array.from(members) };
}
