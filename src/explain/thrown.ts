import type { Diagnostic } from '../shared/errors.ts';
import type { Evidence } from './evidence/evidence.ts';
import { missingElement } from './missing.ts';
import { findStopped } from './nonFinite/index.ts';
import { enclosing } from './program/program.ts';

/** Why the function threw, where the record or the source shows it; undefined where it did not throw. */
export function explainThrown(evidence: Evidence): Diagnostic | undefined {
  const { status, diagnostics } = evidence.result;
  if (status !== 'threw') return undefined;
  const known = diagnostics.find((one) => one.class !== undefined && one.severity === 'error');
  const threw = diagnostics.find(({ code }) => code === 'threw');
  return known ?? (threw && (missingElement(evidence, threw) ?? stopped(evidence, threw) ?? threw));
}

/** What is found of a run that threw without being asked: the element that was not there. */
export function findThrown(evidence: Evidence): Diagnostic[] {
  const threw = evidence.result.diagnostics.find(({ code }) => code === 'threw');
  const found = threw && missingElement(evidence, threw);
  return found ? [found] : [];
}

/** A number that was not finite when the program threw an error of its own: most likely it is what was complained of. */
function stopped(evidence: Evidence, threw: Diagnostic): Diagnostic | undefined {
  const at = evidence.program.around(threw.span);
  const found = at && enclosing(at, /^ThrowStatement$/) ? findStopped(evidence) : undefined;
  return (
    found && {
      ...found,
      message: `${found.message} Then the function throws: ${threw.message}.`,
      related: [...found.related.slice(0, 7), { message: threw.message, span: threw.span }],
    }
  );
}
