/** Height of a row in pixels, as in styles/base.css, but for lists that have another. */
export const rowHeight = 24;
/** Browsers lay out no taller element than this, roughly; longer lists scroll by more than they are moved. */
const tallest = 8_000_000;
const spare = 4;

/** Sizes and scroll position of a list: they decide which rows are drawn. */
export interface ListGeometry {
  readonly count: number;
  readonly rowHeight: number;
  /** The row that is open, −1 if none, and the height of what is shown below it. */
  readonly open: number;
  readonly openHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  /** Empty pixels below the last row. */
  readonly beyond: number;
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
  const { count, scrollTop, height } = list;
  const full = fullHeight(list);
  const total = Math.min(full, tallest);
  const seen = scrollTop * stretch(list, full, total);
  const from = Math.max(0, rowAt(seen, list) - spare);
  const to = Math.min(count, rowAt(seen + height, list) + 1 + spare);
  return { from, to, top: scrollTop + offsetOf(from, list) - seen, total };
}

/** The scroll position that brings a row, and the detail open below it, into view; the present one if they are in view. */
export function scrollTo(row: number, list: ListGeometry): number {
  const factor = factorOf(list);
  const seen = list.scrollTop * factor;
  const top = offsetOf(row, list);
  const below = row === list.open ? Math.min(list.openHeight, list.height - list.rowHeight) : 0;
  const bottom = top + list.rowHeight + below;
  if (top < seen) return top / factor;
  if (bottom > seen + list.height) return (bottom - list.height) / factor;
  return list.scrollTop;
}

/** The scroll position at which a row is the first in view. */
export function scrollToTop(row: number, list: ListGeometry): number {
  return offsetOf(row, list) / factorOf(list);
}

/** The row that begins nearest to the top of the view. */
export function firstRow(list: ListGeometry): number {
  const seen = list.scrollTop * factorOf(list);
  const row = rowAt(seen, list);
  const next = offsetOf(row + 1, list);
  const first = next - seen < seen - offsetOf(row, list) ? row + 1 : row;
  return Math.max(0, Math.min(list.count - 1, first));
}

function rowAt(y: number, { open, openHeight, rowHeight: each }: ListGeometry): number {
  if (open < 0 || y < (open + 1) * each) return Math.floor(y / each);
  return Math.max(open, Math.floor((y - openHeight) / each));
}

function fullHeight({ count, open, openHeight, rowHeight: each, beyond }: ListGeometry): number {
  return count * each + (open >= 0 ? openHeight : 0) + beyond;
}

/** Pixels of the list that one pixel of scrolling passes. */
function stretch({ height }: ListGeometry, full: number, total: number): number {
  return full > total ? (full - height) / (total - height) : 1;
}

function factorOf(list: ListGeometry): number {
  const full = fullHeight(list);
  return stretch(list, full, Math.min(full, tallest));
}

function offsetOf(row: number, { open, openHeight, rowHeight: each }: ListGeometry): number {
  return row * each + (open >= 0 && row > open ? openHeight : 0);
}
