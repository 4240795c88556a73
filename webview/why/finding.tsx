import { fixNotification, pageNotification } from '../../src/shared/panel/protocol.ts';
import type { FindingView } from '../../src/shared/panel/findingViews.ts';
import { severitySigns } from '../../src/present/findings/groups.ts';
import { host } from '../connection.ts';
import { PlaceLink } from '../placeLink.tsx';

interface FindingProps extends FindingView {
  /** Its number among the findings of the run; −1 of an answer's. */
  readonly number: number;
  /** What it says; left out where that was said above. */
  readonly isSaid?: boolean;
  readonly isChosen?: boolean;
}

/** A finding: what it is, its guilty place, the chain of places that explains it, and what takes it away. */
export function Finding(props: FindingProps) {
  const { number, severity, code, class: kind, message, place, span, equation, related, fixes } = props;
  const fix = (which: number) => void host.sendNotification(fixNotification, { finding: number, fix: which });
  return (
    <article class={`finding ${severity} ${props.isChosen ? 'chosen' : ''}`} data-finding={number}>
      <h3>
        <span class="severity" aria-label={severity}>
          {severitySigns[severity]}
        </span>{' '}
        {code !== kind && `${code} `}
        {kind && (
          <button
            class="class"
            title="What this means, and what to do"
            onClick={() => void host.sendNotification(pageNotification, { class: kind })}
          >
            {kind}
          </button>
        )}{' '}
        {span && <PlaceLink place={place} span={span} equation={equation} />}
      </h3>
      {!props.isSaid && <p>{message}</p>}
      {related.length > 0 && (
        <ol class="chain" aria-label="How it comes about">
          {related.map((link, i) => (
            <li key={i} class="related">
              {link.span && <PlaceLink place={link.place} span={link.span} equation={link.equation} />}{' '}
              {link.message}
            </li>
          ))}
        </ol>
      )}
      {fixes.length > 0 && (
        <p class="fixes">
          {fixes.map(({ title, isPreferred }, i) => (
            <button key={title} class={isPreferred ? 'fix preferred' : 'fix'} onClick={() => fix(i)}>
              {isPreferred ? '✓ ' : ''}
              {title}
            </button>
          ))}
        </p>
      )}
    </article>
  );
}
