import { rangeOf } from '../../instrument/syntax.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import { inFile, type Span } from '../../shared/span.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { isComputedIn } from '../evidence/computedIn.ts';
import type { Target } from '../evidence/target.ts';
import { enclosing, spanOf } from '../program/program.ts';
import { clashesOf } from '../storage/run/clashes.ts';
import type { Clash, Site } from '../storage/model.ts';
import { described, guiltySite } from './described.ts';
import { halfways, mixed } from './halfway.ts';
import { findKept } from './kept.ts';
import { findMovedOn } from './movedOn.ts';
import { findOwnRounds } from './ownRound.ts';
import { findTakenOut } from './takenOut.ts';

/** Findings of one run at most: what follows the first ones mostly follows from them. */
const mostFindings = 3;

/**
 * Values that are read as the old ones after they were changed in place: as another name of the same storage, a view or a row of it, or
 * by a call whose result was taken for a new value.
 */
export function findOverwritten(evidence: Evidence): Diagnostic[] {
  return [...faults(evidence).map((clash) => described(evidence, clash)), ...patterns(evidence)].slice(
    0,
    mostFindings,
  );
}

const seen = new WeakMap<Evidence, readonly Diagnostic[]>();

/** What the program's text shows and the record confirms, looked for once. */
function patterns(evidence: Evidence): readonly Diagnostic[] {
  let found = seen.get(evidence);
  if (!found) seen.set(evidence, (found = findPatterns(evidence)));
  return found;
}

function findPatterns(evidence: Evidence): Diagnostic[] {
  const mixtures = halfways(evidence.program).flatMap((one) => mixed(evidence, one) ?? []);
  return [
    mixtures,
    findOwnRounds(evidence),
    findMovedOn(evidence),
    findTakenOut(evidence),
    findKept(evidence),
  ].flat();
}

/** The change in place that a value was computed after, as if there had been none. */
export function explainOverwritten(evidence: Evidence, target: Target): Diagnostic | undefined {
  const found = faults(evidence).find(
    ({ read }) =>
      target.of === 'gradient' ||
      target.ids.length === 0 ||
      isComputedIn(evidence, target.ids, statementOf(evidence, read)),
  );
  if (found) return described(evidence, found);
  return patterns(evidence).find(
    ({ span }) => target.of === 'gradient' || isComputedIn(evidence, target.ids, span),
  );
}

const known = new WeakMap<Evidence, readonly Clash[]>();

/** The first clash of each guilty place; the program is run for them once. */
function faults(evidence: Evidence): readonly Clash[] {
  let found = known.get(evidence);
  if (!found) known.set(evidence, (found = findFaults(evidence)));
  return found;
}

function findFaults({ program, result }: Evidence): readonly Clash[] {
  const first = new Map<string, Clash>();
  for (const clash of clashesOf(program, result)) {
    const place = siteSpan(guiltySite(clash)).join(':');
    if (!first.has(place)) first.set(place, clash);
  }
  return [...first.values()].slice(0, mostFindings);
}

function statementOf({ program }: Evidence, read: Site): Span {
  const span = siteSpan(read);
  const at = program.nodeAt(span);
  const statement = at && enclosing(at, /(Statement|Declaration|ArrowFunctionExpression)$/);
  return statement ? spanOf(statement) : span;
}

function siteSpan({ node, file }: Site): Span {
  return inFile(file, rangeOf(node));
}
