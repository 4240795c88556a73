import { decidesVerdict } from '../../src/shared/errors.ts';

/** Codes of what the proofs found among diagnostics, each once, sorted: a test that traces expects none, or names them. */
export function foundByProofs(diagnostics: readonly { readonly code: string }[]): string[] {
  const found = diagnostics.map(({ code }) => code).filter(decidesVerdict);
  return [...new Set(found)].sort();
}
