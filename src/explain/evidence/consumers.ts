import { ARRAY, OperandKind, sizeAt, type Trace } from '../../shared/trace.ts';

/** Which equations read the results of which: `readers[start[e] … start[e + 1]]` read equation `e`, in order. */
export interface Consumers {
  readonly start: Int32Array;
  readonly readers: Int32Array;
}

/** The readers of every equation, in two passes over the trace; one that reads a result twice may stand there twice. */
export function consumersOf(trace: Trace, makers: Int32Array): Consumers {
  const { length } = trace.equations.op;
  const start = new Int32Array(length + 1);
  eachRead(trace, makers, (_, made) => start[made + 1]!++);
  for (let e = 0; e < length; e++) start[e + 1]! += start[e]!;
  const readers = new Int32Array(start[length]!);
  const filled = start.slice();
  eachRead(trace, makers, (reader, made) => (readers[filled[made]!++] = reader));
  return { start, readers };
}

function eachRead(
  { equations }: Trace,
  makers: Int32Array,
  visit: (reader: number, made: number) => void,
): void {
  const { op, lhs, rhs, operands, gathers } = equations;
  for (let e = 0; e < op.length; e++) {
    if (!(op[e]! & ARRAY)) {
      const a = lhs[e]! > 0 ? makers[lhs[e]!]! : -1;
      const b = rhs[e]! > 0 ? makers[rhs[e]!]! : -1;
      if (a >= 0) visit(e, a);
      if (b >= 0 && b !== a) visit(e, b);
      continue;
    }
    for (let k = lhs[e]!; k < lhs[e]! + rhs[e]!; k++) {
      const kind = operands[4 * k];
      if (kind === OperandKind.static) continue;
      const at = operands[4 * k + 3]!;
      const end = at + sizeAt(operands[4 * k + 1]!, operands[4 * k + 2]!);
      let last = -1;
      for (let i = at; i < end; i++) {
        const id = kind === OperandKind.block ? i : gathers[i]!;
        const made = id > 0 ? makers[id]! : -1;
        if (made >= 0 && made !== last) visit(e, made);
        last = made;
      }
    }
  }
}
