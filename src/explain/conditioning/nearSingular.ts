import { contributionsOf } from '../../engine/autodiff/index.ts';
import type { Diagnostic } from '../../shared/errors.ts';
import type { Tensor } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, sizeAt, valueOf, type Trace } from '../../shared/trace.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { matrixEquationsOf } from '../evidence/operations.ts';
import { ownPlace } from '../evidence/places.ts';
import { operandTexts } from '../evidence/words.ts';
import { amplified, type Amplification } from './amplification.ts';
import { conditionOf, type Condition } from './conditionNumber.ts';

/** A condition that takes five digits, so more than most data have, is worth a word where one asks. */
const leastCondition = 1e5;
/** Half of the digits: worth a word unasked, if the result feels it as much. */
const warnedCondition = 1e8;
/** A smooth function of a solution may not feel the bad direction at all: then nothing is lost. */
const leastEffect = 1e5;
/** Larger matrices are left out: their condition would cost more than the rest of the findings together. */
const mostColumns = 160;

const solvers = new Set('inverse solve pseudoInverse lu cholesky triangularFactor'.split(' '));

/** The first inverse, solve or decomposition of a nearly singular matrix that what is asked about feels. */
export function nearSingular(evidence: Evidence, amplification: Amplification): Diagnostic | undefined {
  const { trace, result } = evidence;
  const { op, out, rows, columns } = trace.equations;
  let found: Diagnostic | undefined;
  for (const e of matrixEquationsOf(evidence, solvers)) {
    const size = sizeAt(rows[e]!, columns[e]!);
    if (amplification.cotangents.subarray(out[e]!, out[e]! + size).every((g) => g === 0)) continue;
    const matrix = firstOperand(trace, e);
    if (!matrix || !mayBeNearSingular(trace, e, result.ops[op[e]! & ~ARRAY]!.name, matrix)) continue;
    const condition = conditionOf(matrix);
    if (!(condition.number >= leastCondition)) continue;
    const effect = effectOf(evidence, amplification, e, condition);
    if (!(effect >= leastEffect)) continue;
    const isSevere = condition.number >= warnedCondition && effect >= warnedCondition;
    const diagnostic = describe(evidence, e, condition, isSevere);
    if (isSevere) return diagnostic;
    found ??= diagnostic;
  }
  return found;
}

function firstOperand(trace: Trace, e: number): Tensor | undefined {
  const [first] = operandsOf(trace, e);
  const [rows, columns] = first!.shape;
  if (rows === undefined || columns === undefined || rows < columns || columns > mostColumns)
    return undefined;
  const data = Float64Array.from(first!.refs, (ref) => valueOf(trace, ref));
  return data.every(Number.isFinite) ? { shape: first!.shape, data } : undefined;
}

/** Whether an inverse is large enough to be that of a nearly singular matrix, for a fraction of the cost; others may all be. */
function mayBeNearSingular(
  { values, equations }: Trace,
  e: number,
  name: string,
  { shape, data }: Tensor,
): boolean {
  if (name !== 'inverse') return true;
  const inverse = values.subarray(equations.out[e]!, equations.out[e]! + data.length);
  const largest = (numbers: Float64Array) => numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  // A matrix and its inverse have at most so many terms in each sum.
  return largest(data) * largest(inverse) * shape[0]! ** 2 >= leastCondition;
}

/** How relative errors of the matrix change what is asked about, relatively. */
function effectOf(
  evidence: Evidence,
  amplification: Amplification,
  e: number,
  { number }: Condition,
): number {
  const { trace, result } = evidence;
  const { op, out, rows, columns } = trace.equations;
  const { cotangents, scale } = amplification;
  const [matrix] = operandsOf(trace, e);
  const name = result.ops[op[e]! & ~ARRAY]!.name;
  const [sent] = contributionsOf(trace, cotangents, e, name) ?? [];
  if (!sent) return number * amplified(trace, amplification, out[e]!, sizeAt(rows[e]!, columns[e]!));
  let squares = 0;
  sent.data.forEach((g, i) => (squares += (g * valueOf(trace, matrix!.refs[i]!)) ** 2));
  return Math.sqrt(squares) * scale;
}

function describe(evidence: Evidence, e: number, condition: Condition, isSevere: boolean): Diagnostic {
  const text = nameOf(evidence, e);
  const lost = Math.min(16, Math.floor(Math.log10(condition.number)));
  const isSingular = lost >= 16;
  const subject = text === 'the matrix' ? 'The matrix' : text;
  const head = isSingular
    ? `${subject} is singular as far as rounding can tell, so no digit is left.`
    : `${subject} is nearly singular: its condition number is ${shortNumber(condition.number)}, so about ${lost} of 16 digits are lost.`;
  const iteration = evidence.iteration(e);
  const columns = columnsText(text, condition);
  return {
    code: 'ill-conditioned',
    class: 'conditioning',
    severity: isSevere ? 'warning' : 'information',
    message: columns ? `${head} ${columns}` : head,
    span: ownPlace(evidence, e)!,
    mark: isSingular ? '⚠ singular' : `−${lost} digits`,
    related: [],
    equation: e,
    ...(iteration !== undefined && { iteration }),
  };
}

/** What the matrix is called: the name that it has, or its text where it is given. */
function nameOf(evidence: Evidence, e: number): string {
  const [first = 'the matrix'] = operandTexts(evidence, e);
  if (/^[\w$.]+$/.test(first) && !evidence.textOf(e).startsWith(`${first}.`)) return first;
  const [matrix] = operandsOf(evidence.trace, e);
  const { variables } = evidence;
  const [name] = matrix!.block > 0 ? variables.names(variables.element(matrix!.block).variable) : [];
  return name?.replace(/^module:(.*:)?/, '') ?? /^new \w+\(([\w$.]+)[,)]/.exec(first)?.[1] ?? 'the matrix';
}

/** A column with less than this part of the largest does not belong to the dependence. */
const leastPart = 0.02;

function columnsText(text: string, { dependence }: Condition): string | undefined {
  const columns = [...dependence.keys()].filter((j) => Math.abs(dependence[j]!) >= leastPart);
  if (columns.length < 2 || (columns.length > 4 && columns.length > dependence.length / 2)) return undefined;
  const numbers = columns.map((j) => String(j + 1));
  const list = `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
  return columns.length === 2
    ? `Columns ${list} of ${text} are nearly multiples of each other.`
    : `Columns ${list} of ${text} are nearly dependent.`;
}
