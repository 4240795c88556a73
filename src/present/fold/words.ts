import type { TraceResult } from '../../shared/trace.ts';
import { countText, plural } from '../format/numberText.ts';
import type { Unit } from './units.ts';

const longestHead = 48;

/** `for step < 10`; older files do not have it. */
export function headText({ texts }: TraceResult, site: number): string {
  return shortened(texts.get(site) ?? 'loop');
}

/** `sigmoid(…)`. */
export function calleeText({ texts }: TraceResult, site: number): string {
  const text = texts.get(site);
  return text === undefined || !/^[\w$.#?]+$/.test(text) ? 'a call' : `${shortened(text)}(…)`;
}

/** `137 of 200`. */
export function roundText(number: number, times: number): string {
  return `${countText(number)} of ${countText(times)}`;
}

/** `4 equations`. */
export function countOfEquations({ from, to }: Unit): string {
  return plural(to - from, 'equation');
}

function shortened(text: string): string {
  return text.length > longestHead ? `${text.slice(0, longestHead - 1)}…` : text;
}
