import type { TargetedKeyboardEvent } from 'preact';
import type { PanelView, Tab } from '../src/shared/panel/protocol.ts';
import { Header } from './header.tsx';
import { LinesTab } from './lines/linesTab.tsx';
import { BackwardTab } from './tabs/backwardTab.tsx';
import { FindingsTab } from './tabs/findingsTab.tsx';
import { PlaceLink } from './placeLink.tsx';
import { QueryLine } from './query/queryLine.tsx';
import { InputsTab } from './tabs/inputsTab.tsx';
import { Offer, StartPage } from './tabs/startPage.tsx';
import { action, go, tab, view } from './state.ts';
import { TraceTab } from './tabs/traceTab.tsx';

const tabs: readonly {
  readonly id: Tab;
  readonly title: string;
  readonly content: () => preact.JSX.Element;
}[] = [
  { id: 'lines', title: 'Lines', content: LinesTab },
  { id: 'trace', title: 'Trace', content: TraceTab },
  { id: 'backward', title: 'Backward', content: BackwardTab },
  { id: 'inputs', title: 'Inputs', content: InputsTab },
  { id: 'findings', title: 'Findings', content: FindingsTab },
];

/** The panel. */
export function App() {
  const shown = view.value;
  if (!shown) return <p class="empty">…</p>;
  if (shown.rows === 0 && shown.call === '' && shown.activity.kind !== 'failed') {
    if (shown.activity.text === '') return <StartPage />;
    return (
      <p class="empty">
        <span role="status">{shown.activity.text}</span>{' '}
        <button onClick={() => action('cancel')}>cancel</button>
      </p>
    );
  }
  const { content: Content } = tabs.find(({ id }) => id === tab.value) ?? tabs[0]!;
  return (
    <main class={`${shown.activity.kind} ${shown.stale ? 'stale' : ''}`}>
      <Header {...shown} />
      <Iterations {...shown} />
      <div class="bar">
        <Tabs findings={shown.serious} />
        <QueryLine />
      </div>
      <div class="content" role="tabpanel" id="content" aria-labelledby={`tab-${tab.value}`}>
        {shown.activity.kind === 'failed' && <Failure {...shown} />}
        {(shown.allRows > 0 || shown.activity.kind !== 'failed' || tab.value === 'findings') && <Content />}
      </div>
      {shown.activity.kind === 'idle' && <Offer />}
    </main>
  );
}

/** Tells those who do not see it when another iteration is looked at: of what is said here, what changes is read out. */
function Iterations({ iterations }: PanelView) {
  return (
    <p class="unseen" role="status" aria-atomic="false" aria-label="Iterations">
      {iterations.map((text, i) => (
        <span key={i}>{text}</span>
      ))}
    </p>
  );
}

/** Why nothing was run, with the way to its place; what was traced before, if anything, stands dimmed below. */
function Failure({ activity, findings: [first] }: PanelView) {
  return (
    <p class="failure" role="status">
      Not run: {activity.text}
      {first?.span && <> {<PlaceLink place={first.place} span={first.span} />}</>}
    </p>
  );
}

function Tabs({ findings }: { readonly findings: number }) {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const at = tabs.findIndex(({ id }) => id === tab.value);
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: -1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    const next = tabs.at(to % tabs.length)!;
    go(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
    event.preventDefault();
  };
  return (
    <div class="tabs" role="tablist" onKeyDown={onKeyDown}>
      {tabs.map(({ id, title }) => (
        <button
          key={id}
          id={`tab-${id}`}
          class="tab"
          role="tab"
          aria-selected={id === tab.value}
          aria-controls="content"
          tabIndex={id === tab.value ? 0 : -1}
          onClick={() => go(id)}
        >
          {title}
          {id === 'findings' && findings > 0 && <span class="badge">{findings}</span>}
        </button>
      ))}
    </div>
  );
}
