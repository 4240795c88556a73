import type { TableShow } from '../../src/shared/panel/foldedViews.ts';
import { leastRoom } from '../../src/shared/panel/numberViews.ts';
import { listWidth } from '../listWidth.ts';
import { indentFor, roomForIds } from '../room/columns.ts';

/** What of a loop's table there is room for; widths in ch. */
interface TableColumns {
  /** Of its columns those that fit. */
  readonly shown: readonly number[];
  /** Of a value and of a gradient in them; 0 where it is not shown. */
  readonly value: number;
  readonly gradient: number;
  /** Of the tools at the end of its head; 0 where they are not there. */
  readonly tools: number;
}

/** Of the iteration's number, and of the twistie with its gap and the end of a row. */
const [iteration, ends] = [8, 5];

/**
 * The columns of a loop's table that fit: those that a person asked for first, then those that were bound last; in their own order.
 * Where rows have no ids the tools go, and numbers have short forms.
 */
export function tableColumns(
  count: number,
  show: TableShow,
  asked: readonly number[],
  depth: number,
): TableColumns {
  const isNarrow = listWidth.value < roomForIds;
  const tools = isNarrow ? 0 : 21;
  const least = (isNarrow ? 11 : 12) * (show === 'both' ? 2 : 1);
  const free = listWidth.value - ends - depth * indentFor(listWidth.value) - iteration - 1 - tools;
  const most = Math.max(1, Math.floor(free / (least + 1)));
  const byClaim = [...asked, ...Array.from({ length: count }, (_, i) => count - 1 - i)];
  const shown = [...new Set(byClaim)].slice(0, most).sort((a, b) => a - b);
  const each = Math.floor(free / Math.max(1, shown.length)) - 1;
  const hasBoth = show === 'both' && each > 2 * leastRoom;
  const [gradient, value] = hasBoth ? [Math.floor((each - 1) / 2), Math.ceil((each - 1) / 2)] : [each, each];
  const shownIf = (isShown: boolean, ch: number) => (isShown && ch >= leastRoom ? ch : 0);
  return {
    shown,
    value: shownIf(show !== 'gradient', value),
    gradient: shownIf(show === 'gradient' || hasBoth, gradient),
    tools,
  };
}
