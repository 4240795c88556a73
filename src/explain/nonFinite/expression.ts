import { countText } from '../../shared/tensor.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { withoutMarks } from '../evidence/words.ts';
import { ownPlace } from '../evidence/places.ts';
import { childrenOf, functionTypes, spanOf, type Placed } from '../program/program.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { sizeAt } from '../../shared/trace.ts';
import type { Span } from '../../shared/span.ts';

/** A whole expression of the program: the right side of a declaration, an assignment, what is returned. */
export interface Whole {
  readonly span: Span;
  /** `sum += rate * root`; of a declaration the name. */
  readonly text: string;
}

/** A piece of the source in a message: on one line, without the marks of TypeScript that say `not undefined`. */
export function textAt({ program }: Evidence, span: Span): string {
  return oneLine(withoutMarks(program.text(span)));
}

/** The whole expression in which an equation happened; undefined where its place is not known. */
export function wholeOf(evidence: Evidence, equation: number): Whole | undefined {
  const span = ownPlace(evidence, equation);
  const node = span && evidence.program.nodeAt(span);
  if (!span || !node) return span && { span, text: textAt(evidence, span) };
  let at: Placed = node;
  while (at.parent && !isWhole(at, at.parent)) at = at.parent;
  const { parent } = at;
  const named = parent?.node.type === 'VariableDeclarator' && childrenOf(parent)[0];
  const shown = named && named.node.type === 'Identifier' ? named : at;
  return { span: spanOf(at), text: textAt(evidence, spanOf(shown)) };
}

function isWhole({ key }: Placed, { node }: Placed): boolean {
  if (/(Statement|Directive|Program|Declarator|SwitchCase|ClassProperty)$/.test(node.type)) return true;
  return functionTypes.test(node.type) && key === 'body';
}

/** The first number of an equation's result that is not finite: `NaN`, `∞`; else its only number, or nothing of several. */
export function numberOf({ trace }: Evidence, equation: number): number | undefined {
  const { out, rows, columns } = trace.equations;
  const first = out[equation]!;
  const size = sizeAt(rows[equation]!, columns[equation]!);
  const bad = trace.values.subarray(first, first + size).find((x) => !Number.isFinite(x));
  return bad ?? (size === 1 ? trace.values[first]! : undefined);
}

/** ` in iteration 3`; empty where there is no loop. */
export function inIteration(iteration: number | undefined): string {
  return iteration === undefined ? '' : ` in iteration ${countText(iteration)}`;
}

/** `total is NaN`. */
export function carried(text: string, value: number | undefined): string {
  return value === undefined ? `${text} is not finite` : `${text} is ${shortNumber(value)}`;
}

/** `in iteration 2`, of a time before in the same iteration, or where there is no loop, `the time before`. */
export function whenText(evidence: Evidence, before: number, equation: number): string {
  const iteration = evidence.iteration(before);
  const isOther = iteration !== undefined && iteration !== evidence.iteration(equation);
  return isOther ? `in iteration ${countText(iteration)}` : 'the time before';
}
