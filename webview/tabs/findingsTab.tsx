import { useEffect, useRef } from 'preact/hooks';
import { findingGroups, groupTitles } from '../../src/present/findings/groups.ts';
import type { FactsView, FindingView } from '../../src/shared/panel/findingViews.ts';
import { PlaceLink } from '../placeLink.tsx';
import { chosenFinding, view } from '../state.ts';
import { Answer } from '../why/answer.tsx';
import { Finding } from '../why/finding.tsx';

/** The Findings tab: all that is not plain about the run, in four groups; why it threw comes before all. */
export function FindingsTab() {
  const scrolled = useRef<HTMLDivElement>(null);
  const { findings = [], facts = [], cause = -1, thrown = '', verdict = [] } = view.value ?? {};
  const { number: chosen } = chosenFinding.value;
  useEffect(() => {
    scrolled.current?.querySelector(`[data-finding="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosenFinding.value]);
  // Where nothing tells why it threw, that it threw is the cause.
  const number = cause >= 0 ? cause : thrown ? findings.findIndex(({ code }) => code === 'threw') : -1;
  const known = findings[number];
  const numbered = findings
    .map((finding, i) => ({ finding, i }))
    .filter(({ finding: { code }, i }) => i !== number && !(known && code === 'threw'));
  return (
    <div class="scrolled" tabIndex={0} ref={scrolled}>
      <Answer />
      {known ? <Cause {...known} number={number} thrown={thrown} /> : <Verdicts verdict={verdict} />}
      {!known && thrown && <pre class="thrown">{thrown}</pre>}
      {findings.length + facts.length === 0 && <p class="empty">No findings.</p>}
      {findingGroups.map((group) => {
        const members = numbered.filter(({ finding }) => finding.group === group);
        const plain = facts.find((one) => one.group === group);
        if (members.length === 0 && !plain) return null;
        return (
          <section key={group} aria-label={groupTitles[group]}>
            <h2>
              {groupTitles[group]}
              {plain && <span class="about"> · {plain.about}</span>}
            </h2>
            {members.map(({ finding, i }) => (
              <Finding key={i} {...finding} number={i} isChosen={i === chosen} />
            ))}
            {plain && <Facts {...plain} />}
          </section>
        );
      })}
    </div>
  );
}

function Verdicts({
  verdict,
}: {
  readonly verdict: readonly { readonly style: string; readonly text: string }[];
}) {
  return (
    <>
      {verdict.map(({ style, text }) => (
        <p key={text} class={`verdict ${style}`}>
          {text}
        </p>
      ))}
    </>
  );
}

/** Why the function threw, with the error as it was thrown below. */
function Cause({
  thrown,
  number,
  ...finding
}: FindingView & { readonly number: number; readonly thrown: string }) {
  return (
    <>
      <h2 class="cause">{finding.message}</h2>
      <Finding {...finding} number={number} isSaid />
      <details>
        <summary>the error as it was thrown</summary>
        <pre class="thrown">{thrown}</pre>
      </details>
    </>
  );
}

function Facts({ facts, hidden }: FactsView) {
  return (
    <ul class="facts">
      {facts.map(({ message, place, span }) => (
        <li key={message + place}>
          {message} {span ? <PlaceLink place={place} span={span} /> : <span class="about">{place}</span>}
        </li>
      ))}
      {hidden > 0 && <li class="about">… {hidden} more places</li>}
    </ul>
  );
}
