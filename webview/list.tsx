import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ListState } from './state.ts';
import { rowHeight, scrollTo, visibleRows, type ListGeometry } from './window.ts';

interface ListProps {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly state: ListState;
  readonly heading: ComponentChildren;
  /** The cells of a row; the list makes the row around them. */
  readonly cells: (row: number) => ComponentChildren;
  /** Further classes of a row. */
  readonly mark: (row: number) => string;
  /** What stands below the open row. */
  readonly detail: (row: number) => ComponentChildren;
  /** A row was chosen with the mouse or the keyboard. */
  readonly onSelect: (row: number) => void;
}

/** Milliseconds in which the numbers of an opened row arrive. */
const arriving = 600;

/** A table of any length: draws the rows in view; one row may be open; arrows, Home, End, Enter, ← and → work as in a tree. */
export function List({ id, label, count, state, heading, cells, mark, detail, onSelect }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const height = useSignal(400);
  const openHeight = useSignal(0);
  const open = state.open.value;
  const current = state.current.value;
  const geometry: ListGeometry = {
    count,
    open,
    openHeight: openHeight.value,
    scrollTop: scrollTop.value,
    height: height.value,
  };
  const { from, to, top, total } = visibleRows(geometry);
  const latest = useRef(geometry);
  latest.current = geometry;

  useLayoutEffect(() => {
    const element = scroller.current!;
    // The heading stays above the rows.
    const observer = new ResizeObserver(() => (height.value = element.clientHeight - rowHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const opened = useRef({ row: -1, at: 0 });
  if (opened.current.row !== open) opened.current = { row: open, at: performance.now() };
  useLayoutEffect(() => {
    const element = below.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      openHeight.value = element.offsetHeight;
      // What was just opened comes into view as its numbers arrive; later the list stays where it was scrolled to.
      if (performance.now() - opened.current.at < arriving) state.wanted.value++;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [open, open >= from && open < to]);
  useSignalEffect(() => {
    if (state.wanted.value === 0) return;
    requestAnimationFrame(() => {
      scroller.current?.scrollTo({ top: scrollTo(state.current.peek(), latest.current) });
    });
  });

  const select = (row: number) => {
    state.go(row);
    onSelect(row);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(height.value / rowHeight) - 1);
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
    else if (event.key === 'Enter' || event.key === ' ') state.toggle(current);
    else if (event.key === 'ArrowRight') state.open.value = current;
    else if (event.key === 'ArrowLeft') state.open.value = -1;
    else return;
    event.preventDefault();
  };
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  return (
    <div
      class="list"
      role="treegrid"
      aria-label={label}
      aria-rowcount={count}
      aria-activedescendant={count > 0 ? `${id}-${current}` : undefined}
      tabIndex={0}
      style={{ '--id': `${Math.max(4, String(count).length + 1)}ch` }}
      ref={scroller}
      onScroll={(event) => (scrollTop.value = event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div class="row heading" role="row">
        {heading}
      </div>
      <div class="rows" role="rowgroup" style={{ height: `${total}px` }}>
        <div role="presentation" style={{ transform: `translateY(${top}px)` }}>
          {drawn.map((row) => (
            <div key={row} role="presentation">
              <div
                id={`${id}-${row}`}
                class={`row ${row === current ? 'current' : ''} ${mark(row)}`}
                role="row"
                aria-rowindex={row + 1}
                aria-selected={row === current}
                aria-expanded={row === open}
                data-row={row}
                onClick={() => select(row)}
                onDblClick={() => state.toggle(row)}
              >
                <span
                  class={`twistie ${row === open ? 'open' : ''}`}
                  aria-hidden="true"
                  onClick={(event) => {
                    event.stopPropagation();
                    state.current.value = row;
                    state.toggle(row);
                  }}
                />
                {cells(row)}
              </div>
              {row === open && (
                <div class="below" ref={below} role="presentation">
                  {detail(row)}
                </div>
              )}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
