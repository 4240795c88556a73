import type { ListName, RowView } from '../../src/shared/panel/protocol.ts';
import type { Columns } from '../room/columns.ts';
import { fold, looking } from '../state.ts';
import { FoldCells, showTable } from './foldRow.tsx';
import { SliderCells } from './sliderRow.tsx';
import { StripCells } from './stripRow.tsx';
import { RoundCells, TableHeadCells } from './tableRows.tsx';

/** A row that is neither an equation nor a step. */
export type FoldedView = Exclude<RowView, { kind: 'input' | 'equation' | 'member' | 'step' }>;

export function isFolded(item: RowView | undefined): item is FoldedView {
  return item !== undefined && !['input', 'equation', 'member', 'step'].includes(item.kind);
}

interface FoldedProps {
  readonly item: FoldedView;
  readonly list: ListName;
  readonly columns: Columns;
}

/** The cells of rows that stand for loops, calls and iterations: the same in both lists. */
export function FoldedCells({ item, list, columns }: FoldedProps) {
  switch (item.kind) {
    case 'fold':
      return <FoldCells {...item} columns={columns} />;
    case 'slider':
      return <SliderCells {...item} />;
    case 'strip':
      return <StripCells {...item} />;
    case 'table':
      return <TableHeadCells {...item} list={list} />;
    case 'round':
      return <RoundCells {...item} list={list} />;
    case 'note':
      return (
        <span class="note" role="gridcell">
          {item.text}
          {item.hits > 0 && <span class="hits"> {item.hits} found</span>}
        </span>
      );
  }
}

/** Whether such a row is open; undefined where it has nothing to open. */
export function isOpenFold(item: RowView | undefined): boolean | undefined {
  if (item?.kind === 'fold') return item.isOpen;
  if (item?.kind === 'note') return item.key === '' ? undefined : false;
  return isFolded(item) ? false : undefined;
}

export function openFold(item: RowView | undefined, isOpen: boolean): void {
  if (item?.kind === 'fold' || (item?.kind === 'note' && item.key !== '')) fold(item.key, isOpen);
}

/** Keys that mean something in such a row: ← and → move the iteration, T shows the table. */
export function foldedKey(item: RowView | undefined, key: string): boolean {
  if (item?.kind === 'fold' && item.hasRounds && key.toLowerCase() === 't') {
    showTable(item.site, !item.isTable);
    return true;
  }
  if (item?.kind !== 'slider' && item?.kind !== 'strip') return false;
  const { site, iteration, times } = item;
  const moves: Readonly<Record<string, number>> = { ArrowRight: iteration + 1, ArrowLeft: iteration - 1 };
  const to = moves[key];
  if (to === undefined) return false;
  looking.at(site, Math.max(0, Math.min(times - 1, to)));
  return true;
}
