import { plural, shortNumber } from '../../present/format/numberText.ts';
import { staticKey } from '../../instrument/syntax.ts';
import type { Span } from '../../shared/span.ts';
import { guardKinds, valueOf } from '../../shared/trace.ts';
import { unbroken, type Evidence } from '../evidence/evidence.ts';
import { isPackage } from '../evidence/places.ts';
import type { End } from './end.ts';
import type { Placed } from '../program/program.ts';
import { onlyRefuses } from '../program/refuses.ts';
import type { Ways } from './ways/ways.ts';

const equalities: ReadonlySet<string> = new Set([
  '==',
  '!=',
  '===',
  '!==',
  'Object.is',
  'truth',
  'isNaN',
  'isFinite',
  'isInteger',
  'isSafeInteger',
]);

/** The comparisons that ways end in. One that only refuses bad inputs is none. */
export function guardEnds(evidence: Evidence, { guards }: Ways): End[] {
  const { trace, program } = evidence;
  return guards.flatMap(({ first, times }): End[] => {
    const span = evidence.span(trace.guards.site[first]!);
    const at = span && program.around(span);
    const isRefusal = at !== undefined && onlyRefuses(at);
    const kind = guardKinds[trace.guards.kind[first]!]!;
    if (!span || isPackage(evidence, span[0]) || kind === 'integer' || isRefusal) return [];
    const text = unbroken(program.text(span));
    if (kind === 'value') {
      return [
        {
          class: 'cut',
          span,
          clause: `${text} uses it as a count or an index`,
          rank: 4,
          times,
        },
      ];
    }
    const { least, own, isNarrowing } = marginsOf(evidence, first);
    // A search that halves its interval ends where a comparison comes out either way: the result follows its numbers.
    const isHead = isLoopHead(evidence, span);
    const isSearch = !isHead && isNarrowing;
    const rank = equalities.has(kind) ? 4 : isHead ? 3.5 : isSort(at) ? 3 : 2;
    const apart = isSearch ? `${shortNumber(least)} at least` : `${shortNumber(own)} the first time`;
    const by = trace.guards.rhs[first] === 0 ? apart : `what it compares is apart by ${apart}`;
    return [
      {
        class: isSearch ? 'cut' : 'locally-zero',
        span,
        clause: isSearch
          ? `${text} only decides a branch, again and again up to where it comes out either way: the result follows it, but by comparisons alone`
          : `${text} only decides a branch, ${least === 0 ? 'though at its very edge' : 'and a small change decides it the same way'}`,
        rank,
        times,
        links: [
          {
            message: `decided ${plural(times, 'time')}: ${by}`,
            span,
            value: isSearch ? least : own,
          },
        ],
      },
    ];
  });
}

/** A place that compares fewer times is no search; at its end it has come so near. */
const leastOfSearch = 16;
const endOfSearch = 1e-6;
/** Over so many comparisons a search narrows down, by about a half each time. */
const lastOfSearch = 12;
const narrowing = 0.75;

/** By how much the comparisons of a guard's place were decided: the guard's own, the least, and whether they narrow down as in a search. */
function marginsOf(
  { trace }: Evidence,
  guard: number,
): { readonly own: number; readonly least: number; readonly isNarrowing: boolean } {
  const { lhs, rhs, site } = trace.guards;
  const at = site[guard]!;
  const margins: number[] = [];
  let [least, most] = [Infinity, 0];
  for (let k = guard; k >= 0; k = site.indexOf(at, k + 1)) {
    const margin = Math.abs(valueOf(trace, lhs[k]!) - (rhs[k] === 0 ? 0 : valueOf(trace, rhs[k]!)));
    margins.push(margin);
    if (margin < least) least = margin;
    if (margin > most) most = margin;
  }
  const last = margins.slice(-lastOfSearch);
  const ratios = last.slice(1).map((one, k) => one / last[k]!);
  const middle = ratios.sort((a, b) => a - b)[ratios.length >> 1] ?? 1;
  const isNarrowing = margins.length >= leastOfSearch && least < endOfSearch * most && middle <= narrowing;
  return { own: margins[0]!, least, isNarrowing };
}

/** Whether comparisons are those of a list that is put in order: the numbers go on, and only where they stand is decided. */
function isSort(at: Placed | undefined): boolean {
  return (
    at?.node.type === 'CallExpression' &&
    at.node.callee.type === 'MemberExpression' &&
    /^(sort|toSorted)$/.test(staticKey(at.node.callee) ?? '')
  );
}

function isLoopHead({ program }: Evidence, span: Span): boolean {
  const at = program.around(span);
  for (let up = at; up?.parent; up = up.parent) {
    if (up.key === 'test' && /^(For|While|DoWhile)Statement$/.test(up.parent.node.type)) return true;
    if (up.node.type.endsWith('Statement')) return false;
  }
  return false;
}
