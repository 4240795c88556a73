import { rangeOf, unwrap } from '../../instrument/syntax.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { inFile, type Span } from '../../shared/span.ts';
import { sizeOf } from '../../shared/tensor.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { firstIn } from '../evidence/computedIn.ts';
import type { Site } from '../storage/model.ts';

/** What the record knows of a change in place: the first equation of it, the value before and after. */
interface Change {
  readonly equation?: number;
  readonly before?: string;
  readonly after?: string;
}

/** The first change that a place of the source made, as far as it was recorded. */
export function valuesAround(evidence: Evidence, { node, file }: Site): Change {
  const changed = ofMatrix(evidence, inFile(file, rangeOf(node)));
  if (changed) return changed;
  const parent = evidence.program.nodeAt(inFile(file, rangeOf(node)))?.parent?.node;
  const written = parent?.type === 'AssignmentExpression' && parent.operator === '=' ? parent.right : parent;
  if (!written) return {};
  const equation = firstIn(evidence, inFile(file, rangeOf(unwrap(written))));
  return equation === undefined ? {} : { equation };
}

function ofMatrix(evidence: Evidence, span: Span): Change | undefined {
  const { overwrites, names } = evidence.trace;
  if (!overwrites || !names.holder) return undefined;
  const k = overwrites.site.findIndex((site) => evidence.span(site)?.join() === span.join());
  if (k < 0 || overwrites.id[k] === 0) return undefined;
  const holder = overwrites.holder[k]!;
  let row = overwrites.name[k]! - 1;
  while (row >= 0 && names.holder[row] !== holder) row--;
  const before = lastChange(evidence, k) ?? (row >= 0 ? names.id[row] : undefined);
  const equation = overwrites.equation[k]! - 1;
  if (before === undefined || before === 0) return { equation };
  return { equation, before: numbersAt(evidence, before), after: numbersAt(evidence, overwrites.id[k]!) };
}

/** What an earlier change made of the matrix of a change. */
function lastChange({ trace }: Evidence, k: number): number | undefined {
  const { holder, id } = trace.overwrites!;
  for (let before = k - 1; before >= 0; before--) if (holder[before] === holder[k]) return id[before];
  return undefined;
}

/** Numbers named at most. */
const mostNumbers = 4;

function numbersAt({ variables, trace }: Evidence, id: number): string {
  const { first, shape } = variables.at(variables.element(id).variable);
  const numbers = trace.values.subarray(first, first + sizeOf(shape));
  const shown = Array.from(numbers.subarray(0, mostNumbers), shortNumber);
  return `[${shown.join(', ')}${numbers.length > mostNumbers ? ', …' : ''}]`;
}
