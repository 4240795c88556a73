import { calleeName } from '../../shared/sites.ts';
import type { TraceResult } from '../../shared/trace.ts';
import { shortened } from '../format/layout.ts';
import { plural } from '../format/numberText.ts';
import { countText } from '../../shared/tensor.ts';
import { mostVariants, type RoundsSummary } from './rounds.ts';
import type { Unit } from './units.ts';

const longestHead = 48;

/** `for step < 10`; older files do not have it. */
export function headText({ texts }: TraceResult, site: number): string {
  return shortened(texts.get(site) ?? 'loop', longestHead);
}

/** `sigmoid(…)`. */
export function calleeText({ texts }: TraceResult, site: number): string {
  const name = calleeName(texts.get(site));
  return name === undefined ? 'a call' : `${shortened(name, longestHead)}(…)`;
}

/** What goes round, or is called, at a site. */
export function unitText(result: TraceResult, { kind }: Pick<Unit, 'kind'>, site: number): string {
  return kind === 'loop' ? headText(result, site) : calleeText(result, site);
}

/** What an iteration is called: the variable of its loop, `step` of `for step < 200`, else `round`; of calls `call`. */
export function iterationName({ texts }: TraceResult, { kind }: Pick<Unit, 'kind'>, site: number): string {
  if (kind !== 'loop') return 'call';
  return /^for (?:await )?([\w$]+)/.exec(texts.get(site) ?? '')?.[1] ?? 'round';
}

/** `137 of 200`. */
export function roundText(number: number, times: number): string {
  return `${countText(number)} of ${countText(times)}`;
}

/** `4 equations`. */
export function countOfEquations({ from, to }: Unit): string {
  return plural(to - from, 'equation');
}

/** `×200 · 14 equations each`, `×198 · ×2 (line 15 taken) · 12 to 14 equations each`. Forms that no line tells apart are counted together. */
export function timesText(times: number, { variants, fewest, most }: RoundsSummary): string {
  const [usual, ...others] = variants;
  const counts = others.flatMap(({ count, why }) => (why ? [`×${countText(count)} (${why})`] : []));
  const untold = others.reduce((sum, { count, why }) => sum + (why ? 0 : count), 0);
  if (usual) counts.unshift(`×${countText(usual.count)}`);
  if (untold > 0) counts.push(`×${countText(untold)} (other operations)`);
  const recorded = variants.reduce((sum, { count }) => sum + count, 0);
  const empty = times > recorded ? [`×${countText(times - recorded)} (nothing computed)`] : [];
  const all =
    variants.length > mostVariants
      ? [`×${countText(times)} in ${variants.length} forms`]
      : [...counts, ...empty];
  const each =
    fewest === most ? `${plural(most, 'equation')}` : `${countText(fewest)} to ${plural(most, 'equation')}`;
  return [...all, `${each} each`].join(' · ');
}
