import type { Link } from '../../../shared/errors.ts';
import type { Span } from '../../../shared/span.ts';

/** Why values that a name holds reach nothing: the guilty place, a sentence about it, and the places that belong to it. */
export interface Replaced {
  readonly kind: 'shadowed' | 'not read' | 'stale copy';
  readonly span: Span;
  readonly message: string;
  readonly links: readonly Link[];
}
