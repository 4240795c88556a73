import type { Widest } from '../../src/shared/panel/protocol.ts';
import { fixedColumns, type Grid } from '../room/columns.ts';

/** Widths in ch of the columns of the Lines tab; 0 is one that there is no room for. Marks have what the others leave. */
export interface LineColumns {
  readonly gap: number;
  readonly number: number;
  readonly name: number;
  readonly shape: number;
  readonly value: number;
  readonly gradient: number;
  readonly marks: number;
  /** Whether values have their pictures, and the slider of a loop its thumb. */
  readonly isWide: boolean;
}

/** Of the mark of an open row, and of the end of a row. */
const ends = 3;
/** Of a mark that is whole: `✕ NaN from step 137`. */
const wholeMark = 19;
/** A number at most, which has no picture. */
const single = 11;
/** Of lists that have at least so much room; numbers grow first, then marks to their whole, then names. */
const layouts = [
  { from: 97, gap: 2, number: 4, name: [12, 16], shape: 7, value: [24, 30], gradient: [14, 16], marks: 20 },
  { from: 76, gap: 1, number: 4, name: [10, 14], shape: 0, value: [15, 30], gradient: [12, 16], marks: 20 },
  { from: 61, gap: 1, number: 4, name: [10, 14], shape: 0, value: [15, 30], gradient: [12, 16], marks: 11 },
  { from: 0, gap: 1, number: 2, name: [4, 12], shape: 0, value: [8, 14], gradient: [8, 14], marks: 2 },
] as const;

/** Columns in a list of so much room, for a file of so many lines and a run with such values. */
export function lineColumns(
  room: number,
  lines: number,
  { shape: longest, hasGradients }: Pick<Widest, 'shape' | 'hasGradients'>,
): LineColumns {
  const layout = layouts.find(({ from }) => room >= from)!;
  const { gap, name, marks } = layout;
  const isWide = layout.from > 0;
  const ofNumbers = ([least, most]: readonly [number, number]) =>
    longest > 0 ? ([least, most] as const) : ([Math.min(least, single), single] as const);
  const shape = longest > 0 ? layout.shape : 0;
  const value = ofNumbers(layout.value);
  const gradient = hasGradients ? ofNumbers(layout.gradient) : ([0, 0] as const);
  const number = Math.max(layout.number, String(lines).length);
  const columns = [number, name[0], shape, value[0], gradient[0], marks].filter((ch) => ch > 0);
  const spare = room - ends - columns.reduce((sum, ch) => sum + gap + ch, 0);
  const grown = ([least, most]: readonly [number, number], share: number) =>
    Math.min(most, least + Math.max(0, Math.floor(spare / share)));
  const [wider, steeper] = [grown(value, 2), grown(gradient, 4)];
  const rest = Math.max(0, spare - (wider - value[0]) - (steeper - gradient[0]));
  const longer = Math.min(name[1], name[0] + (isWide ? Math.max(0, rest - wholeMark + marks) : rest));
  return {
    gap,
    number,
    name: longer,
    shape,
    value: wider,
    gradient: steeper,
    marks: marks + rest - (longer - name[0]),
    isWide,
  };
}

/** Columns as the style of a row has them. */
export function lineGrid({ gap, number, name, shape, value, gradient }: LineColumns): Grid {
  const columns = [...fixedColumns([2, number, name, shape, value, gradient]), 'minmax(0, 1fr)'];
  return { isTwoLines: false, columns: columns.join(' '), count: columns.length, gap };
}
