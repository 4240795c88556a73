import type { ComponentChildren, RefObject, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Follow } from './lines/follow.ts';
import { listWidth } from './listWidth.ts';
import { indentFor, type Grid } from './room/columns.ts';
import { Ruler } from './room/ruler.tsx';
import type { ListState } from './state.ts';
import { useViewport } from './viewport.ts';
import { rowHeight as plainHeight } from './window.ts';

interface ListProps {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly state: ListState;
  readonly grid: Grid;
  /** Pixels of a row, where they are not as everywhere. */
  readonly rowHeight?: number;
  /** What it scrolls together with. */
  readonly follow?: Follow;
  readonly heading: ComponentChildren;
  /** The cells of a row; the list makes the row around them. */
  readonly cells: (row: number) => ComponentChildren;
  /** Further classes of a row. */
  readonly mark: (row: number) => string;
  /** What VS Code's context menu of a row is about, as JSON. */
  readonly context?: (row: number) => string | undefined;
  /** What stands below the open row. */
  readonly detail: (row: number) => ComponentChildren;
  /** A row was chosen with the mouse or the keyboard. */
  readonly onSelect: (row: number) => void;
  /** Goes to the code of a row. With it a click opens a row, a double click and F12 go to its code; without it a double click opens. */
  readonly onCode?: (row: number) => void;
  /** How deep a row is folded into others. */
  readonly depth: (row: number) => number;
  /** Whether a row that folds others is open; undefined of all others, below which is their own detail. */
  readonly isOpen: (row: number) => boolean | undefined;
  /** Opens or closes a row that folds others. */
  readonly onFold: (row: number, isOpen: boolean) => void;
  /** Rows `from` up to `to` are drawn. */
  readonly onDrawn: (from: number, to: number) => void;
  /** Takes a key that means something else in this row. */
  readonly onKey: (row: number, key: string) => boolean;
}

/** A table of any length: draws the rows in view; one row may be open; arrows, Home, End, Enter, ← and → work as in a tree. */
export function List(props: ListProps) {
  const { id, label, count, state, heading, onSelect, rowHeight = plainHeight } = props;
  const { scroller, below, height, onScroll, rows } = useViewport(state, count, rowHeight, props.follow);
  const { from, to, top, total } = rows;
  const current = state.current.value;
  const select = (row: number) => {
    state.go(row);
    onSelect(row);
  };
  useLayoutEffect(() => props.onDrawn(from, to), [from, to]);
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  return (
    <div
      class={`list ${props.grid.isTwoLines ? 'two-lines' : ''}`}
      role="treegrid"
      aria-label={label}
      aria-rowcount={count}
      aria-activedescendant={count > 0 ? `${id}-${current}` : undefined}
      tabIndex={0}
      style={{
        '--row-columns': props.grid.columns,
        '--gap': `${props.grid.gap}ch`,
        '--indent': `${indentFor(listWidth.value)}ch`,
      }}
      ref={scroller}
      onScroll={onScroll}
      onKeyDown={(event) => handleKey(event, props, { height, select })}
    >
      <Ruler />
      <div class="row heading" role="row">
        {heading}
      </div>
      <div class="rows" role="rowgroup" style={{ height: `${total}px`, '--row': `${rowHeight}px` }}>
        <div role="presentation" style={{ transform: `translateY(${top}px)` }}>
          {drawn.map((row) => (
            <ListRow key={row} {...props} row={row} select={select} below={below} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps extends ListProps {
  readonly row: number;
  readonly select: (row: number) => void;
  /** Receives the element below the open row. */
  readonly below: RefObject<HTMLDivElement | null>;
}

function ListRow(props: RowProps) {
  const { id, state, cells, mark, detail, row, select, below } = props;
  const folded = props.isOpen(row);
  const hasDetail = folded === undefined && row === state.open.value;
  const isOpen = folded ?? hasDetail;
  const toggle = () => (folded === undefined ? state.toggle(row) : props.onFold(row, !folded));
  const isCurrent = row === state.current.value;
  return (
    <div role="presentation">
      <div
        id={`${id}-${row}`}
        class={`row ${isCurrent ? 'current' : ''} ${mark(row)}`}
        role="row"
        aria-rowindex={row + 1}
        aria-selected={isCurrent}
        aria-expanded={isOpen}
        data-row={row}
        data-vscode-context={props.context?.(row)}
        // A second click goes to the code; it would also select a word.
        onMouseDown={(event) => event.detail > 1 && event.preventDefault()}
        onClick={({ detail: clicks }) => {
          if (clicks > 1 && props.onCode) return;
          select(row);
          if (props.onCode) toggle();
        }}
        onDblClick={() => (props.onCode ? props.onCode(row) : toggle())}
        style={{ '--depth': props.depth(row) }}
      >
        <span
          class={`twistie ${isOpen ? 'open' : ''}`}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            state.current.value = row;
            toggle();
          }}
        />
        {cells(row)}
      </div>
      {hasDetail && (
        <div class="below" ref={below} role="row">
          <div role="gridcell" aria-colspan={props.grid.count}>
            {detail(row)}
          </div>
        </div>
      )}
    </div>
  );
}

interface Keyed {
  /** Pixels that the rows in view take. */
  readonly height: number;
  readonly select: (row: number) => void;
}

/** Moves the current row, or opens and closes it; keys of what stands inside a row are left to it. */
function handleKey(
  event: TargetedKeyboardEvent<HTMLDivElement>,
  { state, count, isOpen, onFold, onKey, onCode, rowHeight = plainHeight }: ListProps,
  { height, select }: Keyed,
): void {
  if (event.target !== event.currentTarget) return;
  const current = state.current.value;
  const folded = isOpen(current);
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: count - 1,
  };
  const to = moves[event.key];
  if (to !== undefined) select(Math.max(0, Math.min(count - 1, to)));
  else if (onKey(current, event.key)) event.preventDefault();
  else if (event.key === 'F12' && onCode) onCode(current);
  else if (folded !== undefined && ['Enter', ' ', 'ArrowRight', 'ArrowLeft'].includes(event.key))
    onFold(current, event.key === 'ArrowRight' || (event.key !== 'ArrowLeft' && !folded));
  else if (event.key === 'Enter' || event.key === ' ') state.toggle(current);
  else if (event.key === 'ArrowRight') state.open.value = current;
  else if (event.key === 'ArrowLeft') state.open.value = -1;
  else return;
  event.preventDefault();
}
