import type { Diagnostic } from '../../shared/errors.ts';
import { valueOf, type Cut } from '../../shared/trace.ts';
import { unwrap, type Node } from '../../instrument/syntax.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { reachedFrom } from '../evidence/reach.ts';
import type { Target } from '../evidence/target.ts';

/** What JavaScript does to numbers that reads as if it did something else, with what it does: the first place of it. */
export function findMisread(evidence: Evidence): Diagnostic[] {
  const found = misread(evidence, evidence.trace.cuts);
  return found ? [found] : [];
}

/** The same, where numbers that are asked about, or what is computed from them, come to it. */
export function explainMisread(evidence: Evidence, { ids }: Target): Diagnostic | undefined {
  const cuts = evidence.trace.cuts.filter(meaningOf);
  if (cuts.length === 0) return undefined;
  const reached = reachedFrom(evidence.trace, ids);
  return misread(
    evidence,
    cuts.filter(({ id, further }) => reached[id] === 1 || further?.some((one) => reached[one] === 1)),
  );
}

function misread(evidence: Evidence, cuts: readonly Cut[]): Diagnostic | undefined {
  const { program } = evidence;
  for (const cut of cuts) {
    const meaning = meaningOf(cut);
    const span = meaning && evidence.span(cut.site);
    const node = span && program.nodeAt(span)?.node;
    const said = node && meaning.does(evidence, cut, node);
    if (!said) continue;
    const message = `${oneLine(program.text(span))} ${said}`;
    return { code: 'gradient-cut', class: 'cut', severity: 'warning', message, span, related: [] };
  }
  return undefined;
}

interface Meaning {
  readonly reason: Cut['reason'];
  readonly to: readonly string[];
  /** What is said of it at a node; undefined where it is what was meant. */
  readonly does: (evidence: Evidence, cut: Cut, node: Node) => string | undefined;
}

const meanings: readonly Meaning[] = [
  { reason: 'integer', to: ['^'], does: exclusiveOr },
  { reason: 'predicate', to: ['sort', 'toSorted'], does: orderOfTexts },
];

const meaningOf = (cut: Cut): Meaning | undefined =>
  meanings.find(({ reason, to }) => reason === cut.reason && to.includes(cut.to));

/** `^` of a number that is not whole and a small number: a power was meant. */
function exclusiveOr({ trace }: Evidence, { id }: Cut, node: Node): string | undefined {
  if (node.type !== 'BinaryExpression' || node.operator !== '^') return undefined;
  const right = unwrap(node.right);
  if (right.type !== 'NumericLiteral' || right.value < 2 || Number.isInteger(valueOf(trace, id)))
    return undefined;
  return 'is the exclusive or of whole numbers, not a power: that is written **.';
}

/** Sorting without a comparator, where two numbers that it compared come out the other way round. */
function orderOfTexts({ trace }: Evidence, { id, further }: Cut, node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.arguments.length > 0) return undefined;
  const compared = [id, ...(further ?? [])].map((one) => valueOf(trace, one));
  for (let k = 1; k < compared.length; k += 2) {
    const [less, more] = [compared[k - 1]!, compared[k]!].sort((a, b) => a - b) as [number, number];
    if (less < more && String(less) > String(more))
      return `orders numbers by their text: ${shortNumber(more)} comes before ${shortNumber(less)}. Pass (a, b) => a - b.`;
  }
  return undefined;
}
