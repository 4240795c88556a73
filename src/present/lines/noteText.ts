import { shapeText } from '../../shared/tensor.ts';
import { shortNumber } from '../format/numberText.ts';
import { gradientText, summaryText } from '../format/summaryText.ts';
import { roundText } from '../fold/words.ts';
import type { LineNote } from './lineNotes.ts';
import type { Series } from './loopNote.ts';

/** A note as text, in the parts that have columns of their own. */
export interface NoteText {
  /** Of the head of a loop or of the traced function: may be wide, and has no gradient. */
  readonly isHead: boolean;
  /** `= 0.3049`, `9 of 10   w ▁▂▃`, `6×1 −1.5884 ███▁▁███ 1.8186`, `0.3049`. */
  readonly value: string;
  /** `∂ ‖0.0050‖`. */
  readonly gradient: string;
  readonly marks: readonly string[];
}

/**
 * The text of a note: values that are scalar whole, others as shape, range and bars. A gradient of zeros that a mark tells of is not said twice.
 *
 * @param code the source of the line: a name that it does not begin with, as that of a parameter, is said
 */
export function noteText(note: LineNote, code: string): NoteText {
  const { output, loop, name, shape, value, gradient, marks } = note;
  const texts = marks.map(({ text }) => text);
  // The heads of loops and functions compute only their tests and defaults.
  if (loop) {
    const { iteration, times, series } = loop;
    const strip = series ? `   ${series.name} ${sparkline(series)}` : '';
    return { isHead: true, value: roundText(iteration, times) + strip, gradient: '', marks: texts };
  }
  if (output !== undefined) return { isHead: true, value: output, gradient: '', marks: texts };
  if (!shape || !value) return { isHead: false, value: '', gradient: '', marks: texts };
  const size = shape.length > 0 ? `${shapeText(shape)} ` : '';
  const isMarked = gradient?.every((x) => x === 0) && marks.some(({ kind }) => kind === 'zero');
  return {
    isHead: false,
    value: (name === '' || begins(code, name) ? '' : `${name} = `) + size + summaryText(value, shape),
    gradient: gradient && !isMarked ? `∂ ${gradientText(gradient, shape)}` : '',
    marks: texts,
  };
}

/** Whether a line of code begins with the name that it binds: `const a = …`, `a += …`. */
function begins(code: string, name: string): boolean {
  const [, first] = /^\s*(?:export\s+)?(?:(?:const|let|var)\s+)?([\w$]+)/.exec(code) ?? [];
  return first === name;
}

const mostCells = 16;
const heights = [...'▁▂▃▄▅▆▇█'];

/**
 * The numbers of a series as bars from the least to the largest, each cell the largest of its iterations; `✕` where one of them is not
 * finite, a gap where none bound it. Then the last number.
 */
export function sparkline({ values, ids }: Series): string {
  const cells = Math.min(mostCells, values.length);
  const finite = values.filter(Number.isFinite);
  const [least, most] = [
    finite.reduce((a, b) => Math.min(a, b), Infinity),
    finite.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const cell = (i: number): string => {
    const from = Math.floor((i * values.length) / cells);
    const to = Math.floor(((i + 1) * values.length) / cells);
    const part = values.subarray(from, to).filter((_, k) => ids[from + k] !== 0);
    if (part.length === 0) return ' ';
    if (!part.every(Number.isFinite)) return '✕';
    const height = (Math.max(...part) - least) / (most - least);
    return heights[Number.isNaN(height) ? 0 : Math.round(7 * height)]!;
  };
  const bars = Array.from({ length: cells }, (_, i) => cell(i)).join('');
  const last = values.findLast((_, i) => ids[i] !== 0);
  return last === undefined ? '' : `${bars} ${shortNumber(last)}`;
}
