import { useSignalEffect, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { firstRow, scrollToTop, type ListGeometry } from '../window.ts';

/** What a list scrolls together with. */
export interface Follow {
  /** The row that is the first in view. */
  readonly first: ReadonlySignal<number>;
  /** A person scrolled: this row is the first in view now. */
  readonly onScroll: (row: number) => void;
}

/**
 * Scrolls a list to the row that it is to follow, once a frame. Returns what is to be told of each scroll position: a row that a person
 * scrolled to is passed on.
 */
export function useFollow(
  follow: Follow | undefined,
  scroller: RefObject<HTMLElement | null>,
  latest: RefObject<ListGeometry>,
): (scrollTop: number) => void {
  const first = useRef(-1);
  /** The position that was scrolled to without a person. */
  const own = useRef(NaN);
  const show = (row: number) => {
    const element = scroller.current;
    if (!element) return;
    first.current = row;
    element.scrollTop = scrollToTop(row, latest.current!);
    own.current = element.scrollTop;
  };
  useSignalEffect(() => {
    const row = follow?.first.value;
    if (row === undefined || row === first.current) return undefined;
    const frame = requestAnimationFrame(() => show(row));
    return () => cancelAnimationFrame(frame);
  });
  const { open, openHeight, rowHeight } = latest.current!;
  // What opens or closes above the first row does not move it.
  useLayoutEffect(() => {
    if (follow && open < first.current) show(first.current);
  }, [open, openHeight, rowHeight]);
  return (scrollTop) => {
    if (!follow || Math.abs(scrollTop - own.current) < 1) return;
    own.current = NaN;
    const row = firstRow({ ...latest.current!, scrollTop });
    if (row === first.current) return;
    first.current = row;
    follow.onScroll(row);
  };
}
