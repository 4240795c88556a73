import { countText } from '../../src/shared/tensor.ts';
import type { Jump, SliderView } from '../../src/shared/panel/foldedViews.ts';
import { looking } from '../state.ts';

const icons: Readonly<Record<Jump['kind'], string>> = { largest: '▲', 'not finite': '✕', branch: '≠' };

/** The iteration that every view looks at: a slider, steps of one, and jumps to what is worth a look. */
export function SliderCells({ site, title, iteration, times, jumps }: SliderView) {
  const now = shownIteration(site, iteration);
  const go = (to: number) => looking.at(site, Math.max(0, Math.min(times - 1, to)));
  const button = (text: string, label: string, to: number, kind = '') => (
    <button
      class={`icon ${kind}`}
      aria-label={label}
      title={label}
      disabled={to < 0 || to >= times || to === now}
      onClick={() => go(to)}
    >
      {text}
    </button>
  );
  return (
    <span class="slider" role="gridcell" onClick={(event) => event.stopPropagation()}>
      {button('◂', 'Previous iteration', now - 1)}
      <Slider site={site} title={title} now={now} times={times} />
      {button('▸', 'Next iteration', now + 1)}
      <span class="at">
        <b>{now}</b> of {times}
      </span>
      {button('⇤', 'First iteration', 0, 'far')}
      {button('⇥', 'Last iteration', times - 1, 'far')}
      {jumps.map(({ kind, text, iteration: to }) => (
        <button
          key={kind}
          class={`jump ${kind === 'not finite' ? 'bad' : ''}`}
          title={`${text}: iteration ${to}`}
          aria-label={`${text}: iteration ${to}`}
          onClick={() => go(to)}
        >
          {icons[kind]} <span class="word">{text}</span>
        </button>
      ))}
    </span>
  );
}

/** The iteration that a person asked for, which need not be there yet; else the one that is looked at. */
export function shownIteration(site: number, iteration: number): number {
  const wanted = looking.wanted.value;
  return wanted?.site === site ? wanted.iteration : iteration;
}

interface SliderProps {
  readonly site: number;
  readonly title: string;
  readonly now: number;
  readonly times: number;
}

/** Chooses an iteration with mouse or keys. */
export function Slider({ site, title, now, times }: SliderProps) {
  const go = (to: number) => looking.at(site, Math.max(0, Math.min(times - 1, to)));
  return (
    <input
      type="range"
      min={0}
      max={times - 1}
      value={now}
      aria-label={`Iteration of ${title}`}
      aria-valuetext={`iteration ${countText(now)} of ${countText(times)}`}
      onInput={(event) => go(Number(event.currentTarget.value))}
      onKeyDown={(event) => {
        // PageUp and PageDown go ten iterations, whatever the browser makes of the length.
        const step = { PageUp: 10, PageDown: -10 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        go(now + step);
      }}
    />
  );
}
