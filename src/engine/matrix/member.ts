import type { Rule } from './memberRule.ts';

/**
 * How a traced run treats a member of ml-matrix:
 * - `rule`: one equation, or ids that move, computed by the user's own function;
 * - `twin`: its instrumented twin is traced through and folds into one row;
 * - `structural`: its twin is traced through, but nothing is computed: elements move, or a question about the shape is answered;
 * - `constructor`: a class, traced through;
 * - `non-differentiable`: its result has no derivative, or is none of numbers. This list is closed.
 */
export type MemberKind = 'rule' | 'twin' | 'structural' | 'constructor' | 'non-differentiable';

/** All that is said of one member: dispatch, documentation and tests read it from here. */
export interface Member {
  readonly kind: MemberKind;
  /** Why it has no rule, or no derivative. */
  readonly why?: string;
  /** Traces a call; only of kind `rule`. */
  readonly rule?: Rule;
  /** The rule reads the matrix and makes something new: a dense copy may stand for a view. */
  readonly reads?: boolean;
  /** The class keeps its numbers in private fields. */
  readonly hasPrivateStorage?: boolean;
  /** Writes to private storage. */
  readonly writesPrivate?: boolean;
}

/** Members of one holder by name; a class itself is `new`. */
export type Members = Readonly<Record<string, Member>>;

/** Members by holder: `Matrix` holds static members and `new`, `Matrix.prototype` those of objects, `functions` the module's functions. */
export type Holders = Readonly<Record<string, Members>>;

export const rule = (traces: Rule, more: Pick<Member, 'reads'> = {}): Member => ({
  kind: 'rule',
  rule: traces,
  ...more,
});
export const twin = (why: string): Member => ({ kind: 'twin', why });
export const structural: Member = { kind: 'structural' };
export const constructed: Member = { kind: 'constructor' };
export const nonDifferentiable = (why: string): Member => ({ kind: 'non-differentiable', why });

/** Gives several names one record. */
export function each(names: string, member: Member): Members {
  return Object.fromEntries(names.split(' ').map((name) => [name, member]));
}
