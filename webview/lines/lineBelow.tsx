import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TableHeadView } from '../../src/shared/panel/foldedViews.ts';
import { Numbers } from '../numbers/numbers.tsx';
import { RoundCells, TableHeadCells } from '../rows/tableRows.tsx';
import { rowHeight, scrollTo, visibleRows, type ListGeometry } from '../window.ts';
import { view } from '../state.ts';
import { Answer } from '../why/answer.tsx';
import { ask } from '../why/state.ts';
import { lineDetails, lines, roundsAt } from './state.ts';

/** Rows of a loop's table that are in view. */
const mostInView = 12;

/** What is below a line that is open: its numbers, or the table of the loop that starts there. */
export function LineBelow({ row }: { readonly row: number }) {
  const detail = lineDetails.get(row);
  if (!detail) return <div class="detail" />;
  const { value, gradient, table, times, note } = detail;
  const marks = lines.get(row)?.marks ?? [];
  return (
    <div class={`detail ${table ? 'with-table' : ''}`}>
      {marks.map(({ text, severity }) => (
        <p key={text} class={`mark ${severity}`}>
          {text}
        </p>
      ))}
      <Answer line={row + 1} />
      {!view.value?.stale && (
        <p class="links">
          <button onClick={() => ask({ line: row + 1 })}>explain</button>
        </p>
      )}
      <div class="side-by-side">
        {value && <Numbers {...value} />}
        {gradient && <Numbers {...gradient} />}
      </div>
      {table && <LoopTable line={row + 1} head={table} times={times} />}
      {note && <p class="about">{note}</p>}
    </div>
  );
}

interface TableProps {
  readonly line: number;
  readonly head: TableHeadView;
  readonly times: number;
}

/** All iterations of a loop in a box that scrolls on its own; it opens where one is looked at. */
function LoopTable({ line, head, times }: TableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const height = Math.min(times, mostInView) * rowHeight;
  const geometry: ListGeometry = {
    count: times,
    rowHeight,
    open: -1,
    openHeight: 0,
    scrollTop: scrollTop.value,
    height,
    beyond: 0,
  };
  const { from, to, top, total } = visibleRows(geometry);
  const rounds = roundsAt(line);
  const chosen = lines.get(line - 1)?.loop?.slider.iteration;
  const isInOrder = head.sorted < 0 && !head.isDescending;
  useLayoutEffect(() => {
    if (chosen !== undefined && isInOrder) scroller.current!.scrollTop = scrollTo(chosen, geometry);
  }, [chosen, isInOrder]);
  return (
    <div
      class="loop-table"
      role="table"
      aria-label={`Iterations of the loop on line ${line}`}
      aria-rowcount={times}
    >
      <div class="row folded table" role="row">
        <span class="twistie" />
        <TableHeadCells {...head} list="trace" depth={1} />
      </div>
      <div
        class="table-rows"
        role="rowgroup"
        style={{ height: `${height}px` }}
        ref={scroller}
        tabIndex={0}
        onScroll={({ currentTarget }) => (scrollTop.value = currentTarget.scrollTop)}
      >
        <div style={{ height: `${total}px` }}>
          <div style={{ transform: `translateY(${top}px)` }}>
            {Array.from({ length: Math.max(0, to - from) }, (_, i) => {
              const round = rounds.get(from + i);
              return (
                <div key={from + i} class="row folded round" role="row" aria-rowindex={from + i + 1}>
                  <span class="twistie" />
                  {round && <RoundCells {...round} list="trace" depth={1} />}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
