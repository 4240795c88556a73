import type { Code } from '../src/shared/errors.ts';

/** What the proofs of a trace find; the gradient of a right trace gives none of them. */
const proofCodes: readonly string[] = [
  'unexplained-value',
  'lost-dependence',
  'wrong-rule',
  'not-deterministic',
  'gradient-cut',
] satisfies readonly Code[];

/** Codes of what the proofs found among diagnostics, each once, sorted: a test that traces expects none, or names them. */
export function foundByProofs(diagnostics: readonly { readonly code: string }[]): string[] {
  const found = diagnostics.map(({ code }) => code).filter((code) => proofCodes.includes(code));
  return [...new Set(found)].sort();
}
