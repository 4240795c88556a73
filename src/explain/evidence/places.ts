import { outermostMembers } from '../../present/model/rows.ts';
import type { Span } from '../../shared/span.ts';
import type { Evidence } from './evidence.ts';

/** Whether a file is a package's, by its path. */
export function isPackage({ result }: Evidence, file: number): boolean {
  return /(^|[\\/])node_modules[\\/]/.test(result.files[file] ?? '');
}

/**
 * The expression of the user's own code that an equation belongs to: its own, or the call of the package's function, or of the traced-through
 * member of ml-matrix, in which it happened. Undefined where none is known.
 */
export function ownPlace(evidence: Evidence, equation: number): Span | undefined {
  const { equations, scopes } = evidence.trace;
  let scope = equations.scope[equation]!;
  const member = membersOf(evidence)[scope]!;
  let span = member < 0 ? evidence.span(equations.site[equation]!) : undefined;
  if (member >= 0) scope = member;
  while (scope > 0 && (!span || isPackage(evidence, span[0]))) {
    span = evidence.span(scopes.site[scope]!);
    scope = scopes.parent[scope]!;
  }
  return span;
}

const known = new WeakMap<Evidence, Int32Array>();

function membersOf(evidence: Evidence): Int32Array {
  let members = known.get(evidence);
  if (!members) known.set(evidence, (members = outermostMembers(evidence.trace.scopes)));
  return members;
}
