import type { TargetedPointerEvent, TargetedWheelEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Block } from '../../src/shared/panel/numberViews.ts';
import { entryAt, isSame, shifted, zoomed, type Entry, type Extent } from './excerpt.ts';
import type { Look } from './keys.ts';

/** Pixels of the wheel that double, and below which nothing happens yet. */
const doubling = 150;
const leastTurn = 40;

/** Zooms a picture of a matrix by the wheel at the mouse, moves it by dragging, and says which entry is pointed at. */
export function usePointer({ shown, cursor }: Look, extent: Extent, setLook: (look: Look) => void) {
  const [pointed, setPointed] = useState<Entry>();
  const dragged = useRef<{ readonly at: Point; readonly shown: Block } | null>(null);
  const turned = useRef(0);
  /** Whether the mouse was moved onto it; where the list was scrolled under the mouse, the wheel goes on scrolling. */
  const isMeant = useRef(false);

  const onWheel = (event: TargetedWheelEvent<HTMLElement>) => {
    if (!isMeant.current) return;
    const at = pointOf(event);
    // Where it goes no further, the list scrolls.
    if (isSame(zoomed(shown, extent, event.deltaY < 0 ? 2 : 0.5, at), shown)) return;
    event.preventDefault();
    turned.current -= event.deltaY;
    if (Math.abs(turned.current) < leastTurn) return;
    setLook({ shown: zoomed(shown, extent, 2 ** (turned.current / doubling), at), cursor });
    turned.current = 0;
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>) => {
    if (event.movementX !== 0 || event.movementY !== 0) isMeant.current = true;
    const at = pointOf(event);
    const start = dragged.current;
    if (start) {
      const [right, down] = [at[0] - start.at[0], at[1] - start.at[1]];
      const moved = shifted(start.shown, extent, -down * shown.rows, -right * shown.columns);
      if (!isSame(moved, shown)) setLook({ shown: moved, cursor });
    }
    setPointed(entryAt(shown, at));
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>) => {
    const at = pointOf(event);
    setLook({ shown, cursor: entryAt(shown, at) });
    dragged.current = { at, shown };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerUp = () => {
    dragged.current = null;
  };
  const onPointerLeave = () => {
    isMeant.current = false;
    setPointed(undefined);
  };
  return {
    pointed,
    /** The keys are used: what they are about is said. */
    leave: () => setPointed(undefined),
    handlers: { onWheel, onPointerMove, onPointerDown, onPointerUp, onPointerLeave },
  };
}

/** Shares of width and height. */
type Point = readonly [x: number, y: number];

function pointOf(event: TargetedPointerEvent<HTMLElement> | TargetedWheelEvent<HTMLElement>): Point {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return [(event.clientX - left) / width, (event.clientY - top) / height];
}
