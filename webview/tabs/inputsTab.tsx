import type { InputView } from '../../src/shared/panel/protocol.ts';
import { Numbers } from '../numbers/numbers.tsx';
import { Answer } from '../why/answer.tsx';
import { ask } from '../why/state.ts';
import { goToIndex, inputs, view } from '../state.ts';

/** Leaves shown at most; all are in the trace. */
const most = 100;

/** The Inputs tab: each leaf with value and gradient; captured ones apart as Constants. */
export function InputsTab() {
  const count = view.value?.inputs ?? 0;
  const shown = Array.from({ length: Math.min(most, count) }, (_, i) => inputs.get(i)).filter(
    (input) => input !== undefined,
  );
  const groups = [
    { title: 'Arguments', members: shown.filter(({ kind }) => kind !== 'captured') },
    { title: 'Constants', members: shown.filter(({ kind }) => kind === 'captured') },
  ];
  if (count === 0) return <p class="empty">This function has no inputs that are numbers.</p>;
  return (
    <div class="scrolled" tabIndex={0}>
      {groups.map(({ title, members }) => (
        <section key={title}>
          {members.length > 0 && <h2>{title}</h2>}
          {members.map((input) => (
            <Leaf key={input.path} {...input} />
          ))}
        </section>
      ))}
      {count > most && <p class="about">… {count - most} more inputs</p>}
    </div>
  );
}

function Leaf({ row, path, about, value, gradient, reason }: InputView) {
  return (
    <article class={`leaf ${value.shape.length === 0 ? 'one' : ''}`}>
      <h3>
        <span class="name">{path}</span> <span class="about">{about}</span>
      </h3>
      <div class="side-by-side">
        <Numbers {...value} />
        {gradient && <Numbers {...gradient} />}
      </div>
      {row >= 0 && <Answer row={row} />}
      {reason && <p class="about">{gradient ? reason : `no gradient: ${reason}`}</p>}
      {row >= 0 && (
        <p class="links">
          <button onClick={() => goToIndex('trace', row)}>show in the trace</button>
          {gradient && !view.value?.stale && (
            <button onClick={() => ask({ row, of: 'gradient' })}>explain gradient</button>
          )}
        </p>
      )}
    </article>
  );
}
