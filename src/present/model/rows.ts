import type { Span } from '../../shared/span.ts';
import type { Shape } from '../../shared/tensor.ts';
import type { Trace, TraceResult } from '../../shared/trace.ts';
import type { Input } from './inputs.ts';
import { plural } from '../format/numberText.ts';
import { operandsText } from './operands.ts';
import { byId, numbersOf, opName, type Variables } from './variables.ts';

/** One line of the trace as people see it: an input, an equation, or a whole ml-matrix member that was traced through. */
export interface Row {
  readonly kind: 'input' | 'equation' | 'member';
  /** `v3`; of a member the variables inside, `v3…v1206`. */
  readonly id: string;
  readonly names: readonly string[];
  readonly op: string;
  readonly operands: string;
  /** The operands by their ids alone, for where those by their names have no room. */
  readonly operandIds: string;
  /** Absent for members: their result is any gathering of the variables inside. */
  readonly shape?: Shape;
  readonly value?: Float64Array;
  /** Absent where the run did not finish, or the input has none. */
  readonly gradient?: Float64Array;
  readonly span?: Span;
}

/** Equations from `from` up to but not including `to`; `member` is the scope into which they fold. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly member: number | undefined;
}

/** The rows of the inputs that have a variable. */
export function inputRows(inputs: readonly Input[], variables: Variables): Row[] {
  return inputs.flatMap(({ variable, leaf, value, gradient }): Row[] => {
    if (variable === undefined) return [];
    const names = variables.names(variable);
    const row = {
      kind: 'input',
      id: `v${variable}`,
      names,
      op: 'input',
      operands: '',
      operandIds: '',
      shape: leaf.shape,
      value,
    } as const;
    return [gradient ? { ...row, gradient } : row];
  });
}

/** The equations in order, those of one traced-through member together. */
export function* segments({ equations, scopes }: Trace): Generator<Segment> {
  const { scope } = equations;
  const outermost = outermostMembers(scopes);
  for (let from = 0; from < scope.length;) {
    const member = outermost[scope[from]!] ?? none;
    let to = from + 1;
    if (member !== none) while (to < scope.length && outermost[scope[to]!] === member) to++;
    yield { from, to, member: member === none ? undefined : member };
    from = to;
  }
}

/** The outermost traced-through member that each scope lies in, or −1. Parents come before their children. */
export function outermostMembers({ parent, members }: Trace['scopes']): Int32Array {
  const outermost = new Int32Array(parent.length).fill(none);
  if (members.size === 0) return outermost;
  for (let s = 0; s < parent.length; s++) {
    const above = parent[s]! >= 0 ? outermost[parent[s]!]! : none;
    outermost[s] = above !== none ? above : members.has(s) ? s : none;
  }
  return outermost;
}

const none = -1;

/** The sites of the calls around an equation, innermost first. */
export function callsAround({ trace: { equations, scopes } }: TraceResult, e: number): number[] {
  const sites: number[] = [];
  for (let scope = equations.scope[e] ?? 0; scope > 0; scope = scopes.parent[scope]!)
    sites.push(scopes.site[scope]!);
  return sites;
}

/** The row of one equation. */
export function equationRow(result: TraceResult, variables: Variables, e: number): Row {
  const variable = variables.ofEquation(e);
  const span = result.spans.get(result.trace.equations.site[e]!);
  return {
    kind: 'equation',
    id: `v${variable.number}`,
    names: variables.names(variable.number),
    op: opName(result, e),
    operands: operandsText(result, variables, e),
    operandIds: operandsText(result, byId(variables), e),
    shape: variable.shape,
    value: numbersOf(result.trace.values, variable),
    ...(result.cotangents.length > 0 && { gradient: numbersOf(result.cotangents, variable) }),
    ...(span && { span }),
  };
}

/** The row of a member that was traced through. */
export function memberRow(
  result: TraceResult,
  variables: Variables,
  { from, to }: Segment,
  member: number,
): Row {
  const { scopes } = result.trace;
  const span = result.spans.get(scopes.site[member]!);
  const first = variables.ofEquation(from).number;
  const last = variables.ofEquation(to - 1).number;
  const names = new Set<string>();
  for (let number = first; number <= last; number++) {
    for (const name of variables.names(number)) names.add(name);
  }
  const operands = `… (${plural(to - from, 'operation')} inside)`;
  return {
    kind: 'member',
    id: first === last ? `v${first}` : `v${first}…v${last}`,
    names: [...names],
    op: scopes.members.get(member)!,
    operands,
    operandIds: operands,
    ...(span && { span }),
  };
}
