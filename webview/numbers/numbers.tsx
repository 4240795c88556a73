import type { ComponentChildren } from 'preact';
import { alignedNumbers, shortNumber } from '../../src/present/format/numberText.ts';
import {
  copyFormats,
  type CopyFormat,
  type NumbersOf,
  type NumbersView,
} from '../../src/shared/panel/numberViews.ts';
import { copyNotification, type Glimpse } from '../../src/shared/panel/protocol.ts';
import { cssColor } from '../color/contrast.ts';
import { barHeights, cellColors, shade } from '../color/heat.ts';
import { scaleColors } from '../color/theme.ts';
import { host } from '../connection.ts';
import { fitting } from '../room/fitting.ts';
import { Matrix } from './matrix.tsx';
import { Picture } from './picture.tsx';

/** Numbers as a table on a colour scale of their own; those of larger matrices as a picture that can be zoomed. */
export function Numbers(view: NumbersView) {
  const { title, of, shape, rows, columns, data, about } = view;
  const isLarge = data.length < rows * columns;
  return (
    <figure class="numbers">
      <figcaption>
        <span class="title">{title}</span>
        <span class="about">{about}</span>
      </figcaption>
      {isLarge ? <Matrix key={`${rows}×${columns}`} {...view} /> : data.length > 0 && <Table {...view} />}
      <Copies of={of} title={title} isOne={shape.length === 0} />
    </figure>
  );
}

function Table({ title, shape, rows, columns, data, scale }: NumbersView) {
  const texts = shape.length === 0 ? [shortNumber(data[0]!)] : alignedNumbers(data);
  return (
    <div class="grid-scroller">
      <div
        class="grid"
        role="table"
        aria-label={title}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(max-content, 5.6em))` }}
      >
        {Array.from({ length: rows }, (_, r) => (
          <div role="row" class="grid-row" key={r}>
            {texts.slice(r * columns, (r + 1) * columns).map((text, c) => (
              <Cell key={c} x={data[r * columns + c]!} scale={scale} text={text} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface CopiesProps {
  readonly of: NumbersOf;
  readonly title: string;
  /** A single number is the same in every format. */
  readonly isOne: boolean;
}

/** Copies all of the numbers with all digits. */
function Copies({ of, title, isOne }: CopiesProps) {
  const copy = (as: CopyFormat) => void host.sendNotification(copyNotification, { of, as });
  if (isOne)
    return (
      <div class="copies">
        <button aria-label={`copy ${title}`} onClick={() => copy('TSV')}>
          copy
        </button>
      </div>
    );
  return (
    <div class="copies">
      copy
      {copyFormats.map((as) => (
        <button key={as} aria-label={`copy ${title} as ${as}`} onClick={() => copy(as)}>
          {as}
        </button>
      ))}
    </div>
  );
}

function Cell({ x, scale, text }: { readonly x: number; readonly scale: number; readonly text: string }) {
  const { background, color } = cellColors(shade(x, scale), scaleColors.value);
  return (
    <span
      role="cell"
      class="cell"
      style={{ background: cssColor(background), color: cssColor(color) }}
      title={String(x)}
    >
      {text}
    </span>
  );
}

interface GlimpseProps {
  readonly glimpse: Glimpse | null | undefined;
  readonly kind: string;
  /** Characters of its column; without room there is no cell. */
  readonly room: number;
  /** What stands before what is said first, in the gap where that fills its cell. */
  readonly children?: ComponentChildren;
}

/** A value on part of a line: picture, range with its distribution; or the number itself; in the longest form that fits. */
export function GlimpseCell({ glimpse, kind, room, children }: GlimpseProps) {
  if (room === 0) return null;
  if (!glimpse) return <span class={kind} role="gridcell" />;
  const { text: whole, picture } = glimpse;
  const { range, text, belowLeast } = fitting(glimpse, room);
  return (
    <span class={kind} role="gridcell" title={whole} aria-label={range || text ? undefined : whole}>
      {picture ? <Picture {...picture} /> : belowLeast && <span class="picture" />}
      {range ? (
        <span class="range">
          <span class="least">
            <Said text={range[0]} mark={children} />
          </span>
          <span class="bars" role="img" aria-label="to">
            {barHeights(range[1]).map((height, i) => (
              <i key={i} style={{ height: `${100 * height}%` }} />
            ))}
          </span>
          <span class="most">{range[2]}</span>
        </span>
      ) : (
        <span class={belowLeast ? 'text below-least' : 'text'}>
          <Said text={text} mark={children} />
        </span>
      )}
    </span>
  );
}

/** A text with a mark that takes no room of it. */
function Said({ text, mark }: { readonly text: string; readonly mark: ComponentChildren }) {
  return (
    <span class="marked">
      {mark}
      {text}
    </span>
  );
}
