import type { TraceResult } from '../../shared/trace.ts';
import { outermostMembers } from '../model/rows.ts';
import { TreeBuilder } from './builder.ts';
import { spansOf } from './siteSpans.ts';
import type { FoldTree } from './tree.ts';

/**
 * Folds a trace in one pass over equations and marks of iterations. That a loop has ended is not recorded: a mark of a loop around it
 * ends it, or its call; what follows its last round is inside as long as any later equation stands in the loop's source range. Callbacks of
 * one native call have no call of their own: the rounds of a loop in them add up.
 */
export function foldTree({ trace, spans }: Pick<TraceResult, 'trace' | 'spans'>): FoldTree {
  const { equations, scopes, iterations } = trace;
  const { op, site, scope } = equations;
  const folded = outermostMembers(scopes);
  const { equation: marks, skipped } = iterations;
  const builder = new TreeBuilder(scopes, folded, spansOf(spans), marks.length);
  let mark = 0;
  for (let e = 0; e < op.length; e++) {
    for (; marks[mark]! <= e; mark++) at(mark);
    builder.equation(e, scope[e]!, site[e]!, op[e]!);
  }
  for (; mark < marks.length; mark++) at(mark);
  return builder.finish(op.length);

  function at(k: number): void {
    builder.mark(marks[k]!, iterations.scope[k]!, iterations.site[k]!, skipped?.[k] ?? 0);
  }
}
