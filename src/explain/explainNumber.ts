import type { Diagnostic } from '../shared/errors.ts';
import { shortNumber } from '../present/format/numberText.ts';
import { targetAt, type Question } from './asked/targetAt.ts';
import type { Evidence } from './evidence/evidence.ts';
import type { Target } from './evidence/target.ts';
import { explainTarget, type Explanation } from './explain.ts';

/** Says why numbers are what they are: their value or their gradient, whichever is asked about or else odd. */
export function explainNumber(
  evidence: Evidence,
  target: Omit<Target, 'of'>,
  of?: Target['of'],
): Explanation {
  const side = of ?? oddSide(evidence, target.ids);
  const explanation = explainTarget(evidence, { ...target, of: side });
  if (explanation.finding || of) return explanation;
  const other = explainTarget(evidence, { ...target, of: side === 'value' ? 'gradient' : 'value' });
  return other.finding ? other : explanation;
}

/** Says what is wrong on a line: what was found there, else why what it computed last is what it is, with its elements. */
export function explainLine(
  evidence: Evidence,
  question: Omit<Question, 'of'>,
): { readonly explanation: Explanation; readonly ids: Int32Array } | undefined {
  const { file, line } = question;
  const found = evidence.result.diagnostics.find(
    ({ span, class: kind }) => kind !== undefined && span[0] === file && span[1] === line,
  );
  if (found) return { explanation: findingExplained(found), ids: new Int32Array(0) };
  const target = targetAt(evidence, question);
  return target && { explanation: explainNumber(evidence, target), ids: target.ids };
}

/** A finding of a run as the answer to why it is one. */
export function findingExplained(finding: Diagnostic): Explanation {
  return {
    about: {
      name: '',
      of: 'value',
      ...(finding.iteration !== undefined && { iteration: finding.iteration }),
    },
    isTracked: true,
    sentence: finding.message,
    finding,
  };
}

/** `Why is ∂loss/∂w = 0?`; the number is said where there is a single one, or all are zero. */
export function questionText({ result }: Evidence, { about }: Explanation, numbers: Float64Array): string {
  const { name, of } = about;
  if (name === '') return '';
  const what = of === 'value' ? name : `∂${result.function.name}/∂${name}`;
  const [first] = numbers;
  const isSaid = first !== undefined && (numbers.length === 1 || numbers.every((x) => x === 0));
  return `Why is ${what} ${isSaid ? `= ${shortNumber(first)}` : 'so'}?`;
}

/** Which of value and gradient a person wonders about. */
function oddSide({ trace, cotangents }: Evidence, ids: Int32Array): Target['of'] {
  if (ids.some((id) => !Number.isFinite(trace.values[id]))) return 'value';
  const gradient = Array.from(ids, (id) => cotangents[id] ?? 0);
  const isOdd = gradient.every((x) => x === 0) || !gradient.every(Number.isFinite);
  return cotangents.length > 0 && isOdd ? 'gradient' : 'value';
}
