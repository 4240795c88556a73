import type { PanelAction, PanelView, Verdict } from '../src/shared/panel/protocol.ts';
import { useFit } from './room/useFit.ts';
import { action } from './state.ts';
import { ask } from './why/state.ts';

/** The line above the tabs: what was run, its result, whether the gradient is right; it never wraps, and its numbers are never cut. */
export function Header(view: PanelView) {
  const { call, output, activity, about } = view;
  const looks = looksOf(view);
  const status = statusOf(view);
  const { ref, look } = useFit<HTMLDivElement>(looks.length, JSON.stringify([call, output, about, status]));
  const { withAbout, words, parameters, result } = looks[look]!;
  const name = call.split('(', 1)[0]!;
  const isBusy = activity.kind === 'running' || activity.kind === 'checking';
  return (
    <header>
      <div class={`summary ${look === looks.length - 1 ? 'tight' : ''}`} ref={ref}>
        <h1 class="call" title={call}>
          <b>{name}</b>
          {parameters && call.slice(name.length)}
        </h1>
        {output.length > 0 && (
          <span class="output" title={output[0]}>
            {output[result]}
          </span>
        )}
        <span class="verdicts" role="status">
          {status.map((part, i) => (
            <Part key={part.text} {...part} words={i < words} />
          ))}
        </span>
        {view.firstSerious >= 0 && !view.stale && (
          <button
            class="why"
            title={view.findings[view.firstSerious]!.message}
            onClick={() => ask({ finding: view.firstSerious })}
          >
            why?
          </button>
        )}
        {withAbout && about.length > 0 && <span class="about">{about.join(' · ')}</span>}
      </div>
      <div class="actions">
        {isBusy ? (
          <Action name="cancel" />
        ) : (
          <>
            <Action name="rerun" />
            <Action name="check" />
          </>
        )}
        <Action name="copy" />
        <Action name="lines" />
      </div>
    </header>
  );
}

/**
 * How the line looks with less and less room: first it loses what is said about the run, then words of the verdict, the first part of it
 * last, or parameters that are longer than these, then both, then digits.
 */
function looksOf({ output }: PanelView) {
  const all = { withAbout: true, words: Infinity, parameters: true, result: 0 };
  const plain = { ...all, withAbout: false };
  const marked = { ...plain, words: 0 };
  const first = { ...plain, words: 1 };
  const short = output.slice(1).map((_, i) => ({ ...marked, parameters: false, result: i + 1 }));
  const named = [first, marked].map((look) => ({ ...look, parameters: false }));
  return [all, plain, first, marked, ...named, ...short];
}

interface StatusPart extends Verdict {
  /** All that is left of the words where there is no room for them. */
  readonly mark: string;
  readonly title: string;
}

/** What stands in the verdict's place: what is being done, or the verdict, which is old if the code or the run is another by now. */
function statusOf({ activity, verdict, stale, restored }: PanelView): StatusPart[] {
  const busy = { running: activity.text, checking: 'checking the gradient …', failed: '', idle: '' }[
    activity.kind
  ];
  if (busy) return [{ style: 'dim', text: busy, mark: '…', title: busy }];
  const why = stale
    ? 'the code changed since this run'
    : activity.kind === 'failed'
      ? 'the last run failed'
      : '';
  const said = verdict.map(({ style, text }): StatusPart => {
    const mark = /^[✓◐✗–]/.exec(text)?.[0] ?? (style === 'dim' ? '–' : '✂');
    if (!why) return { style, text, mark, title: text };
    return { style: 'dim', text: `${text} (old)`, mark: `${mark} (old)`, title: `${text}: ${why}` };
  });
  if (!restored) return said;
  const text = `⟳ restored from ${restored}`;
  return [{ style: 'dim', text, mark: '⟳', title: `${text}: rerun it to be sure` }, ...said];
}

/** Its words are there for screen readers when only its mark is seen. */
function Part({ style, text, mark, title, words }: StatusPart & { readonly words: boolean }) {
  return (
    <span class={`verdict ${style}`} title={title}>
      {!words && <span aria-hidden="true">{mark}</span>}
      <span class={words ? '' : 'unseen'}>{text}</span>
    </span>
  );
}

const actions: { readonly [A in PanelAction]: { readonly path: string; readonly title: string } } = {
  cancel: { path: 'M4 4l8 8M12 4l-8 8', title: 'End this run' },
  rerun: { path: 'M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5', title: 'Trace it again' },
  check: { path: 'M4 9h8M4 12h8M5.5 4.5l2 2 3.5-4', title: 'Compare the gradient with differences again' },
  lines: { path: 'M3 4h5M3 8h6M3 12h4M11 4h2M11 8h2M11 12h2', title: 'Show or hide values at line ends' },
  copy: { path: 'M6 6h7v7H6zM10 6V3H3v7h3', title: 'Copy the trace as text' },
};

function Action({ name }: { readonly name: PanelAction }) {
  const { path, title } = actions[name];
  return (
    <button class="icon" aria-label={name} title={title} onClick={() => action(name)}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  );
}
