import type { Block } from '../../src/shared/panel/numberViews.ts';
import { movedTo, whole, zoomed, type Entry, type Extent } from './excerpt.ts';

/** What a picture of a matrix shows, and the entry that its keys are about. */
export interface Look {
  readonly shown: Block;
  readonly cursor: Entry;
}

/** Cells that a key goes on by together with Shift. */
const many = 10;

/**
 * What is shown after a key; undefined where it means nothing here.
 *
 * @param cell the entries that stand together where the cursor is
 */
export function afterKey(
  { shown, cursor }: Look,
  extent: Extent,
  cell: Block,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): Look | undefined {
  const to = (row: number, column: number): Look => {
    const entry = { row: within(row, extent.rows), column: within(column, extent.columns) };
    return { shown: movedTo(shown, extent, entry), cursor: entry };
  };
  const zoom = (factor: number): Look => {
    const x = (cell.column + cell.columns / 2 - shown.column) / shown.columns;
    const y = (cell.row + cell.rows / 2 - shown.row) / shown.rows;
    // What stands together may be wider than the part that is shown next: the cursor stays in view.
    return { shown: movedTo(zoomed(shown, extent, factor, [x, y]), extent, cursor), cursor };
  };
  const by = shiftKey ? many : 1;
  switch (key) {
    case 'ArrowDown':
      return to(cell.row + by * cell.rows, cursor.column);
    case 'ArrowUp':
      return to(cell.row - 1 - (by - 1) * cell.rows, cursor.column);
    case 'ArrowRight':
      return to(cursor.row, cell.column + by * cell.columns);
    case 'ArrowLeft':
      return to(cursor.row, cell.column - 1 - (by - 1) * cell.columns);
    case 'PageDown':
      return to(cursor.row + shown.rows, cursor.column);
    case 'PageUp':
      return to(cursor.row - shown.rows, cursor.column);
    case 'Home':
      return to(cursor.row, 0);
    case 'End':
      return to(cursor.row, extent.columns - 1);
    case '+':
    case '=':
      return zoom(2);
    case '-':
      return zoom(0.5);
    case '0':
      return { shown: whole(extent), cursor };
    default:
      return undefined;
  }
}

function within(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
