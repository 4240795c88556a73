import { PlaceLink } from '../placeLink.tsx';
import { view } from '../state.ts';

const icons = { error: '✗', warning: '⚠', information: 'ⓘ' };

/** The Findings tab: the findings of the run, each with links to the places that explain it. */
export function FindingsTab() {
  const { findings = [], thrown = '', verdict = [] } = view.value ?? {};
  return (
    <div class="scrolled" tabIndex={0}>
      {verdict.map(({ style, text }) => (
        <p key={text} class={`verdict ${style}`}>
          {text}
        </p>
      ))}
      {thrown && <pre class="thrown">{thrown}</pre>}
      {findings.length === 0 && <p class="empty">No findings.</p>}
      {findings.map(({ severity, code, message, place, span, related }, i) => (
        <article key={i} class={`finding ${severity}`}>
          <h3>
            <span class="severity" aria-label={severity}>
              {icons[severity]}
            </span>{' '}
            {code} {span && <PlaceLink place={place} span={span} />}
          </h3>
          <p>{message}</p>
          {related.map((other, k) => (
            <p key={k} class="related">
              <PlaceLink place={other.place} span={other.span} /> {other.message}
            </p>
          ))}
        </article>
      ))}
    </div>
  );
}
