import { signal } from '@preact/signals';
import * as contract from '../../src/shared/panel/startViews.ts';
import { host } from '../connection.ts';

/** What the start page shows; null once something was traced. */
const start = signal<contract.StartView | null>(null);

/** Whether it is asked if functions are to run again when they are saved. */
const isOffered = signal(false);

/** Listens to what there is to start with. */
export function connectStart(): void {
  host.onNotification(contract.startNotification, (said) => {
    start.value = said.start;
  });
  host.onNotification(contract.offerNotification, ({ isOpen }) => {
    isOffered.value = isOpen;
  });
}

/** The page that is there before anything was traced: what there is to trace, and where to begin. */
export function StartPage() {
  const shown = start.value;
  if (!shown) return <p class="empty">…</p>;
  const { marks, isCut, isTrusted, keys } = shown;
  return (
    <main class="start">
      <h1>Nothing traced yet</h1>
      {!isTrusted && (
        <p class="restricted">
          Restricted Mode: GradLens runs the code that it traces, so nothing is traced before this workspace
          is trusted. <button onClick={() => act('trust')}>Manage trust</button>
        </p>
      )}
      {marks && marks.length > 0 && (
        <>
          <h2>Marked in this workspace</h2>
          <ul>
            {marks.map((mark, i) => (
              <Mark key={i} {...mark} number={i} />
            ))}
          </ul>
          {isCut && <p class="dim">… and more</p>}
        </>
      )}
      <p>
        {marks === undefined && 'Looking for marked functions … '}
        {marks?.length === 0 && 'No function of this workspace is marked. '}
        Put the cursor into a function, then press <kbd>{keys}</kbd>: it is marked and traced.
      </p>
      <p class="ways">
        <button onClick={() => act('example')}>Open an example</button>
        <button onClick={() => act('guide')}>How to read a trace</button>
      </p>
    </main>
  );
}

function Mark({ call, place, number }: contract.MarkView & { readonly number: number }) {
  const send = (what: 'trace' | 'show') =>
    void host.sendNotification(contract.markNotification, { mark: number, what });
  return (
    <li>
      <button class="call" aria-label={`Trace ${call}`} title={`Trace ${call}`} onClick={() => send('trace')}>
        <span aria-hidden="true">▷</span> {call}
      </button>
      <button class="place" onClick={() => send('show')}>
        {place}
      </button>
    </li>
  );
}

function act(action: contract.StartAction): void {
  void host.sendNotification(contract.startActionNotification, { action });
}

/** One quiet question, asked once a workspace. */
export function Offer() {
  if (!isOffered.value) return null;
  const answer = (isWanted: boolean) => {
    isOffered.value = false;
    void host.sendNotification(contract.offerAnswerNotification, { isWanted });
  };
  return (
    <p class="offer">
      Run again on save? <button onClick={() => answer(true)}>Yes</button>
      <button onClick={() => answer(false)}>Not now</button>
    </p>
  );
}
