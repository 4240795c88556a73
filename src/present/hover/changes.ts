import type { Span } from '../../shared/span.ts';
import type { TraceResult } from '../../shared/trace.ts';

/** A call that changed a matrix in place; see `Trace.overwrites`. */
export interface Change {
  /** What it was changed to: the first element of a variable; 0 where it was changed in part. */
  readonly id: number;
  readonly site: number;
  /** Number of rows of `Trace.names` until then. */
  readonly name: number;
  /** Number of equations recorded until then. */
  readonly equation: number;
  /** The member that was called: `mul`. */
  readonly member: string;
  /** The line of the call; undefined where its place is not known. */
  readonly span: Span | undefined;
}

/** The changes in place of a matrix, in order. */
export function changesOf({ trace, texts, spans }: TraceResult, holder: number): Change[] {
  const { overwrites } = trace;
  if (!overwrites || holder === 0) return [];
  const changes: Change[] = [];
  overwrites.holder.forEach((one, k) => {
    if (one !== holder) return;
    const site = overwrites.site[k]!;
    changes.push({
      id: overwrites.id[k]!,
      site,
      name: overwrites.name[k]!,
      equation: overwrites.equation[k]!,
      member: /[\w$]+$/.exec(texts.get(site) ?? '')?.[0] ?? 'a call',
      span: spans.get(site),
    });
  });
  return changes;
}
