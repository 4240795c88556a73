import type { FindingClass, Link } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';

/** A place where ways of a number to the result end. */
export interface End {
  readonly class: FindingClass;
  readonly span: Span;
  /** What happens there, as a clause: `Math.max(0, z) takes 0 and not z = −2.1`. */
  readonly clause: string;
  readonly advice?: string;
  /** The lower, the likelier it is what a person looks for. */
  readonly rank: number;
  readonly equation?: number;
  readonly links?: readonly Link[];
  readonly factor?: number;
  /** Whether it is a fault whatever the program is for. */
  readonly isSure?: boolean;
  /** How many ways end there. */
  readonly times: number;
}
