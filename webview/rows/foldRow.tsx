import { type FoldView } from '../../src/shared/panel/foldedViews.ts';
import { tableNotification } from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';
import { GlimpseCell } from '../numbers/numbers.tsx';
import type { Columns } from '../room/columns.ts';
import { Line } from './cells.tsx';

/** Shows the loop of a site as a table of its iterations, or as the rows of one. */
export function showTable(site: number, isTable: boolean): void {
  void host.sendNotification(tableNotification, { site, isTable });
}

/** A loop, or calls, on one line: what it is, how often it ran; of a call what came of it. */
export function FoldCells(view: FoldView & { readonly columns: Columns; readonly hits: number }) {
  const { title, names, about, hasRounds, isTable, isOpen, value, gradient, line, site, columns } = view;
  const show = (wanted: boolean) => (event: Event) => {
    event.stopPropagation();
    showTable(site, wanted);
  };
  const [, often, rest = ''] = /^(×\S+)?(.*)$/.exec(about)!;
  const hasViews = hasRounds && isOpen;
  const { equations, id, shape } = columns;
  const isWide = hasViews || (!value && !gradient);
  const numbers = isWide ? [columns.value, columns.gradient] : [];
  const span = equations + [id, shape, ...numbers].filter((ch) => ch > 0).length;
  return (
    <>
      <span
        class={`fold ${hasViews ? 'with-views' : ''}`}
        role="gridcell"
        title={`${title} ${about}`}
        style={columns.isTwoLines ? {} : { gridColumn: `span ${span}` }}
      >
        <span class="head">
          {names && <b class="name">{names} = </b>}
          {title}
        </span>
        {often && <span class="often">{often}</span>}
        {view.hits > 0 && <span class="hits">{view.hits} found</span>}
        <span class="about">{rest.trim()}</span>
        {hasViews && (
          <span class="views">
            <button aria-pressed={!isTable} onClick={show(false)}>
              rows
            </button>
            <button aria-pressed={isTable} onClick={show(true)}>
              table
            </button>
          </span>
        )}
      </span>
      {!isWide && (
        <>
          <GlimpseCell glimpse={value} kind="value" room={columns.value} />
          <GlimpseCell glimpse={gradient} kind="gradient" room={columns.gradient} />
        </>
      )}
      <Line text={line} room={columns.line} />
    </>
  );
}
