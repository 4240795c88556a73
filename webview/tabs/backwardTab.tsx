import { revealRowNotification } from '../../src/shared/panelProtocol.ts';
import { host } from '../connection.ts';
import { List } from '../list.tsx';
import { GlimpseCell, Numbers } from '../numbers.tsx';
import { cursorSites, go, stepDetails, stepList, steps, view } from '../state.ts';

/** The Backward tab: what each operation sends back to its operands, from the output to the inputs. */
export function BackwardTab() {
  const count = view.value?.steps ?? 0;
  if (count === 0)
    return <p class="empty">No backward pass: nothing was computed, or the run did not finish.</p>;
  const current = stepList.current.value;
  const select = (step: number) => {
    const item = steps.get(step);
    if (item) void host.sendNotification(revealRowNotification, { row: item.row });
  };
  const step = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    stepList.go(next, true);
    select(next);
  };
  const item = steps.get(current);
  return (
    <>
      <div class="toolbar" role="toolbar" aria-label="Steps of the backward pass">
        <Step label="First step" icon="◀◀" onClick={() => step(0)} disabled={current === 0} />
        <Step label="Previous step" icon="◀" onClick={() => step(current - 1)} disabled={current === 0} />
        <Step label="Next step" icon="▶" onClick={() => step(current + 1)} disabled={current === count - 1} />
        <Step label="Last step" icon="▶▶" onClick={() => step(count - 1)} disabled={current === count - 1} />
        <span class="position" aria-live="polite">
          step {current + 1} of {count}
          {item && ` · ${item.forward}${item.line && ` · line ${item.line}`}`}
        </span>
      </div>
      <List
        id="step"
        label="Backward pass"
        count={count}
        state={stepList}
        heading={
          <>
            <span class="twistie" role="columnheader" aria-label="open" />
            <span class="id" role="columnheader" aria-label="step" />
            <span class="forward" role="columnheader">
              forward
            </span>
            <span class="sends" role="columnheader">
              cotangents it sends
            </span>
            <span class="gradient" role="columnheader">
              ‖∂‖ in
            </span>
            <span class="line" role="columnheader">
              line
            </span>
          </>
        }
        cells={cells}
        mark={(row) => {
          const shown = steps.get(row);
          const here = shown && cursorSites.value.has(shown.site) ? 'at-cursor' : '';
          return `step-row ${shown?.silent ? 'silent' : ''} ${here}`;
        }}
        detail={(row) => <Detail step={row} />}
        onSelect={select}
      />
    </>
  );
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

function cells(step: number) {
  const item = steps.get(step);
  return (
    <>
      <span class="id" role="gridcell">
        {step + 1}
      </span>
      <span class="forward" role="gridcell" title={item?.forward}>
        {item?.forward}
      </span>
      <span class="sends" role="gridcell" title={item?.sends}>
        {item?.sends}
      </span>
      <GlimpseCell glimpse={item?.gradient} kind="gradient" />
      <span class="line" role="gridcell">
        {item?.line}
      </span>
    </>
  );
}

function Detail({ step }: { readonly step: number }) {
  const detail = stepDetails.get(step);
  const row = steps.get(step)?.row ?? -1;
  if (!detail) return <div class="detail" />;
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
        <button onClick={() => go('trace', row)}>show in the trace</button>
      </p>
    </div>
  );
}
