import { signal } from '@preact/signals';
import { type RoundView, type TableHeadView, type TableShow } from '../../src/shared/panel/foldedViews.ts';
import {
  copyTableNotification,
  sortNotification,
  tableShowNotification,
  type ListName,
} from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';
import { GlimpseCell } from '../numbers/numbers.tsx';
import { looking } from '../state.ts';
import { tableColumns } from './tableColumns.ts';

const shows: readonly { readonly show: TableShow; readonly title: string }[] = [
  { show: 'value', title: 'value' },
  { show: 'gradient', title: '∂' },
  { show: 'both', title: 'both' },
  { show: 'change', title: 'Δ' },
];

/** Columns that a person asked for, by the loop's site, the newest first. */
const asked = signal<ReadonlyMap<number, readonly number[]>>(new Map());
/** Names of the columns of each loop's table, as its head was drawn last. */
const counts = signal<ReadonlyMap<number, number>>(new Map());

/** The head of a loop's table: its columns, which sort; what they show; a copy of all of it. */
export function TableHeadCells(view: TableHeadView & { readonly list: ListName; readonly depth: number }) {
  const { site, columns, show, sorted, isDescending, depth } = view;
  if (counts.value.get(site) !== columns.length)
    counts.value = new Map([...counts.value, [site, columns.length]]);
  const { shown, tools } = tableColumns(columns.length, show, asked.value.get(site) ?? [], depth);
  const hidden = columns.flatMap((_, i) => (shown.includes(i) ? [] : [i]));
  const sort = (column: number) => void host.sendNotification(sortNotification, { site, column });
  const arrow = (column: number) => (sorted === column ? (isDescending ? ' ▾' : ' ▴') : '');
  const ordered = (column: number) => {
    if (sorted !== column) return 'none';
    return isDescending ? 'descending' : 'ascending';
  };
  return (
    <span
      class="rounds head"
      role="presentation"
      style={{ '--columns': shown.length, '--tools': `${tools}ch` }}
    >
      <span role="columnheader" aria-sort={ordered(-1)} title="iteration">
        <button onClick={() => sort(-1)}>round{arrow(-1)}</button>
      </span>
      {shown.map((i) => (
        <span key={i} role="columnheader" aria-sort={ordered(i)} title={columns[i]}>
          <button onClick={() => sort(i)}>
            {show === 'change' ? 'Δ ' : ''}
            {columns[i]}
            {arrow(i)}
          </button>
        </span>
      ))}
      {tools > 0 && <Tools {...view} hidden={hidden} />}
    </span>
  );
}

/** What the columns show, which others there are, and a copy. */
function Tools({ site, key, columns, show, hidden }: TableHeadView & { readonly hidden: readonly number[] }) {
  return (
    <span class="tools" role="columnheader" onClick={(event) => event.stopPropagation()}>
      <select
        aria-label="What the columns show"
        value={show}
        onChange={(event) =>
          void host.sendNotification(tableShowNotification, {
            site,
            show: event.currentTarget.value as TableShow,
          })
        }
      >
        {shows.map(({ show: one, title }) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
      {hidden.length > 0 && (
        <select
          aria-label="Show another column"
          value=""
          onChange={(event) => {
            const column = Number(event.currentTarget.value);
            const others = (asked.value.get(site) ?? []).filter((one) => one !== column);
            asked.value = new Map([...asked.value, [site, [column, ...others]]]);
          }}
        >
          <option value="">+ {hidden.length}</option>
          {hidden.map((i) => (
            <option key={i} value={i}>
              {columns[i]}
            </option>
          ))}
        </select>
      )}
      <button
        title="Copy all iterations with all digits as CSV"
        onClick={() => void host.sendNotification(copyTableNotification, { key })}
      >
        CSV
      </button>
    </span>
  );
}

/** One iteration of a loop's table. */
export function RoundCells(view: RoundView & { readonly list: ListName; readonly depth: number }) {
  const { site, iteration, isChosen, show, cells, depth } = view;
  const count = counts.value.get(site) ?? cells.length;
  const { shown, value, gradient, tools } = tableColumns(count, show, asked.value.get(site) ?? [], depth);
  return (
    <span
      class={`rounds ${isChosen ? 'chosen' : ''}`}
      role="presentation"
      style={{ '--columns': shown.length, '--tools': `${tools}ch` }}
      onClick={() => looking.at(site, iteration)}
    >
      <span class="iteration" role="rowheader">
        {isChosen ? '▸ ' : ''}
        {iteration}
      </span>
      {shown.map((i) => (
        <span key={i} class="quantity" role="presentation">
          <GlimpseCell glimpse={cells[i]?.value} kind="value" room={value} />
          <GlimpseCell glimpse={cells[i]?.gradient} kind="gradient" room={gradient} />
        </span>
      ))}
    </span>
  );
}
