import { operandsOf, valueOf } from '../../shared/trace.ts';
import { entrywiseProducts } from '../evidence/entrywise.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import type { End } from './end.ts';
import type { Ways } from './ways/ways.ts';

/** Products entry by entry, meant as matrix products, in which a number of the ways meets a zero of the other matrix. */
export function entrywiseEnds(evidence: Evidence, { reached }: Ways): End[] {
  const { trace } = evidence;
  const { site } = trace.equations;
  return entrywiseProducts(evidence).flatMap(({ equation, clause }): End[] => {
    const span = ownPlace(evidence, equation);
    let [at, times] = [-1, 0];
    for (let e = equation; e >= 0; e = site.indexOf(site[equation]!, e + 1)) {
      const [a, b] = operandsOf(trace, e);
      if (!a || a.refs.length !== b?.refs.length) continue;
      const isMet = a.refs.some((ref, k) => {
        const other = b.refs[k]!;
        const meets = (one: number, zero: number) =>
          one > 0 && reached[one] !== 0 && valueOf(trace, one) !== 0 && valueOf(trace, zero) === 0;
        return meets(ref, other) || meets(other, ref);
      });
      if (!isMet) continue;
      if (at < 0) at = e;
      times++;
    }
    return at < 0 || !span ? [] : [{ class: 'shape', span, clause, rank: 0, equation: at, times }];
  });
}
