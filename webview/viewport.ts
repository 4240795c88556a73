import { useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject, TargetedEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useFollow, type Follow } from './lines/follow.ts';
import type { ListState } from './state.ts';
import { rowHeight, scrollTo, visibleRows, type ListGeometry, type Visible } from './window.ts';

/** Milliseconds in which the numbers of an opened row arrive. */
const arriving = 600;

/** The part of a list that is in view. */
interface Viewport {
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The element below the open row. */
  readonly below: RefObject<HTMLDivElement | null>;
  readonly onScroll: (event: TargetedEvent<HTMLDivElement>) => void;
  /** Pixels that the rows in view take. */
  readonly height: number;
  readonly rows: Visible;
}

/** Follows scrolling, the panel's size and the open row's; scrolls to the current row when the list's state wants it. */
export function useViewport(
  state: ListState,
  count: number,
  each: number,
  follow: Follow | undefined,
): Viewport {
  const scroller = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const height = useSignal(400);
  const openHeight = useSignal(0);
  const open = state.open.value;
  const geometry: ListGeometry = {
    count,
    rowHeight: each,
    open,
    openHeight: openHeight.value,
    scrollTop: scrollTop.value,
    height: height.value,
    // Where the first row is that of an editor, each may be.
    beyond: follow ? Math.max(0, height.value - each) : 0,
  };
  const rows = visibleRows(geometry);
  const latest = useRef(geometry);
  latest.current = geometry;
  const onScrolled = useFollow(follow, scroller, latest);

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
  }, [open, open >= rows.from && open < rows.to]);
  useSignalEffect(() => {
    if (state.wanted.value === 0) return;
    requestAnimationFrame(() => {
      scroller.current?.scrollTo({ top: scrollTo(state.current.peek(), latest.current) });
    });
  });
  return {
    scroller,
    below,
    onScroll: ({ currentTarget }) => {
      scrollTop.value = currentTarget.scrollTop;
      onScrolled(currentTarget.scrollTop);
    },
    height: height.value,
    rows,
  };
}
