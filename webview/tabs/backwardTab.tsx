import { List } from '../list.tsx';
import { listWidth } from '../listWidth.ts';
import { GlimpseCell, Numbers } from '../numbers/numbers.tsx';
import { gridOf, heightOf, stepColumns, type Columns } from '../room/columns.ts';
import { Heading, Id, Line } from '../rows/cells.tsx';
import { FoldedCells, foldedKey, isFolded, isOpenFold, openFold } from '../rows/folded.tsx';
import { chooseRow, cursorSites, goToIndex, stepDetails, stepList, steps, view } from '../state.ts';

/** The Backward tab: what each operation sends back to its operands, from the output to the inputs. */
export function BackwardTab() {
  const count = view.value?.steps ?? 0;
  if (count === 0) {
    const why =
      view.value?.allRows === view.value?.inputs ? 'nothing was computed' : 'the run did not finish';
    return <p class="empty">No backward pass: {why}.</p>;
  }
  const current = stepList.current.value;
  const select = (row: number) => chooseRow('backward', row, false);
  const isStep = (row: number) => !isFolded(steps.get(row));
  const next = stepFrom(current, 1, count, isStep);
  const previous = stepFrom(current, -1, count, isStep);
  const step = (to: number) => {
    stepList.go(to, true);
    select(to);
  };
  const { allSteps, widest } = view.value!;
  const columns = stepColumns(listWidth.value, allSteps, widest);
  return (
    <>
      <div class="toolbar" role="toolbar" aria-label="Steps of the backward pass">
        <Step
          label="First step"
          icon="◀◀"
          onClick={() => step(stepFrom(-1, 1, count, isStep))}
          disabled={previous === current}
        />
        <Step label="Previous step" icon="◀" onClick={() => step(previous)} disabled={previous === current} />
        <Step label="Next step" icon="▶" onClick={() => step(next)} disabled={next === current} />
        <Step
          label="Last step"
          icon="▶▶"
          onClick={() => step(stepFrom(count, -1, count, isStep))}
          disabled={next === current}
        />
        <Position row={current} />
      </div>
      <List
        id="step"
        label="Backward pass"
        count={count}
        state={stepList}
        grid={gridOf(columns)}
        rowHeight={heightOf(columns)}
        heading={
          <>
            <span class="twistie" aria-hidden="true" />
            <Heading kind="id" room={columns.id} text="step" />
            <Heading kind="forward" text="forward" />
            <Heading kind="sends" text="cotangents it sends" />
            <Heading kind="gradient" room={columns.gradient} text="‖∂‖ in" />
            <Heading kind="line" room={columns.line} text="line" />
          </>
        }
        cells={(row) => cells(row, columns)}
        mark={(row) => {
          const one = steps.get(row);
          const hit = one?.hits ? 'hit' : '';
          if (isFolded(one)) return `folded ${one.kind} ${hit}`;
          const here = one && cursorSites.value.has(one.site) ? 'at-cursor' : '';
          return `step-row ${hit} ${one?.kind === 'step' && one.silent ? 'silent' : ''} ${here}`;
        }}
        depth={(row) => steps.get(row)?.depth ?? 0}
        isOpen={(row) => isOpenFold(steps.get(row))}
        onFold={(row, isOpen) => openFold(steps.get(row), isOpen)}
        onDrawn={(from, to) => steps.ahead(from, to, count)}
        onKey={(row, key) => foldedKey(steps.get(row), key)}
        detail={(row) => <Detail row={row} />}
        onSelect={select}
        onCode={(row) => chooseRow('backward', row, true)}
      />
    </>
  );
}

/** Which step is the current one, and what it is a step of; nothing where the current row is none. */
function Position({ row }: { readonly row: number }) {
  const item = steps.get(row);
  return (
    <span class="position" aria-live="polite">
      {item?.kind === 'step' && (
        <>
          <span>
            step {item.step + 1} of {view.value?.allSteps}
          </span>
          <span class="forward"> · {item.forward}</span>
          {item.line && <span class="place"> · line {item.line}</span>}
        </>
      )}
    </span>
  );
}

/** The next row of the list that is a step; the same row if there is none. */
function stepFrom(row: number, by: 1 | -1, count: number, isStep: (row: number) => boolean): number {
  for (let next = row + by; next >= 0 && next < count; next += by) if (isStep(next)) return next;
  return row;
}

function Step(props: {
  readonly label: string;
  readonly icon: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      class="icon"
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.icon}
    </button>
  );
}

function cells(row: number, columns: Columns) {
  const item = steps.get(row);
  if (isFolded(item)) return <FoldedCells item={item} columns={columns} list="backward" />;
  if (item && item.kind !== 'step') return null;
  return (
    <>
      <Id text={item && String(item.step + 1)} room={columns.id} />
      <span class="forward" role="gridcell" title={item?.forward}>
        {item?.forward}
      </span>
      <span class="sends" role="gridcell" title={item?.sends}>
        {item?.sends}
      </span>
      <GlimpseCell glimpse={item?.gradient} kind="gradient" room={columns.gradient} />
      <Line text={item?.line} room={columns.line} />
    </>
  );
}

function Detail({ row }: { readonly row: number }) {
  const item = steps.get(row);
  const detail = item?.kind === 'step' ? stepDetails.get(item.step) : undefined;
  if (item?.kind !== 'step' || !detail) return <div class="detail" />;
  const { index } = item;
  const { incoming, outgoing, rule, note } = detail;
  return (
    <div class="detail">
      <div class="side-by-side">
        {incoming && <Numbers {...incoming} />}
        {outgoing.map((part, i) => (
          <Numbers key={i} {...part} about={[part.about, part.note].filter(Boolean).join(' · ')} />
        ))}
      </div>
      {note && <p class="about">{note}</p>}
      {rule && <p class="rule">{rule}</p>}
      <p class="links">
        <button onClick={() => goToIndex('trace', index)}>show in the trace</button>
      </p>
    </div>
  );
}
