import type { EquationView, Glimpse } from '../../src/shared/panel/protocol.ts';
import { leastRoom } from '../../src/shared/panel/numberViews.ts';
import { pictureRoom } from './columns.ts';

/** What of a value is shown in a column. */
interface Fitting {
  /** Its range with bars; else `text`. */
  readonly range: Glimpse['range'];
  /** Empty where the picture stands alone. */
  readonly text: string;
  /** Whether text stands below the least numbers of ranges with bars; else at the end of its column. */
  readonly belowLeast: boolean;
}

/** Of the least number of a range, and of the bars with the gaps around them. */
const [least, bars] = [10, 6];

/** Whether a column of so many ch has ranges with bars: its other numbers then stand below the least of these, in one column. */
export function hasBars(room: number): boolean {
  return room - pictureRoom >= least + bars + leastRoom;
}

/** The longest form of a value that fits a column of so many ch. */
export function fitting({ range, forms, picture }: Glimpse, room: number): Fitting {
  const beside = room - pictureRoom;
  if (range && hasBars(room) && Math.max(least, range[0].length) + bars + range[2].length <= beside) {
    return { range, text: '', belowLeast: true };
  }
  const text = forms.find(({ length }) => length <= (picture ? beside : room)) ?? '';
  return { range: null, text, belowLeast: hasBars(room) && text.length <= beside };
}

/** Operands by name; by their ids where so many ch have room for these only. */
export function operandsFor(
  { operands, operandIds }: Pick<EquationView, 'operands' | 'operandIds'>,
  room: number,
): string {
  return operands.length > room && operandIds.length <= room ? operandIds : operands;
}
