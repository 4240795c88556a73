import type { Diagnostic } from '../../shared/errors.ts';
import type { Leaf, Trace } from '../../shared/trace.ts';
import { areMany, endingsOf, influence, isOfWholes, namesOf, type Ending } from './endings.ts';
import type { Finder, SpanOf } from './finder.ts';
import { isSmooth } from './influence.ts';
import { Way } from './ways.ts';

/** What the plain program says of an ending: a sentence, and whether it refutes the gradient or confirms it. */
export interface Outcome {
  readonly text: string;
  readonly kind: 'refuted' | 'unclear' | 'agrees' | 'unmoved';
}

/**
 * Inputs that reach the result through functions in steps, branches or cuts, by the record alone. Where the plain program can be asked,
 * the check says the same with its answer.
 */
export const branchSlopes: Finder = (trace, _cotangents, spanOf) =>
  isSmooth(trace) ? [] : slopeFindings(trace, endingsOf(trace, influence(trace, spanOf)), spanOf);

/** The findings about endings of which the plain program was not asked. */
export function slopeFindings(trace: Trace, endings: readonly Ending[], spanOf: SpanOf): Diagnostic[] {
  return endings.flatMap((ending) => slopeFinding(trace, ending, spanOf) ?? []);
}

/** The finding about an ending; undefined where there is nothing to say, or no place to say it at. */
export function slopeFinding(
  trace: Trace,
  ending: Ending,
  spanOf: SpanOf,
  outcome?: Outcome,
): Diagnostic | undefined {
  const placed = ending.places.flatMap(({ site, text }) => {
    const span = spanOf(site);
    // A line of another file would be taken for one of this.
    return span ? [{ text: span[0] === 0 ? `${text}, line ${span[1]}` : text, span }] : [];
  });
  const [first, ...others] = placed;
  if (!first || !isSaid(ending, outcome)) return undefined;
  const asWarning =
    ending.kind === 'only' ? !isHarmless(trace, ending, outcome) : outcome?.kind === 'refuted';
  const names = { text: namesOf(trace, ending.parts), isMany: areMany(trace, ending.parts) };
  const message = sentence(ending, names, first.text, outcome?.kind === 'unmoved');
  return {
    code: 'branch-slope',
    class: ending.places[0].kind === 'cut' ? 'cut' : 'locally-zero',
    severity: asWarning ? 'warning' : 'information',
    message: outcome?.text ? `${message} ${outcome.text}` : message,
    span: first.span,
    ...(ending.kind === 'decides' && { mark: '⑂ branches' }),
    related: others.map(({ text, span }) => ({ message: `and through ${text}`, span })),
  };
}

function isSaid(ending: Ending, outcome: Outcome | undefined): boolean {
  const isRefuted = outcome?.kind === 'refuted';
  if (ending.kind === 'decides') return isRefuted;
  if (ending.kind === 'only') return isRefuted || !isOfWholes(ending);
  // A number that is only printed takes no part of the way along.
  return !(outcome?.kind === 'agrees' && isText(ending));
}

const isText = ({ places }: Ending): boolean => places.every(({ kind }) => kind === 'cut');

/**
 * Whether numbers are thresholds, constants of the module that only decide branches; or the plain result knows nothing of them, as they
 * are only handed out, most likely to be printed, or are a few of many in branches, as those of a unit that is off or of a sorted list.
 */
function isHarmless({ leaves }: Trace, ending: Ending, outcome: Outcome | undefined): boolean {
  const isGuarded = ending.places.every(({ kind }) => kind === 'guard');
  const areThresholds = ending.parts.every(({ leaf }) => isConstant(leaves[leaf]!));
  if (isGuarded && areThresholds) return true;
  if (outcome?.kind !== 'unmoved') return false;
  const areOfMany = ending.parts.every(({ leaf }) => leaves[leaf]!.container !== 'number');
  return isText(ending) || (areOfMany && isGuarded);
}

/** Whether an input is a number that the module has as a constant. */
const isConstant = ({ kind, container }: Leaf): boolean => kind === 'captured' && container === 'number';

function sentence(
  { kind, ways, places: [{ kind: first }] }: Ending,
  names: { readonly text: string; readonly isMany: boolean },
  place: string,
  isUnmoved: boolean,
): string {
  // What does not move the result may not get to it at all: it may only be printed, for one.
  const only = isUnmoved ? ', if at all, only' : ' only';
  const [reach, decide, its] = names.isMany ? ['reach', 'decide', 'their'] : ['reaches', 'decides', 'its'];
  if (kind === 'decides')
    return `${names.text} ${decide} branches, first ${place}: the gradient is that of the branches taken.`;
  if (kind === 'partly')
    return `Part of the way of ${names.text} to the result is through ${place}, which counts as flat.`;
  if (first === 'guard')
    return `${names.text} ${reach} the result${only} through branches, first ${place}: ${its} gradient is that of the branches taken, 0.`;
  const why = ways & Way.cut ? 'where it is cut' : 'flat';
  return `${names.text} ${reach} the result${only} through ${place}: ${why}, so ${its} gradient is 0.`;
}
