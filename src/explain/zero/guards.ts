import { plural } from '../../present/format/numberText.ts';
import type { Span } from '../../shared/span.ts';
import { guardKinds, valueOf } from '../../shared/trace.ts';
import { unbroken, type Evidence } from '../evidence/evidence.ts';
import { isPackage } from '../evidence/places.ts';
import type { End } from './end.ts';
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
    const [a, b] = [valueOf(trace, trace.guards.lhs[first]!), trace.guards.rhs[first]!];
    const margin = b === 0 ? Math.abs(a) : Math.abs(a - valueOf(trace, b));
    const rank = equalities.has(kind) ? 4 : isLoopHead(evidence, span) ? 3.5 : 2;
    return [
      {
        class: 'locally-zero',
        span,
        clause: `${text} only decides a branch, and a small change decides it the same way`,
        rank,
        times,
        links: [
          {
            message: `decided ${plural(times, 'time')}, by ${margin} the first time`,
            span,
            value: margin,
          },
        ],
      },
    ];
  });
}

function isLoopHead({ program }: Evidence, span: Span): boolean {
  const at = program.around(span);
  for (let up = at; up?.parent; up = up.parent) {
    if (up.key === 'test' && /^(For|While|DoWhile)Statement$/.test(up.parent.node.type)) return true;
    if (up.node.type.endsWith('Statement')) return false;
  }
  return false;
}
