import type { LineNote } from './lineNotes.ts';

/** Steps in which influence is shown, the weakest first from 1. */
export const influenceSteps = 4;

/**
 * How much the result hangs on a line's value: |Σ gradient · value|, to first order the change of the result if the value were scaled to
 * twice its size. NaN where no gradient is known.
 */
export function influenceOf({ value, gradient }: LineNote): number {
  if (!value || !gradient) return NaN;
  return Math.abs(value.reduce((sum, x, i) => sum + x * gradient[i]!, 0));
}

/** The steps of a function's lines by line: the most influential have the last, and each step below is ten times less; 0 is below all. */
export function influenceByLine(notes: readonly LineNote[]): Map<number, number> {
  const influences = notes.map((note) => [note.line, influenceOf(note)] as const);
  const most = Math.max(0, ...influences.map(([, x]) => x).filter(Number.isFinite));
  const stepOf = (x: number) => Math.max(0, influenceSteps - Math.floor(-Math.log10(x / most)));
  return new Map(influences.map(([line, x]) => [line, x > 0 && x <= most ? stepOf(x) : 0]));
}
