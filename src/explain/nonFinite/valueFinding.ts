import { isCountLessOne, noSpread } from '../evidence/oneSample.ts';
import { sourceOperands, withoutMarks } from '../evidence/words.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import { opName } from '../../present/model/variables.ts';
import type { Diagnostic, Link } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { ARRAY, operandsOf, valueOf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { makerOf } from '../evidence/makers.ts';
import { ownPlace } from '../evidence/places.ts';
import { isWithin } from '../evidence/computedIn.ts';
import { spanOf } from '../program/program.ts';
import { causeLinks, inputName } from './causes.ts';
import { descend, type Birth } from './descent.ts';
import { carried, inIteration, numberOf, textAt, whenText } from './expression.ts';
import { valueReason } from './reasons.ts';
import { spreadLinks } from './spread.ts';
import { takenFor, type Taken } from './taken.ts';
import { timesOf } from './times.ts';
import { operandNode, untracedConstant, untracedInfinity, untracedOperand } from './untraced.ts';

/** At most so many links. */
const mostLinks = 8;

/** Why numbers are not finite, by where the first of them was born; undefined where its place is not known. */
export function valueFinding(evidence: Evidence, refs: readonly number[]): Diagnostic | undefined {
  const descent = descend(evidence.trace, refs);
  for (const birth of descent.births) {
    const path = descent.pathFrom(birth);
    const born = bornAt(evidence, birth);
    if (!born) continue;
    const { span, message, links, iteration } = born;
    // An expression that is guilty itself need not be said to carry it on.
    const spread =
      birth.kind === 'made' || span !== ownPlace(evidence, birth.equation) ? path : path.slice(1);
    const onward = spreadLinks(evidence, spread, carried, mostLinks - links.length);
    return {
      code: 'non-finite',
      severity: 'warning',
      message: message + turned(evidence, birth, path),
      span,
      related: [...links, ...onward],
      class: 'non-finite-value',
      ...(birth.equation >= 0 && { equation: birth.equation }),
      ...(iteration !== undefined && { iteration }),
    };
  }
  return undefined;
}

/** What is said of a birth. */
interface Born {
  readonly message: string;
  readonly span: Span;
  readonly links: readonly Link[];
  readonly iteration: number | undefined;
}

function bornAt(evidence: Evidence, birth: Birth): Born | undefined {
  if (birth.kind === 'made') return made(evidence, birth);
  return birth.kind === 'input' ? broughtIn(evidence, birth) : takenUp(evidence, birth);
}

/** Of a number that an operation made of finite ones. */
function made(evidence: Evidence, { equation, ref }: Birth): Born | undefined {
  const span = ownPlace(evidence, equation);
  if (!span) return undefined;
  const taken = takenFor(evidence, equation, ref);
  const isFinite = (e: number) => Number.isFinite(numberOf(evidence, e) ?? 0);
  const times = timesOf(evidence, equation, isFinite);
  const iteration = times.isAlways ? undefined : evidence.iteration(equation);
  const value = shortNumber(evidence.trace.values[ref]!);
  const isOne = evidence.trace.equations.rows[equation]! < 0 && !taken.isInside;
  const text = textAt(evidence, span) || taken.name;
  const head = `${text} ${isOne ? 'is' : 'gives'} ${value}${inIteration(iteration)}`;
  const causes = causeLinks(evidence, span, culprits(taken));
  const good = times.before === undefined ? [] : goodLink(evidence, equation, times.before);
  const inside = taken.isInside ? insideLink(evidence, equation, span) : [];
  return {
    message: `${head}: ${reason(taken)}${ofOneSample(evidence, equation, taken)}.${ofRounding(evidence, taken)}`,
    span,
    links: [...inside, ...causes, ...good],
    iteration,
  };
}

/** Where an operation inside of a call is, in another file or function than the call. */
function insideLink(evidence: Evidence, equation: number, span: Span): Link[] {
  const at = evidence.place(equation);
  if (!at || at.join() === span.join()) return [];
  return [
    {
      message: `inside of it: ${textAt(evidence, at) || opName(evidence.result, equation)}`,
      span: at,
      equation,
    },
  ];
}

function reason({ name, words, numbers, isOfNumbers, isInside }: Taken): string {
  const why = valueReason(name, numbers, isOfNumbers) ?? `${name} of these numbers is not finite`;
  if (isInside) return `inside of it, ${why}`;
  return words.length > 0 ? `${words.join(' and ')}, and ${why}` : why;
}

/** What is added of a mean square of one sample that was divided by n − 1. */
function ofOneSample(evidence: Evidence, equation: number, { name, numbers }: Taken): string {
  if (name !== 'div' || numbers[0] !== 0 || numbers[1] !== 0) return '';
  const span = evidence.place(equation);
  const divisor = span && sourceOperands(evidence.program.nodeAt(span))?.[1];
  return divisor && isCountLessOne(divisor) ? `: ${noSpread}` : '';
}

/** A difference that leaves no more of its numbers is mostly what rounding left. */
const rounding = 1e-12;

/** What is added of a negative number, or a 0, that is the difference of two which are nearly equal. */
function ofRounding(evidence: Evidence, { refs: [ref] }: Taken): string {
  const { trace, result } = evidence;
  const maker = ref !== undefined && ref > 0 ? makerOf(trace, ref) : -1;
  if (maker < 0 || trace.equations.op[maker]! & ARRAY || opName(result, maker) !== 'sub') return '';
  const [a, b] = operandsOf(trace, maker).map(({ refs }) => valueOf(trace, refs[0]!)) as [number, number];
  const left = Math.abs(trace.values[ref!]!);
  if (left === 0 || left > rounding * Math.abs(a)) return '';
  return ` It is the difference of two numbers that are both ${shortNumber(b)}: no more than rounding is left of them.`;
}

/** The operands that an operation could not cope with: of a division the divisor, or both if both are 0. */
function culprits({ name, numbers, refs }: Taken): readonly number[] {
  if (name === 'div' || name === 'mod') return [refs[1]!, ...(numbers[0] === 0 ? [refs[0]!] : [])];
  return refs.length <= 2 ? refs : [];
}

/** The last time before that the same operation at the same place gave what is finite. */
function goodLink(evidence: Evidence, equation: number, before: number): Link[] {
  const span = ownPlace(evidence, before);
  if (!span) return [];
  const { words } = takenFor(evidence, before, evidence.trace.equations.out[before]!);
  const value = numberOf(evidence, before);
  const iteration = evidence.iteration(before);
  const of = words.length === 0 ? '' : `, with ${words.join(' and ')}`;
  const link = {
    message: `${whenText(evidence, before, equation)} it was still ${value === undefined ? 'finite' : shortNumber(value)}${of}`,
    span,
    equation: before,
    ...(value !== undefined && { value }),
    ...(iteration !== undefined && { iteration }),
  };
  return [link];
}

/** Of a number that was not finite when the run began. */
function broughtIn(evidence: Evidence, { equation, ref }: Birth): Born {
  const { variables, trace, result } = evidence;
  const value = shortNumber(valueOf(trace, ref));
  const leaf = variables.leaves[variables.element(ref).variable]!;
  const span = (equation >= 0 && ownPlace(evidence, equation)) || result.function.span;
  const iteration = equation >= 0 ? evidence.iteration(equation) : undefined;
  const isInfinite = !Number.isNaN(valueOf(trace, ref));
  const source = leaf.kind === 'captured' ? untracedConstant(evidence, leaf, isInfinite) : undefined;
  const name = inputName(evidence, ref);
  const use = equation >= 0 ? `, and ${textAt(evidence, span)} takes it up${inIteration(iteration)}` : '';
  if (!source) return { message: `${name} comes in as ${value}${use}.`, span, links: [], iteration };
  const why = isInfinite ? source.why : `is no number, ${source.why}`;
  const message = `${name} is ${value} before the function runs: ${source.text} ${why}.`;
  return { message, span: spanOf(source.at), links: [], iteration: undefined };
}

/** Of a number that was not in the trace until an operation took it. */
function takenUp(evidence: Evidence, { equation, ref }: Birth): Born | undefined {
  const span = ownPlace(evidence, equation);
  if (!span) return undefined;
  const value = valueOf(evidence.trace, ref);
  const iteration = evidence.iteration(equation);
  const text = textAt(evidence, span);
  const isInfinite = !Number.isNaN(value);
  const source = (isInfinite ? untracedInfinity : untracedOperand)(evidence, equation, ref);
  if (!source) {
    const node = operandNode(evidence, equation, ref);
    const taken = node && withoutMarks(evidence.program.text(spanOf(node)));
    const when = inIteration(iteration);
    const message = taken
      ? `${taken} is ${shortNumber(value)}${when}, and ${text} takes it up.`
      : `${text} takes up ${shortNumber(value)}${when}.`;
    return { message, span, links: [], iteration };
  }
  const at = spanOf(source.at);
  const message = isInfinite
    ? `${source.text} ${source.why}${inIteration(iteration)}. ${text} takes it up.`
    : `${source.text} is no number${inIteration(iteration)}: ${source.why}. ${text} becomes NaN by it.`;
  // The operand itself is part of the expression; what it is bound to stands elsewhere.
  const isElsewhere = !isWithin(at, span);
  return { message, span: isElsewhere ? at : span, links: [], iteration };
}

/** What an infinity turned into. */
function turned(evidence: Evidence, birth: Birth, path: readonly number[]): string {
  if (Number.isNaN(valueOf(evidence.trace, birth.ref))) return '';
  const e = path.find((one) => Number.isNaN(numberOf(evidence, one)));
  const span = e === undefined ? undefined : ownPlace(evidence, e);
  if (e === undefined || !span) return '';
  if (e === birth.equation) return ' The result is NaN.';
  return ` It becomes NaN at ${textAt(evidence, span)}.`;
}
