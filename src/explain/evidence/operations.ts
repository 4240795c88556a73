import { equationsIn, firstSeen } from '../../engine/proofs/index.ts';
import { ARRAY, type Trace } from '../../shared/trace.ts';
import type { Evidence } from './evidence.ts';

/** The equations of some operations, in order. */
export function equationsOf({ result, trace, codes }: Evidence, names: ReadonlySet<string>): Int32Array {
  const isOne = Uint8Array.from(result.ops, ({ name }) => Number(names.has(name)));
  const isThere = isOne.some((is, code) => is === 1 && codes[code] === 1);
  return isThere ? equationsIn(trace, isOne) : none;
}

const none = new Int32Array(0);

/** The equations of some operations on matrices, in order. */
export function matrixEquationsOf(evidence: Evidence, names: ReadonlySet<string>): Int32Array {
  return evidence.trace.equations.operands.length > 0 ? equationsOf(evidence, names) : none;
}

/** By the number of an operation, whether a trace has one. */
export function codesIn({ equations: { op } }: Trace, count: number): Uint8Array {
  const codes = new Uint8Array(count);
  for (const code of firstSeen(op)) codes[code & ~ARRAY] = 1;
  return codes;
}
