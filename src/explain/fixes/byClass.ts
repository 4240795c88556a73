import type { Code, FindingClass } from '../../shared/errors.ts';
import { aliasCopy, callCopy, deepCopies, merges, originals, takenOut, views } from './repairs/aliases.ts';
import { givenAs, passOn } from './repairs/arguments.ts';
import { constantTerm } from './repairs/constantTerm.ts';
import { timeItself } from './repairs/dates.ts';
import { toElement, useResult } from './repairs/dropped.ts';
import { argumentCopy, onCopy, ownCopy, pureForm, toCopy } from './repairs/inPlace.ts';
import { otherLines } from './repairs/lines.ts';
import { afterChange, beforeLoop, together } from './repairs/laterStatement.ts';
import { givenLast } from './repairs/mergeOrder.ts';
import { moreSteps, otherBound, smallerConstant, widerLimit } from './repairs/numbers.ts';
import { otherName } from './repairs/otherName.ts';
import { withoutRoundTrip } from './repairs/roundTrip.ts';
import { assignOuter, ownInLoop, withoutFirstValue } from './repairs/shadowing.ts';
import { realStorage } from './repairs/storage.ts';
import { twoPasses } from './repairs/twoPasses.ts';
import type { Repair } from './repair.ts';
import {
  awaited,
  decimalCommas,
  divisions,
  domains,
  exponentials,
  masks,
  parses,
  spreads,
  stops,
} from './rewrites/guards.ts';
import { smooth, withinEnds } from './rewrites/smooth.ts';
import { power } from './rewrites/power.ts';
import { broadcasts, ends, orders, products } from './rewrites/shapes.ts';
import { limits, slopes, softened, starts, steps } from './rewrites/slopes.ts';
import { differences, singular, solutions } from './rewrites/stable.ts';
import {
  again,
  asNumber,
  byNumber,
  interpolated,
  shifts,
  withoutDate,
  withoutDigits,
  withoutReading,
  withoutRounding,
  withoutText,
} from './rewrites/tracked.ts';
import { defaults, generators, putBack, tests } from './rewrites/unread.ts';
import { rewriting, type Rewrite } from './rewriting/rewrite.ts';

const all = (...rewrites: (Rewrite | readonly Rewrite[])[]): Repair[] => rewrites.flat().map(rewriting);

const inPlace = [
  together,
  pureForm,
  onCopy,
  toCopy,
  ...all(views, merges, takenOut),
  aliasCopy,
  beforeLoop,
  callCopy,
  argumentCopy,
  ownCopy,
  ...all(deepCopies),
];

/** The repairs of each class, the likeliest first. */
export const repairs: Readonly<Record<FindingClass, readonly Repair[]>> = {
  disconnected: [
    ...all(generators, putBack),
    useResult,
    toElement,
    assignOuter,
    passOn,
    givenAs,
    ...all(again, defaults),
    ownInLoop,
    withoutFirstValue,
    givenLast,
    afterChange,
    otherName,
    ...all(originals, tests),
    otherBound,
  ],
  'locally-zero': [
    ...all(slopes, tests, steps, withoutDigits, withoutRounding),
    widerLimit,
    ...all(limits),
    ...all(starts, exponentials, softened),
    otherBound,
    smallerConstant,
  ],
  cut: [
    withoutRoundTrip,
    power,
    ...all(byNumber, withoutText, withoutDigits, withoutDate),
    timeItself,
    ...all(shifts, withoutRounding, steps, interpolated, withoutReading, asNumber),
    realStorage,
  ],
  'non-finite-value': [
    ...all(
      awaited,
      parses,
      masks,
      spreads,
      exponentials,
      stops,
      divisions,
      domains,
      withinEnds,
      ends,
      decimalCommas,
    ),
    smallerConstant,
    moreSteps,
    toElement,
  ],
  'non-finite-gradient': all(smooth, divisions, domains, exponentials),
  overwritten: inPlace,
  shape: [otherLines, ...all(broadcasts, products, ends, orders), constantTerm],
  conditioning: [
    twoPasses,
    ...all(differences, solutions, singular, exponentials),
    realStorage,
    smallerConstant,
    moreSteps,
  ],
};

const classOfCode: Partial<Readonly<Record<Code, FindingClass>>> = {
  'gradient-cut': 'cut',
  'branch-slope': 'locally-zero',
  'non-finite': 'non-finite-value',
  'zero-times-infinity': 'non-finite-gradient',
  'degenerate-spectrum': 'conditioning',
  'mmul-shapes': 'shape',
  threw: 'shape',
};

/** The class by which a finding is repaired; undefined where nothing of the program is wrong. */
export function classOf(finding: {
  readonly class?: FindingClass;
  readonly code: Code;
}): FindingClass | undefined {
  return finding.class ?? classOfCode[finding.code];
}
