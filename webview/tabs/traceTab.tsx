import { copyNotification, revealRowNotification } from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';
import { List } from '../list.tsx';
import { listWidth } from '../listWidth.ts';
import { GlimpseCell, Numbers } from '../numbers.tsx';
import { gridOf, traceColumns, type Columns } from '../room/columns.ts';
import { Equation, Heading, Id, Line, NumberHeadings, ShapeCell } from '../rows/cells.tsx';
import { FoldedCells, foldedKey, isFolded, isOpenFold, openFold } from '../rows/folded.tsx';
import { cursorSites, details, goToIndex, rows, traceList, view } from '../state.ts';

/** The Trace tab: one line an equation. */
export function TraceTab() {
  const count = view.value?.rows ?? 0;
  if (count === 0) return <p class="empty">Nothing was computed with numbers that are traced.</p>;
  const columns = traceColumns(listWidth.value, view.value!.widest);
  return (
    <List
      id="trace"
      label="Trace"
      count={count}
      state={traceList}
      grid={gridOf(columns)}
      heading={
        <>
          <Heading kind="twistie" label="open" />
          <Heading kind="id" room={columns.id} label="variable" />
          <Heading kind="equation" text="equation" />
          <NumberHeadings {...columns} />
          <Heading kind="line" room={columns.line} text="line" />
        </>
      }
      cells={(row) => cells(row, columns)}
      mark={(row) => {
        const item = rows.get(row);
        if (isFolded(item)) return `folded ${item.kind}`;
        return `trace-row ${item?.kind ?? ''} ${item && cursorSites.value.has(item.site) ? 'at-cursor' : ''}`;
      }}
      depth={(row) => rows.get(row)?.depth ?? 0}
      isOpen={(row) => isOpenFold(rows.get(row))}
      onFold={(row, isOpen) => openFold(rows.get(row), isOpen)}
      onDrawn={(from, to) => rows.ahead(from, to, count)}
      onKey={(row, key) => foldedKey(rows.get(row), key)}
      detail={(row) => <Detail row={row} />}
      onSelect={(row) => void host.sendNotification(revealRowNotification, { list: 'trace', row })}
    />
  );
}

function cells(row: number, columns: Columns) {
  const item = rows.get(row);
  if (isFolded(item)) return <FoldedCells item={item} columns={columns} list="trace" />;
  if (item?.kind === 'step') return null;
  return (
    <>
      <Id text={item?.id} room={columns.id} />
      <Equation row={item} withId={columns.id === 0} />
      <ShapeCell text={item?.shape} room={columns.shape} />
      <GlimpseCell glimpse={item?.value} kind="value" room={columns.value} />
      <GlimpseCell glimpse={item?.gradient} kind="gradient" room={columns.gradient} />
      <Line text={item?.line} room={columns.line} />
    </>
  );
}

function Detail({ row }: { readonly row: number }) {
  const item = rows.get(row);
  if (!item || isFolded(item) || item.kind === 'step') return <div class="detail" />;
  const { index } = item;
  const detail = details.get(index);
  if (!detail) return <div class="detail" />;
  const { value, gradient, formula, rule, doc, note } = detail;
  const step = (view.value?.allRows ?? 0) - 1 - index;
  const hasStep = item.kind !== 'input' && step < (view.value?.allSteps ?? 0);
  const copy = (what: 'value' | 'gradient') =>
    void host.sendNotification(copyNotification, { row: index, what });
  return (
    <div class="detail">
      <div class="side-by-side">
        {value && <Numbers {...value} />}
        {gradient && <Numbers {...gradient} />}
      </div>
      {note && <p class="about">{note}</p>}
      {rule && (
        <p class="rule" title={doc}>
          <span class="op">{item.op}</span> {formula} <span class="arrow">⇒</span> {rule}
        </p>
      )}
      <p class="links">
        {hasStep && (
          <button onClick={() => goToIndex('backward', index)}>step {step + 1} of the backward pass</button>
        )}
        {value && <button onClick={() => copy('value')}>copy value</button>}
        {gradient && <button onClick={() => copy('gradient')}>copy gradient</button>}
      </p>
    </div>
  );
}
