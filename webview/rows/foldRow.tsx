import { type FoldView } from '../../src/shared/foldedViews.ts';
import { tableNotification } from '../../src/shared/panelProtocol.ts';
import { host } from '../connection.ts';
import { GlimpseCell } from '../numbers.tsx';

/** Shows the loop of a site as a table of its iterations, or as the rows of one. */
export function showTable(site: number, isTable: boolean): void {
  void host.sendNotification(tableNotification, { site, isTable });
}

/** A loop, or calls, on one line: what it is, how often it ran; of a call what came of it. */
export function FoldCells(view: FoldView) {
  const { title, names, about, hasRounds, isTable, isOpen, value, gradient, line, site } = view;
  const show = (wanted: boolean) => (event: Event) => {
    event.stopPropagation();
    showTable(site, wanted);
  };
  return (
    <>
      <span class="fold" role="gridcell" title={`${title} ${about}`}>
        {names && <b class="name">{names} = </b>}
        <span class="head">{title}</span> <span class="about">{about}</span>
      </span>
      {hasRounds && isOpen ? (
        <span class="views" role="gridcell">
          <button aria-pressed={!isTable} onClick={show(false)}>
            rows
          </button>
          <button aria-pressed={isTable} onClick={show(true)}>
            table
          </button>
        </span>
      ) : (
        <>
          <GlimpseCell glimpse={value} kind="value" />
          <GlimpseCell glimpse={gradient} kind="gradient" />
        </>
      )}
      <span class="line" role="gridcell">
        {line}
      </span>
    </>
  );
}
