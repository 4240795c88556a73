import { useLayoutEffect, useRef } from 'preact/hooks';
import { listWidth } from '../listWidth.ts';

/** Characters whose width is measured. */
const many = 100;

/** Measures `listWidth` in the list that it stands in, without its scroll bar: a line as wide as the rows, and one of many characters. */
export function Ruler() {
  const line = useRef<HTMLDivElement>(null);
  const characters = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const width = (element: HTMLElement) => element.getBoundingClientRect().width;
    const measure = () => {
      const [all, some] = [width(line.current!), width(characters.current!)];
      if (all > 0 && some > 0) listWidth.value = Math.floor((many * all) / some);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(line.current!);
    observer.observe(characters.current!);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="ruler" ref={line} aria-hidden="true">
      <div ref={characters} style={{ width: `${many}ch` }} />
    </div>
  );
}
