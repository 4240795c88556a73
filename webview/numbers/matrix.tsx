import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { shortNumber } from '../../src/present/format/numberText.ts';
import type { Block, BlockView, NumbersView } from '../../src/shared/panel/numberViews.ts';
import { copyNotification } from '../../src/shared/panel/protocol.ts';
import { scaleColors } from '../color/theme.ts';
import { host } from '../connection.ts';
import { boxOf, cellAround, entryText, holds, whole, type Entry } from './excerpt.ts';
import { afterKey, type Look } from './keys.ts';
import { paint } from './paint.ts';
import { useBlock } from './useBlock.ts';
import { usePointer } from './usePointer.ts';

/** Pixels of the digits. */
const digits = 11;

/** A matrix of any size as a picture: wheel, + and − zoom down to digits, arrows and dragging move; below it what is pointed at. */
export function Matrix({ title, of, shape, rows, columns, scale }: NumbersView) {
  const extent = { rows, columns };
  const { width, height } = boxOf(extent);
  const canvas = useRef<HTMLCanvasElement>(null);
  const said = useId();
  const [look, setLook] = useState<Look>({ shown: whole(extent), cursor: { row: 0, column: 0 } });
  const [isFocused, setFocused] = useState(false);
  const { pointed, leave, handlers } = usePointer(look, extent, setLook);
  const { shown, cursor } = look;
  const block = useBlock(of, shown);
  const colors = scaleColors.value;
  const framed = isFocused && !pointed ? cellOf(block, cursor) : undefined;

  useLayoutEffect(() => {
    if (!block) return;
    const element = canvas.current!;
    element.width = width * devicePixelRatio;
    element.height = height * devicePixelRatio;
    const context = element.getContext('2d')!;
    context.scale(devicePixelRatio, devicePixelRatio);
    const font = `${digits}px ${getComputedStyle(element).fontFamily}`;
    paint(context, { box: { width, height }, shown, block, scale, colors, font, framed });
  }, [block, shown, scale, colors, framed?.row, framed?.column]);

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellOf(block, cursor);
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
    const next = hasModifier ? undefined : afterKey(look, extent, cell, event);
    if (next) setLook(next);
    else if (hasModifier && event.key === 'c')
      void host.sendNotification(copyNotification, { of, as: 'TSV', block: cell });
    else return;
    leave();
    event.preventDefault();
    event.stopPropagation();
  };
  const entry = pointed ?? (isFocused ? cursor : undefined);
  return (
    <>
      <div
        class="matrix"
        role="application"
        aria-roledescription="picture of numbers"
        aria-label={`${title}, ${rows} by ${columns}; plus and minus zoom, arrows move`}
        aria-describedby={said}
        tabIndex={0}
        style={{ width: `${width}px`, height: `${height}px` }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
        {...handlers}
      >
        <canvas ref={canvas} aria-hidden="true" />
      </div>
      <div id={said} class="pointed" aria-live={isFocused ? 'polite' : 'off'}>
        {(entry && block && saidOf(shape, block, entry)) ?? 'wheel or + − zoom, arrows move'}
      </div>
    </>
  );
}

/** The entries that stand together where an entry is: alone where they are not known. */
function cellOf(block: BlockView | undefined, entry: Entry): Block {
  const alone = { ...entry, rows: 1, columns: 1 };
  return block && holds(block, alone) ? cellAround(block, block.cells, entry).entries : alone;
}

/** `[12, 40] −3.1`; undefined where it is not known. */
function saidOf(shape: NumbersView['shape'], block: BlockView, entry: Entry): string | undefined {
  if (!holds(block, { ...entry, rows: 1, columns: 1 })) return undefined;
  const { cell, entries } = cellAround(block, block.cells, entry);
  const x = block.cells.data[cell.row * block.cells.columns + cell.column]!;
  return `${entryText(shape, entries)} ${shortNumber(x)}`;
}
