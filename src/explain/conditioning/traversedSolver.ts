import type { Diagnostic } from '../../shared/errors.ts';
import { ARRAY } from '../../shared/trace.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Amplification } from './amplification.ts';

/** Rounding inside a solver that grows so much takes half of the digits. */
const leastGrowth = 1e8;

const solverName =
  /^(inverse|solve|pseudoInverse|LuDecomposition|QrDecomposition|CholeskyDecomposition|SingularValueDecomposition|SVD|LU|QR|CHO)$/;

/**
 * A solver of ml-matrix that was traced through, operation by operation, so that its matrix is no operand: the roundings inside tell how
 * nearly singular it is.
 */
export function traversedSolver(
  evidence: Evidence,
  { cotangents, scale }: Amplification,
): Diagnostic | undefined {
  const { trace, result } = evidence;
  const { members, parent, site } = trace.scopes;
  const { op, out, scope } = trace.equations;
  const isSolver = new Uint8Array(parent.length);
  for (const [at, name] of members) if (solverName.test(name)) isSolver[at] = 1;
  if (!isSolver.includes(1)) return undefined;
  let most = leastGrowth;
  let found = -1;
  for (let e = 0; e < op.length; e++) {
    if (isSolver[scope[e]!] !== 1 || op[e]! & ARRAY) continue;
    const growth = Math.abs(cotangents[out[e]!]! * trace.values[out[e]!]!) * scale;
    if (growth > most && Number.isFinite(growth)) [most, found] = [growth, e];
  }
  const span = found < 0 ? undefined : result.spans.get(site[scope[found]!]!);
  if (!span) return undefined;
  const lost = Math.min(16, Math.floor(Math.log10(most)));
  const iteration = evidence.iteration(found);
  return {
    code: 'ill-conditioned',
    class: 'conditioning',
    severity: 'warning',
    message: `The matrix of ${evidence.program.text(span)} is nearly singular: rounding errors grow by ${shortNumber(most)} in it, so about ${lost} of 16 digits are lost.`,
    span,
    mark: `−${lost} digits`,
    related: [],
    equation: found,
    ...(iteration !== undefined && { iteration }),
  };
}
