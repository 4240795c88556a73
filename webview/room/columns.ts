import { leastRoom, type Widest } from '../../src/shared/panel/protocol.ts';

/** Widths in ch of a row's columns; 0 is one that there is no room for. The equation has what they leave. */
export interface Columns {
  /** How many share the room of the equation. */
  readonly equations: number;
  readonly gap: number;
  readonly id: number;
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

/** Room of a list from which rows have their ids in a column. */
export const roomForIds = 61;

/** A column of numbers with its picture: the least that it takes, and what it takes where there is more. */
type Numbers = readonly [least: number, most: number];
const none: Numbers = [0, 0];

/** The columns of lists that have at least so much room. */
interface Layout {
  readonly from: number;
  readonly gap: number;
  /** The least room of ids; 0 where an equation begins with its own. */
  readonly id: number;
  readonly shape: number;
  readonly value: Numbers;
  readonly gradient: Numbers;
  /** Of a line in another file, with that file's name. */
  readonly place: number;
  /** What an equation has before numbers get more than the least. */
  readonly equation: number;
}

/** A layout with the room that the lines of a trace need. */
interface Laid extends Layout {
  readonly line: number;
}

/** At 13 px from 760 px, where a range has its bars; from 480 px, where it is short; below, where a number is seen at all. */
const layouts: readonly Layout[] = [
  {
    from: 97,
    gap: 2,
    id: 3,
    shape: 9,
    value: [30, 30],
    gradient: [13, 16],
    place: 16,
    equation: 18,
  },
  {
    from: roomForIds,
    gap: 1,
    id: 3,
    shape: 0,
    value: [14, 21],
    gradient: [11, 16],
    place: 10,
    equation: 18,
  },
  {
    from: 0,
    gap: 1,
    id: 0,
    shape: 0,
    value: [leastRoom, 14],
    gradient: [leastRoom, 14],
    place: 0,
    equation: 13,
  },
];

/** Columns of the Trace tab in a list of so much room. */
export function traceColumns(room: number, widest: Widest): Columns {
  return fitted(room, layoutFor(room, widest), 1);
}

/** Columns of the Backward tab: what is computed and what is sent back share the room of the equation. */
export function stepColumns(room: number, steps: number, widest: Widest): Columns {
  const layout = layoutFor(room, { ...widest, id: String(steps).length });
  return fitted(room, { ...layout, shape: 0, value: none }, 2);
}

/** How much further in a row begins for each that it is folded into. */
export function indentFor(room: number): number {
  return room < roomForIds ? 1 : 2;
}

/** Columns as the style of a row has them: their widths, and in ch the gaps between them. */
export interface Grid {
  readonly columns: string;
  readonly gap: number;
}

export function gridOf({ equations, gap, id, shape, value, gradient, line }: Columns): Grid {
  const equation = equations === 1 ? 'minmax(0, 1fr)' : 'minmax(0, 1fr) minmax(0, 1.4fr)';
  const fixed = (widths: readonly number[]) => widths.filter((ch) => ch > 0).map((ch) => `${ch}ch`);
  const columns = [...fixed([mark, id]), equation, ...fixed([shape, value, gradient, line])].join(' ');
  return { columns, gap };
}

function layoutFor(room: number, { id, place, line }: Widest): Laid {
  const layout = layouts.find(({ from }) => room >= from) ?? layouts.at(-1)!;
  return {
    ...layout,
    id: layout.id && Math.max(layout.id, id),
    line: Math.max(leastLine, line, Math.min(layout.place, place)),
  };
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
  return { equations, gap, id, shape, line, value: grown(value, 3), gradient: grown(gradient, 5) };
}
