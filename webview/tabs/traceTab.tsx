import type { EquationView } from '../../src/shared/panel/protocol.ts';
import { List } from '../list.tsx';
import { listWidth } from '../listWidth.ts';
import { GlimpseCell, Numbers } from '../numbers/numbers.tsx';
import { isOdd } from '../why/odd.ts';
import { gridOf, heightOf, indentFor, traceColumns, type Columns } from '../room/columns.ts';
import { Equation, Heading, Id, Line, NumberHeadings, ShapeCell } from '../rows/cells.tsx';
import { FoldedCells, foldedKey, isFolded, isOpenFold, openFold } from '../rows/folded.tsx';
import { Answer } from '../why/answer.tsx';
import { ask } from '../why/state.ts';
import { chooseRow, cursorSites, details, goToIndex, rows, traceList, view } from '../state.ts';

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
      rowHeight={heightOf(columns)}
      heading={
        <>
          <span class="twistie" aria-hidden="true" />
          <Heading kind="id" room={columns.id} text="id" />
          <Heading kind="equation" text="equation" />
          <NumberHeadings {...columns} />
          <Heading kind="line" room={columns.line} text="line" />
        </>
      }
      cells={(row) => cells(row, columns)}
      mark={(row) => {
        const item = rows.get(row);
        const hit = item?.hits ? 'hit' : '';
        if (isFolded(item)) return `folded ${item.kind} ${hit}`;
        return `trace-row ${item?.kind ?? ''} ${hit} ${item && cursorSites.value.has(item.site) ? 'at-cursor' : ''}`;
      }}
      depth={(row) => rows.get(row)?.depth ?? 0}
      isOpen={(row) => isOpenFold(rows.get(row))}
      onFold={(row, isOpen) => openFold(rows.get(row), isOpen)}
      onDrawn={(from, to) => rows.ahead(from, to, count)}
      onKey={(row, key) => (key === '?' ? askRow(row) : foldedKey(rows.get(row), key))}
      context={menuOf}
      detail={(row) => <Detail row={row} />}
      onSelect={(row) => chooseRow('trace', row, false)}
      onCode={(row) => chooseRow('trace', row, true)}
    />
  );
}

function cells(row: number, columns: Columns) {
  const item = rows.get(row);
  if (isFolded(item)) return <FoldedCells item={item} columns={columns} list="trace" />;
  if (item?.kind === 'step') return null;
  const indent = indentFor(listWidth.value);
  return (
    <>
      <Id text={item?.id} room={columns.id} />
      <Equation row={item} withId={columns.id === 0} room={columns.equation - indent * (item?.depth ?? 0)} />
      <ShapeCell text={item?.shape} room={columns.shape} />
      <GlimpseCell glimpse={item?.value} kind="value" room={columns.value}>
        <Ask item={item} of="value" row={row} />
      </GlimpseCell>
      <GlimpseCell glimpse={item?.gradient} kind="gradient" room={columns.gradient}>
        <Ask item={item} of="gradient" row={row} />
      </GlimpseCell>
      <Line text={item?.line} room={columns.line} />
    </>
  );
}

/** The row's part of VS Code's context menu; see `webview/context` in package.json. */
function menuOf(row: number): string | undefined {
  const item = rows.get(row);
  if (!item || isFolded(item) || item.kind === 'step') return undefined;
  const { index } = item;
  return JSON.stringify({ webviewSection: 'gradlensRow', row: index, preventDefaultContextMenuItems: true });
}

/** Asks why a row is what it is, and opens it: there is the answer. */
function askRow(row: number, of?: 'value' | 'gradient'): boolean {
  const item = rows.get(row);
  if (!item || isFolded(item) || item.kind === 'step') return false;
  traceList.go(row, true);
  ask({ row: item.index, ...(of && { of }) });
  return true;
}

interface AskProps {
  readonly item: EquationView | undefined;
  readonly of: 'value' | 'gradient';
  readonly row: number;
}

/** Asks why a number is zero or not finite. */
function Ask({ item, of, row }: AskProps) {
  const text = item?.[of]?.text;
  if (!item || text === undefined || !isOdd(text) || view.value?.stale) return null;
  return (
    <button
      class="ask"
      aria-label={`Why is the ${of} ${text}?`}
      title={`Why is it ${text}?`}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        askRow(row, of);
      }}
    >
      ?
    </button>
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
  return (
    <div class="detail">
      <Answer row={index} />
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
        {!view.value?.stale && (
          <>
            <button onClick={() => ask({ row: index, of: 'value' })}>explain value</button>
            {item.gradient && (
              <button onClick={() => ask({ row: index, of: 'gradient' })}>explain gradient</button>
            )}
          </>
        )}
      </p>
    </div>
  );
}
