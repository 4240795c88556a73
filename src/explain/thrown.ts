import type { Diagnostic } from '../shared/errors.ts';
import type { Evidence } from './evidence/evidence.ts';

/** Why the function threw, where the record shows it; undefined where it did not throw. */
export function explainThrown({ result }: Evidence): Diagnostic | undefined {
  if (result.status !== 'threw') return undefined;
  const known = result.diagnostics.find((one) => one.class !== undefined && one.severity === 'error');
  return known ?? result.diagnostics.find(({ code }) => code === 'threw');
}
