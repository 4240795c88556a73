import { readByNumbers } from '../../engine/proofs/index.ts';
import { ARRAY, OperandKind, sizeAt, type Trace } from '../../shared/trace.ts';

/** Which elements are computed from some of them, those included, by element id: one sweep. */
export function reachedFrom(trace: Trace, ids: Iterable<number>): Uint8Array {
  const { op, out, rows, columns, lhs, rhs } = trace.equations;
  const reached = new Uint8Array(trace.values.length);
  for (const id of ids) reached[id] = 1;
  for (let e = 0; e < op.length; e++) {
    if (op[e]! & ARRAY) {
      if (readsAny(trace, e, reached)) reached.fill(1, out[e]!, out[e]! + sizeAt(rows[e]!, columns[e]!));
    } else if ((lhs[e]! > 0 && reached[lhs[e]!]) || (rhs[e]! > 0 && reached[rhs[e]!])) {
      reached[out[e]!] = 1;
    }
  }
  return reached;
}

/** By element id whether an equation reads it. */
export function readIn(trace: Trace): Uint8Array {
  const isRead = readByNumbers(trace);
  const { operands, gathers } = trace.equations;
  for (let at = 0; at < operands.length; at += 4) {
    const first = operands[at + 3]!;
    if (operands[at] === OperandKind.block)
      isRead.fill(1, first, first + sizeAt(operands[at + 1]!, operands[at + 2]!));
  }
  for (const ref of gathers) if (ref > 0) isRead[ref] = 1;
  return isRead;
}

/** The element ids, from 1 up, at which a column has a value, by the language's own search: quick where they are few. */
export function indicesOf(column: Uint8Array, value: number): number[] {
  const found: number[] = [];
  for (let id = column.indexOf(value, 1); id >= 0; id = column.indexOf(value, id + 1)) found.push(id);
  return found;
}

function readsAny({ equations }: Trace, e: number, reached: Uint8Array): boolean {
  let found = false;
  eachTracked(equations, e, (id) => (found ||= reached[id] === 1));
  return found;
}

/** Visits the elements that an array equation reads. */
export function eachTracked(
  { lhs, rhs, operands, gathers }: Trace['equations'],
  e: number,
  visit: (id: number) => void,
): void {
  for (let k = lhs[e]!; k < lhs[e]! + rhs[e]!; k++) {
    const kind = operands[4 * k];
    if (kind === OperandKind.static) continue;
    const at = operands[4 * k + 3]!;
    const end = at + sizeAt(operands[4 * k + 1]!, operands[4 * k + 2]!);
    if (kind === OperandKind.block) for (let id = at; id < end; id++) visit(id);
    else for (let i = at; i < end; i++) if (gathers[i]! > 0) visit(gathers[i]!);
  }
}
