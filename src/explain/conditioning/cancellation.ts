import { largestProduct } from '../../engine/proofs/index.ts';
import type { Diagnostic, Link, Severity } from '../../shared/errors.ts';
import { briefNumber, shortNumber } from '../../present/format/numberText.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { bare, childrenOf, spanOf, type Placed } from '../program/program.ts';
import { declarationOf } from '../program/scopes.ts';
import { ARRAY, valueOf } from '../../shared/trace.ts';
import { ownPlace } from '../evidence/places.ts';
import { operandTexts, sourceOperands } from '../evidence/words.ts';
import type { Amplification } from './amplification.ts';
import { isResidual, usesSolver } from './residual.ts';
import { largestDetour, lossiestStep, type LossyStep } from './lossyStep.ts';
import { growth } from './growth.ts';
import { errorsOf, unit } from './rounding.ts';

/**
 * Roundings that change what is asked about by less than this are no fault: seven digits are lost, nine are left, and differences
 * of a gradient check lose as many.
 */
const leastError = 1e-9;
/** From here on half of the digits are gone. */
const halfOfDigits = 1e-8;
/** Roundings must do so much more than errors in the last digit of the inputs: else the question is hard, not the way it is computed. */
const beyondInputs = 100;

/**
 * Digits that are lost on the way though the inputs have them: a difference of nearly equal numbers, a logarithm near 1. Undefined
 * where the roundings of the run change little of what is asked about.
 */
export function cancellation(
  evidence: Evidence,
  amplification: Amplification,
  name: string,
): Diagnostic | undefined {
  const { trace, result } = evidence;
  if (!mayLose(evidence, amplification)) return undefined;
  const { ofRounding, ofInputs, worst } = errorsOf(trace, result.ops, amplification);
  const isLost = amplification.norm === 0 ? ofRounding > 0 : ofRounding >= leastError;
  if (!isLost || ofRounding < beyondInputs * ofInputs((e) => !hasLiteral(evidence, e))) return undefined;
  const lossiest = lossiestStep(trace, result.ops, amplification);
  const isOneStep = lossiest !== undefined && lossiest.effect >= 1e-3 * ofRounding;
  const step = isOneStep ? lossiest : largestDetour(trace, result.ops, amplification);
  if (!step || step.effect < 1e-3 * ofRounding)
    // The errors of a solver's numbers belong together, and mostly cancel in what is made of them.
    return ofRounding < 0.1 || usesSolver(evidence)
      ? undefined
      : multiplied(evidence, worst, { name, error: ofRounding });
  const isAllLost = amplification.norm === 0 || ofRounding >= 0.1;
  const left = isAllLost ? 0 : Math.max(1, Math.round(-Math.log10(ofRounding)));
  if (!isOneStep && !isDetour(amplification, step))
    return grownFrom(evidence, worst, consequence(name, left));
  if (isOneStep && isAllLost && !isScaledUp(evidence, step.equation) && isResidual(evidence, step))
    return undefined;
  const span = ownPlace(evidence, step.equation);
  if (!span) return undefined;
  const severity: Severity =
    amplification.norm === 0 || ofRounding >= halfOfDigits ? 'warning' : 'information';
  const iteration = evidence.iteration(step.equation);
  return {
    code: 'ill-conditioned',
    class: 'conditioning',
    severity,
    message: `${isOneStep ? sentence(evidence, step, left) : detour(evidence, step)} ${consequence(name, left)}`,
    span,
    mark: `−${16 - left} digits`,
    related: chain(evidence, step),
    equation: step.equation,
    ...(iteration !== undefined && { iteration }),
  };
}

/** Whether any rounding can matter: the largest effect that one error in the last digit of a number has. */
function mayLose(evidence: Evidence, { cotangents, scale, norm }: Amplification): boolean {
  if (norm === 0) return true;
  const isOfResult = cotangents === evidence.cotangents;
  const largestEffect = isOfResult
    ? evidence.largestEffect
    : largestProduct(cotangents, evidence.trace.values);
  // A lone rounding has at most this effect; roundings of a million operations together a thousand times as much.
  return largestEffect >= 1e6 / scale;
}

/** The number whose own rounding does most, where no single step loses the digits: what comes after it multiplies the error. */
function multiplied(
  evidence: Evidence,
  equation: number,
  { name, error }: { readonly name: string; readonly error: number },
): Diagnostic | undefined {
  const span = equation < 0 ? undefined : ownPlace(evidence, equation);
  if (!span) return undefined;
  const left = error >= 0.1 ? 0 : Math.max(1, Math.round(-Math.log10(error)));
  const iteration = evidence.iteration(equation);
  return {
    code: 'ill-conditioned',
    class: 'conditioning',
    severity: error >= halfOfDigits ? 'warning' : 'information',
    message:
      `${evidence.textOf(equation)} is rounded in its last digit, as every number is, and what comes after it multiplies such errors by about ` +
      `${briefNumber(error / unit, 1)} in all. ${consequence(name, left)}`,
    span,
    mark: `−${16 - left} digits`,
    related: [],
    equation,
    ...(iteration !== undefined && { iteration }),
  };
}

function consequence(name: string, left: number): string {
  if (left === 0) return `No digit of ${name} is right.`;
  return `About ${left} ${left === 1 ? 'digit' : 'digits'} of ${name} ${left === 1 ? 'is' : 'are'} right.`;
}

/** More is no detour over large numbers, but a way on which an error grows. */
const mostOfDetour = 1e3;

/** Whether a number's rounding does its harm because the number is large, not because what comes after it multiplies errors. */
function isDetour({ norm }: Amplification, { z, effect }: LossyStep): boolean {
  return effect * norm <= mostOfDetour * unit * Math.abs(z);
}

/** The growth, in a loop, of the error of one equation, and what comes of it. */
function grownFrom(evidence: Evidence, equation: number, comes: string): Diagnostic | undefined {
  const { trace, cotangents } = evidence;
  if (equation < 0 || cotangents.length === 0) return undefined;
  const id = trace.equations.out[equation]!;
  const found = growth(evidence, Int32Array.of(id), evidence.textOf(equation));
  return found && { ...found, message: `${found.message} Its rounding grows alike. ${comes}` };
}

/** What happens where no single step loses the digits: numbers far larger than the result, that cancel bit by bit. */
function detour(evidence: Evidence, { equation, z }: LossyStep): string {
  return `On the way ${evidence.textOf(equation)} reaches ${shortNumber(z)}, whose rounding stays when the later terms take it away again.`;
}

/** What happens at the step, with its operands by name and number. */
function sentence(evidence: Evidence, step: LossyStep, digits: number): string {
  const { op, x, y, z, carrier } = step;
  const [first, second] = operandsOf(evidence, step);
  if (op === 'sub' || op === 'add') {
    const kind = op === 'sub' ? 'nearly equal' : 'nearly opposite';
    const left = `${first}${equals(first, x)}`;
    const right = `${second}${equals(second, y)}`;
    const lost = Math.min(16, Math.round(Math.log10(Math.max(Math.abs(x), Math.abs(y)) / Math.abs(z))));
    const all = (z === 0 || lost >= 15) && digits === 0;
    const what = op === 'sub' ? 'difference' : 'sum';
    return `${left} and ${right} are ${kind}, so their ${what}, ${shortNumber(z)}, ${all ? 'is only rounding' : `loses ${lost} of 16 digits`}.`;
  }
  const operand = carrier === 0 ? first : second;
  const value = carrier === 0 ? x : y;
  const given = `${operand}${equals(operand, value)}`;
  const near = nearWords[op];
  if (near)
    return `${given} is so near ${near(value)} that its last digits decide the ${nounOf[op]}, ${shortNumber(z)}.`;
  if (op === 'pow')
    return `${given} is raised to the power ${shortNumber(y)}, which multiplies its rounding error as often.`;
  return `${given} is so large that its rounding error decides the ${nounOf[op] ?? op}, ${shortNumber(z)}.`;
}

const nearWords: Readonly<Record<string, (value: number) => string>> = {
  log: () => '1',
  log2: () => '1',
  log10: () => '1',
  acos: (x) => (x < 0 ? '−1' : '1'),
  asin: (x) => (x < 0 ? '−1' : '1'),
  atanh: (x) => (x < 0 ? '−1' : '1'),
  acosh: () => '1',
};

const nounOf: Readonly<Record<string, string>> = {
  log: 'logarithm',
  log2: 'logarithm',
  log10: 'logarithm',
  acos: 'arc cosine',
  asin: 'arc sine',
  acosh: 'area cosine',
  atanh: 'area tangent',
  exp: 'exponential',
  sin: 'sine',
  cos: 'cosine',
  tan: 'tangent',
  mod: 'remainder',
};

const equals = (text: string, value: number): string =>
  text === shortNumber(value) ? '' : ` = ${shortNumber(value)}`;

function operandsOf(evidence: Evidence, { equation, x, y }: LossyStep): [string, string] {
  const [first, second] = operandTexts(evidence, equation);
  return [first ?? shortNumber(x), second ?? shortNumber(y)];
}

/** Where the operands came from, and what is left. */
function chain(evidence: Evidence, { equation, z }: LossyStep): Link[] {
  const span = ownPlace(evidence, equation)!;
  const text = evidence.textOf(equation);
  return [{ message: `${text} = ${shortNumber(z)}`, span, equation, value: z }];
}

/** Whether one of the operands at an equation's place is a number written out, or a name that starts as one: `let sum = 1`. */
function hasLiteral(evidence: Evidence, equation: number): boolean {
  const span = evidence.place(equation);
  const operands = span && sourceOperands(evidence.program.nodeAt(span));
  return operands?.some((one) => isWrittenOut(evidence, bare(one))) ?? false;
}

const mostNames = 3;

function isWrittenOut(evidence: Evidence, at: Placed, names = mostNames): boolean {
  if (/^-?[\d.]/.test(evidence.program.text(spanOf(at)))) return true;
  const { node } = at;
  const declarator = node.type === 'Identifier' ? declarationOf(at, node.name)?.at.parent : undefined;
  if (declarator?.node.type !== 'VariableDeclarator' || names === 0) return false;
  const init = childrenOf(declarator).find(({ key }) => key === 'init');
  return init !== undefined && isWrittenOut(evidence, bare(init), names - 1);
}

/** A difference that is divided by less, to be a derivative, is no check of whether two numbers agree. */
const smallStep = 1e-6;

/** Whether a number is scaled up by much by what reads it: `(f(x + h) - f(x)) / h`. */
function isScaledUp({ trace, consumers, result }: Evidence, equation: number): boolean {
  const { start, readers } = consumers;
  const { op, lhs, rhs, out } = trace.equations;
  return readers.subarray(start[equation], start[equation + 1]).some((e) => {
    const name = op[e]! & ARRAY ? '' : result.ops[op[e]!]!.name;
    const isFirst = lhs[e] === out[equation];
    const other = Math.abs(valueOf(trace, isFirst ? rhs[e]! : lhs[e]!));
    return (name === 'div' && isFirst && other < smallStep) || (name === 'mul' && other > 1 / smallStep);
  });
}
