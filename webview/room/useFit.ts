import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** An element that looks otherwise where it has less room. */
interface Fit<T> {
  readonly ref: RefObject<T | null>;
  /** The look to draw. */
  readonly look: number;
}

/**
 * Of so many looks of an element, numbered from the roomiest, the first whose content does not overflow it; the last does
 * what it can. They are tried anew when the element's width or `content` changes, before anything is painted.
 */
export function useFit<T extends HTMLElement>(looks: number, content: string): Fit<T> {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(0);
  const [tried, setTried] = useState({ look: 0, of: '' });
  const of = `${width} ${content}`;
  const look = tried.of === of ? Math.min(tried.look, looks - 1) : 0;
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => setWidth(ref.current!.clientWidth));
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const { scrollWidth, clientWidth } = ref.current!;
    if (scrollWidth > clientWidth && look < looks - 1) setTried({ look: look + 1, of });
  }, [look, looks, of]);
  return { ref, look };
}
