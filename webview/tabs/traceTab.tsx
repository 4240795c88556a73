import { copyNotification, revealRowNotification } from '../../src/shared/panelProtocol.ts';
import { host } from '../connection.ts';
import { List } from '../list.tsx';
import { GlimpseCell, Numbers } from '../numbers.tsx';
import { FoldedCells, foldedKey, isFolded, isOpenFold, openFold } from '../rows/folded.tsx';
import { cursorSites, details, goToIndex, rows, traceList, view } from '../state.ts';

/** The Trace tab: one line an equation. */
export function TraceTab() {
  const count = view.value?.rows ?? 0;
  if (count === 0) return <p class="empty">Nothing was computed with numbers that are traced.</p>;
  return (
    <List
      id="trace"
      label="Trace"
      count={count}
      state={traceList}
      heading={
        <>
          <span class="twistie" role="columnheader" aria-label="open" />
          <span class="id" role="columnheader" aria-label="variable" />
          <span class="name" role="columnheader">
            name
          </span>
          <span class="op" role="columnheader">
            op
          </span>
          <span class="operands" role="columnheader">
            operands
          </span>
          <span class="shape" role="columnheader">
            shape
          </span>
          <span class="value" role="columnheader">
            value
          </span>
          <span class="gradient" role="columnheader">
            gradient ‖∂‖
          </span>
          <span class="line" role="columnheader">
            line
          </span>
        </>
      }
      cells={cells}
      mark={(row) => {
        const item = rows.get(row);
        if (isFolded(item)) return `folded ${item.kind}`;
        return `trace-row ${item?.kind ?? ''} ${item && cursorSites.value.has(item.site) ? 'at-cursor' : ''}`;
      }}
      depth={(row) => rows.get(row)?.depth ?? 0}
      isOpen={(row) => isOpenFold(rows.get(row))}
      onFold={(row, isOpen) => openFold(rows.get(row), isOpen)}
      onKey={(row, key) => foldedKey(rows.get(row), key)}
      largestId={view.value?.allRows ?? 0}
      detail={(row) => <Detail row={row} />}
      onSelect={(row) => void host.sendNotification(revealRowNotification, { list: 'trace', row })}
    />
  );
}

function cells(row: number) {
  const item = rows.get(row);
  if (isFolded(item)) return <FoldedCells item={item} list="trace" />;
  if (item?.kind === 'step') return null;
  return (
    <>
      <span class="id" role="gridcell">
        {item?.id}
      </span>
      <span class="name" role="gridcell" title={item?.names}>
        {item?.names}
      </span>
      <span class="op" role="gridcell">
        {item?.op}
      </span>
      <span class="operands" role="gridcell" title={item?.operands}>
        {item?.operands}
      </span>
      <span class="shape" role="gridcell">
        {item?.shape}
      </span>
      <GlimpseCell glimpse={item?.value} kind="value" />
      <GlimpseCell glimpse={item?.gradient} kind="gradient" />
      <span class="line" role="gridcell">
        {item?.line}
      </span>
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
