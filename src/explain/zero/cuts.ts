import { valueOf, type CutReason } from '../../shared/trace.ts';
import { constantText } from '../../present/format/numberText.ts';
import { unbroken, type Evidence } from '../evidence/evidence.ts';
import { isPackage, ownPlace } from '../evidence/places.ts';
import type { End } from './end.ts';
import { isPrinted } from '../program/refuses.ts';
import type { Ways } from './ways/ways.ts';

/** What a cut does to a number, in words. */
const cutWords: Readonly<Record<CutReason, (to: string) => string>> = {
  text: (to) => `makes text of it (${to})`,
  integer: (to) =>
    to === '^'
      ? 'is the exclusive or of whole numbers (a power is written **)'
      : `takes its whole part alone (${to})`,
  index: (to) => `chooses an element by it (${to})`,
  key: () => 'uses it as a key',
  size: () => 'uses it as a size',
  predicate: (to) => `asks only whether it passes ${to}`,
  opaque: (to) => `hands it to ${to}, which is not differentiated`,
  uncovered: (to) => `hands it to ${to}, which has no derivative`,
};

/** The cuts that ways end in. */
export function cutEnds(evidence: Evidence, { cuts }: Ways): End[] {
  const { trace, program } = evidence;
  return cuts.flatMap((index): End[] => {
    const { site, reason, to, id, equation } = trace.cuts[index]!;
    const at = evidence.span(site);
    const span = at && !isPackage(evidence, at[0]) ? at : ownPlace(evidence, Math.max(0, equation - 1));
    if (!span) return [];
    const text = unbroken(program.text(span));
    const value = valueOf(trace, id);
    return [
      {
        class: 'cut',
        span,
        clause: `${text || to} ${cutWords[reason](to)}`,
        rank: isPrinted(program, program.around(span)) ? 5 : 1.5,
        times: 1,
        links: [{ message: `the number there is ${constantText(value)}`, span, value }],
      },
    ];
  });
}
