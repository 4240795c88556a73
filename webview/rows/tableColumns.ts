import type { TableShow } from '../../src/shared/foldedViews.ts';
import { listWidth } from '../listWidth.ts';

/** Characters of a column with one number of a kind, of the iteration's number, and of the tools at the right. */
const columnWidth = 20;
const bothWidth = 34;
const otherWidth = 40;

/** The columns of a loop's table that fit: those that a person asked for first, then those that were bound last; in their own order. */
export function columnsThatFit(count: number, show: TableShow, asked: readonly number[]): number[] {
  const each = show === 'both' ? bothWidth : columnWidth;
  const most = Math.max(1, Math.floor((listWidth.value - otherWidth) / each));
  const byClaim = [...asked, ...Array.from({ length: count }, (_, i) => count - 1 - i)];
  return [...new Set(byClaim)].slice(0, most).sort((a, b) => a - b);
}
