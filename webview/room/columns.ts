import { rowHeight } from '../window.ts';
import { leastRoom, longestPlace } from '../../src/shared/panel/numberViews.ts';
import type { Widest } from '../../src/shared/panel/protocol.ts';

/** Widths in ch of a row's columns; 0 is one that there is no room for. The equation has what they leave. */
export interface Columns {
  /** Whether numbers stand on a second line, below the equation. */
  readonly isTwoLines: boolean;
  /** How many share the room of the equation. */
  readonly equations: number;
  readonly gap: number;
  readonly id: number;
  /** What an equation has, or all that share its room. */
  readonly equation: number;
  readonly shape: number;
  readonly value: number;
  readonly gradient: number;
  readonly line: number;
}

/** Of a picture before a number. */
export const pictureRoom = 4;
/** Of the mark of an open row, and of the end of a row. */
const [mark, end] = [2, 1];
/** Of the heading of lines, and of the shortest equation that says anything. */
const [leastLine, leastEquation] = [4, 11];

/** Of the heading of steps. */
const stepHeading = 4;

/** Room of a list from which rows have their ids in a column. */
export const roomForIds = 61;

/** Of the heading of shapes. */
const shapeHeading = 5;

/** A column of numbers with its picture: the least that it takes, and what it takes where there is more. */
type Numbers = readonly [least: number, most: number];
const none: Numbers = [0, 0];
/** Where all are single numbers, which have no picture. */
const single: Numbers = [11, 12];

/** The columns of lists that have at least so much room, where all stands on one line. */
interface Layout {
  readonly from: number;
  readonly gap: number;
  /** The least room of ids; 0 where an equation begins with its own. */
  readonly id: number;
  /** Of shapes at most. */
  readonly shape: number;
  readonly value: Numbers;
  readonly gradient: Numbers;
  /** Of a line in another file, with that file's name; 0 where there is no room for it. */
  readonly place: number;
  /** What an equation has before numbers get more than the least. */
  readonly equation: number;
}

/** A layout with the room that the lines of a trace need. */
interface Laid extends Layout {
  readonly line: number;
}

/** At 13 px from 760 px, where a range has its bars; from 480 px, where it is short. */
const layouts: readonly Layout[] = [
  {
    from: 97,
    gap: 2,
    id: 3,
    shape: 11,
    value: [30, 30],
    gradient: [13, 16],
    place: longestPlace,
    equation: 34,
  },
  {
    from: roomForIds,
    gap: 1,
    id: 3,
    shape: 0,
    value: [14, 21],
    gradient: [11, 16],
    place: 0,
    equation: 34,
  },
];
/** Of lists with less room: the shape and from where it is there, numbers, and what is left for rows that begin further in. */
const narrow = { shape: 5, shapeFrom: 44, least: pictureRoom + leastRoom, most: 16, spare: 4 };
/** The sign before a gradient that stands below an equation. */
const gradientSign = 2;

/** Columns of the Trace tab in a list of so much room. */
export function traceColumns(room: number, widest: Widest): Columns {
  const layout = layoutFor(room, widest);
  return layout ? fitted(room, layout, 1) : twoLines(room, widest, 1);
}

/** Columns of the Backward tab: what is computed and what is sent back share the room of the equation. */
export function stepColumns(room: number, steps: number, widest: Widest): Columns {
  const layout = layoutFor(room, { ...widest, id: Math.max(stepHeading, String(steps).length) });
  return layout ? fitted(room, { ...layout, shape: 0, value: none }, 2) : twoLines(room, widest, 2);
}

/** Pixels of a row of these columns. */
export function heightOf({ isTwoLines }: Columns): number {
  return isTwoLines ? 2 * lineOfTwo : rowHeight;
}
/** Pixels of each of two lines, as in styles/narrow.css. */
const lineOfTwo = 20;

/** How much further in a row begins for each that it is folded into. */
export function indentFor(room: number): number {
  return room < roomForIds ? 1 : 2;
}

/** Columns as the style of a row has them: their widths, and in ch the gaps between them. */
export interface Grid {
  readonly isTwoLines: boolean;
  readonly columns: string;
  readonly count: number;
  readonly gap: number;
}

export function gridOf({ isTwoLines, equations, gap, id, shape, value, gradient, line }: Columns): Grid {
  if (isTwoLines) {
    // The gradient has also the room that the line's number has above it.
    const right = fixedColumns([Math.max(1, gradientSign + gradient - line - gap), line]);
    const columns = [...fixedColumns([mark, shape, value]), 'minmax(0, 1fr)', ...right];
    return { isTwoLines, columns: columns.join(' '), count: columns.length, gap };
  }
  const equation = ['minmax(0, 1fr)', 'minmax(0, 1.4fr)'].slice(0, equations);
  const before = fixedColumns([mark, id]);
  const columns = [...before, ...equation, ...fixedColumns([shape, value, gradient, line])];
  return { isTwoLines, columns: columns.join(' '), count: columns.length, gap };
}

/** Columns of so many ch; 0 is none. */
export function fixedColumns(widths: readonly number[]): string[] {
  return widths.filter((ch) => ch > 0).map((ch) => `${ch}ch`);
}

function layoutFor(room: number, { id, place, line, shape, hasGradients }: Widest): Laid | undefined {
  const layout = layouts.find(({ from }) => room >= from);
  return (
    layout && {
      ...layout,
      ...(shape === 0 && { value: single, gradient: single }),
      ...(!hasGradients && { gradient: none }),
      shape: shape && layout.shape && Math.max(shapeHeading, Math.min(layout.shape, shape)),
      id: layout.id && Math.max(layout.id, id),
      line: Math.max(leastLine, line, Math.min(layout.place, place)),
    }
  );
}

/** The equation above, with the number of its line; below it shape, value and gradient, or what a step sends and what came in. */
function twoLines(room: number, widest: Widest, equations: number): Columns {
  const gap = 1;
  const { least, most, spare } = narrow;
  const hasValue = equations === 1;
  const shape = hasValue && widest.shape > 0 && room >= narrow.shapeFrom ? narrow.shape : 0;
  const line = Math.max(leastLine, widest.line);
  const outer = fixedColumns([mark, shape, hasValue ? 1 : 0]).length + 1;
  const free = room - end - mark - shape - gap * outer - gradientSign;
  const gradient =
    free < least || !widest.hasGradients
      ? 0
      : Math.min(most, Math.max(least, line + gap, Math.floor(0.35 * free)));
  const rest = free - gradient - spare;
  const value = hasValue && rest >= leastRoom ? Math.min(most, rest) : 0;
  const equation = room - end - mark - line - 2 * gap;
  return { isTwoLines: true, equations, gap, id: 0, equation, shape, value, gradient, line };
}

/** Gives each column its room; where the equation would have too little, lines go first, then gradients, then values. */
function fitted(room: number, layout: Laid, equations: number): Columns {
  const { gap, id, shape, value, gradient, line } = layout;
  const others = [mark, id, shape, value[0], gradient[0], line].filter((ch) => ch > 0);
  const gaps = gap * (others.length + equations - 1);
  const free = room - end - gaps - others.reduce((sum, ch) => sum + ch, 0);
  if (free < leastEquation * equations) {
    if (line > 0) return fitted(room, { ...layout, line: 0 }, equations);
    if (gradient !== none) return fitted(room, { ...layout, gradient: none }, equations);
    if (value !== none) return fitted(room, { ...layout, value: none }, equations);
  }
  const spare = Math.max(0, free - layout.equation * equations);
  const grown = ([least, most]: Numbers, share: number) => Math.min(most, least + Math.floor(spare / share));
  const numbers = { value: grown(value, 3), gradient: grown(gradient, 5) };
  const equation = free + value[0] + gradient[0] - numbers.value - numbers.gradient;
  return { isTwoLines: false, equations, gap, id, equation, shape, line, ...numbers };
}
