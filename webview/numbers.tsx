import { alignedNumbers, shortNumber } from '../src/present/format/numberText.ts';
import type { Glimpse, NumbersView } from '../src/shared/panel/protocol.ts';
import { barHeights, cellClass, shade } from './heat.ts';
import { Picture } from './picture.tsx';
import { fitting } from './room/fitting.ts';

/** Numbers as a table on a colour scale of their own. */
export function Numbers({ title, shape, rows, columns, data, scale, about }: NumbersView) {
  const texts = shape.length === 0 ? [shortNumber(data[0]!)] : alignedNumbers(data);
  const more = [
    shape.length === 2 && rows < shape[0]! && `${shape[0]! - rows} more rows`,
    shape.length > 0 && columns < shape.at(-1)! && `${shape.at(-1)! - columns} more columns`,
  ].filter(Boolean);
  return (
    <figure class="numbers">
      <figcaption>
        <span class="title">{title}</span>
        <span class="about">{about}</span>
      </figcaption>
      {data.length > 0 && (
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
                  <span
                    key={c}
                    role="cell"
                    class={cellClass(data[r * columns + c]!, scale)}
                    style={{ '--t': `${100 * Math.abs(shade(data[r * columns + c]!, scale) || 0)}%` }}
                    title={String(data[r * columns + c])}
                  >
                    {text}
                  </span>
                ))}
              </div>
            ))}
          </div>
        </div>
      )}
      {more.length > 0 && <div class="about">… {more.join(', ')}; copying takes all</div>}
    </figure>
  );
}

interface GlimpseProps {
  readonly glimpse: Glimpse | null | undefined;
  readonly kind: string;
  /** Characters of its column; without room there is no cell. */
  readonly room: number;
}

/** A value on part of a line: picture, range with its distribution; or the number itself; in the longest form that fits. */
export function GlimpseCell({ glimpse, kind, room }: GlimpseProps) {
  if (room === 0) return null;
  if (!glimpse) return <span class={kind} role="gridcell" />;
  const { text: whole, picture } = glimpse;
  const { range, text, belowLeast } = fitting(glimpse, room);
  return (
    <span class={kind} role="gridcell" title={whole} aria-label={whole}>
      {picture ? <Picture {...picture} /> : belowLeast && <span class="picture" />}
      {range ? (
        <span class="range">
          <span class="least">{range[0]}</span>
          <span class="bars" aria-hidden="true">
            {barHeights(range[1]).map((height, i) => (
              <i key={i} style={{ height: `${100 * height}%` }} />
            ))}
          </span>
          <span class="most">{range[2]}</span>
        </span>
      ) : (
        text && <span class={belowLeast ? 'text below-least' : 'text'}>{text}</span>
      )}
    </span>
  );
}
