import type { Diagnostic, Fix } from '../../shared/errors.ts';
import { Evidence } from '../evidence/evidence.ts';
import type { Program } from '../program/program.ts';
import { classOf, repairs } from './byClass.ts';
import { placesOf } from './places.ts';
import { Recorded } from './recorded.ts';
import { randomStarts, smallerSteps, staticInput, withoutRepeats } from './tag.ts';

/** How many repairs are given of one finding. */
const most = 12;

/**
 * Changes of the source that may take a finding away, the likeliest first. Whether one does is found out by tracing again.
 *
 * @param of a run with its source, or a source alone: then repairs are given whose reason only a record would show
 * @param asked the name of the variable that was asked about, where a question led to the finding
 */
export function fixesOf(
  finding: Diagnostic,
  of: Evidence | { readonly program: Program },
  asked?: string,
): Fix[] {
  const { program } = of;
  const kind = classOf(finding);
  if (!kind) return [];
  const recorded = of instanceof Evidence ? new Recorded(of, finding, kind) : undefined;
  const tags = inTags(kind, finding.span[0], program, asked);
  // What goes wrong only after some rounds is rather the length of the steps than the formula.
  const isLate = kind === 'non-finite-value' && (finding.iteration ?? 0) > 0;
  // By their titles: what reads alike is one repair to a person, and the nearest place is the likeliest.
  const found = new Map<string, Fix>();
  const changes = new Set<string>();
  const add = (fixes: readonly Fix[], isNear = true) => {
    for (const fix of fixes) {
      const change = JSON.stringify(fix.edits);
      if (found.has(fix.title) || changes.has(change)) continue;
      found.set(fix.title, { ...fix, ...(!isNear && { isFar: true }) });
      changes.add(change);
    }
  };
  if (isLate) add(tags);
  const room = isLate ? most : most - tags.length;
  for (const { places, isNear } of placesOf(finding, program)) {
    for (const repair of repairs[kind]) {
      for (const at of places) if (found.size < room) add(repair(at, program, recorded), isNear);
    }
    if (found.size >= room) break;
  }
  add(tags);
  return [...found.values()];
}

const silencing = (fixes: readonly Fix[]): Fix[] => fixes.map((fix) => ({ ...fix, isSilencing: true }));

/** Repairs of what a `@trace` calls with. */
function inTags(kind: string, file: number, program: Program, asked: string | undefined): Fix[] {
  switch (kind) {
    case 'non-finite-value':
    case 'conditioning':
      return smallerSteps(file, program);
    case 'locally-zero':
      return [...randomStarts(file, program), ...(asked ? silencing(staticInput(file, program, asked)) : [])];
    case 'cut':
      return asked ? staticInput(file, program, asked) : [];
    case 'non-finite-gradient':
      return [...withoutRepeats(file, program), ...randomStarts(file, program)];
    default:
      return [];
  }
}
