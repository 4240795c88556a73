import { firstSeen } from '../../engine/proofs/index.ts';
import { ARRAY, type Trace } from '../../shared/trace.ts';
import type { Evidence } from './evidence.ts';

/** The equations of some operations, in order. */
export function equationsOf({ result, trace, codes }: Evidence, names: ReadonlySet<string>): number[] {
  const { op } = trace.equations;
  const isOne = Uint8Array.from(result.ops, ({ name }) => Number(names.has(name)));
  const found: number[] = [];
  if (!isOne.some((is, code) => is === 1 && codes[code] === 1)) return found;
  for (let e = 0; e < op.length; e++) if (isOne[op[e]! & ~ARRAY] === 1) found.push(e);
  return found;
}

/** The equations of some operations on matrices, in order. */
export function matrixEquationsOf(evidence: Evidence, names: ReadonlySet<string>): number[] {
  return evidence.trace.equations.operands.length > 0 ? equationsOf(evidence, names) : [];
}

/** By the number of an operation, whether a trace has one. */
export function codesIn({ equations: { op } }: Trace, count: number): Uint8Array {
  const codes = new Uint8Array(count);
  for (const code of firstSeen(op)) codes[code & ~ARRAY] = 1;
  return codes;
}
