import { copyNotification, type InputView } from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';
import { Numbers } from '../numbers.tsx';
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
    { title: '', members: shown.filter(({ kind }) => kind !== 'captured') },
    { title: 'Constants', members: shown.filter(({ kind }) => kind === 'captured') },
  ];
  if (count === 0) return <p class="empty">This function has no inputs that are numbers.</p>;
  return (
    <div class="scrolled" tabIndex={0}>
      {groups.map(({ title, members }) => (
        <section key={title}>
          {title && members.length > 0 && <h2>{title}</h2>}
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
  const copy = (what: 'value' | 'gradient') => void host.sendNotification(copyNotification, { row, what });
  return (
    <article class="leaf">
      <h3>
        <span class="name">{path}</span> <span class="about">{about}</span>
      </h3>
      <div class="side-by-side">
        <Numbers {...value} />
        {gradient && <Numbers {...gradient} />}
      </div>
      {reason && <p class="about">{gradient ? reason : `no gradient: ${reason}`}</p>}
      {row >= 0 && (
        <p class="links">
          <button onClick={() => goToIndex('trace', row)}>show in the trace</button>
          <button onClick={() => copy('value')}>copy value</button>
          {gradient && <button onClick={() => copy('gradient')}>copy gradient</button>}
        </p>
      )}
    </article>
  );
}
