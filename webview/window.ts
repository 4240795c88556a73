/** Height of a row in pixels, as in styles/base.css. */
export const rowHeight = 24;
/** Browsers lay out no taller element than this, roughly; longer lists scroll by more than they are moved. */
const tallest = 8_000_000;
const spare = 4;

/** Sizes and scroll position of a list: they decide which rows are drawn. */
export interface ListGeometry {
  readonly count: number;
  /** The row that is open, −1 if none, and the height of what is shown below it. */
  readonly open: number;
  readonly openHeight: number;
  readonly scrollTop: number;
  readonly height: number;
}

/** Rows `from` up to `to` are drawn, the first at `top`, in a list that is `total` pixels tall. */
export interface Visible {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly total: number;
}

/** The rows to be drawn, with a few above and below. */
export function visibleRows(list: ListGeometry): Visible {
  const { count, open, openHeight, scrollTop, height } = list;
  const full = fullHeight(list);
  const total = Math.min(full, tallest);
  const seen = scrollTop * stretch(list, full, total);
  const rowAt = (y: number) => {
    if (open < 0 || y < offsetOf(open + 1, -1, 0)) return Math.floor(y / rowHeight);
    return Math.max(open, Math.floor((y - openHeight) / rowHeight));
  };
  const from = Math.max(0, rowAt(seen) - spare);
  const to = Math.min(count, rowAt(seen + height) + 1 + spare);
  return { from, to, top: scrollTop + offsetOf(from, open, openHeight) - seen, total };
}

/** The scroll position that brings a row, and the detail open below it, into view; the present one if they are in view. */
export function scrollTo(row: number, list: ListGeometry): number {
  const full = fullHeight(list);
  const total = Math.min(full, tallest);
  const factor = stretch(list, full, total);
  const seen = list.scrollTop * factor;
  const top = offsetOf(row, list.open, list.openHeight);
  const bottom =
    top + rowHeight + (row === list.open ? Math.min(list.openHeight, list.height - rowHeight) : 0);
  if (top < seen) return top / factor;
  if (bottom > seen + list.height) return (bottom - list.height) / factor;
  return list.scrollTop;
}

function fullHeight({ count, open, openHeight }: ListGeometry): number {
  return count * rowHeight + (open >= 0 ? openHeight : 0);
}

/** Pixels of the list that one pixel of scrolling passes. */
function stretch({ height }: ListGeometry, full: number, total: number): number {
  return full > total ? (full - height) / (total - height) : 1;
}

function offsetOf(row: number, open: number, openHeight: number): number {
  return row * rowHeight + (open >= 0 && row > open ? openHeight : 0);
}
