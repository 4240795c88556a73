import { contributionsOf } from '../../engine/autodiff/index.ts';
import { primitiveNames, primitives } from '../../engine/primitives/index.ts';
import { shortNumber } from '../../present/format/numberText.ts';
import type { Diagnostic, Link } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { ARRAY, operandsOf, sizeAt, valueOf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import { makerOf } from '../evidence/makers.ts';
import { isWithin } from '../evidence/computedIn.ts';
import { causeLinks } from './causes.ts';
import { inIteration, textAt, whenText, wholeOf } from './expression.ts';
import { infiniteSlope, type InfiniteSlope } from './infiniteSlope.ts';
import { slopeReason } from './reasons.ts';
import { spreadLinks } from './spread.ts';
import { takenFor } from './taken.ts';
import { timesOf } from './times.ts';
import { valueFinding } from './valueFinding.ts';

/** At most so many links. */
const mostLinks = 8;

/**
 * Why the gradient of numbers is not finite though the result is: the operation that has no finite derivative there. Undefined where
 * there is none, or its place is not known.
 *
 * @param name what the gradient is of, in words
 */
export function gradientFinding(
  evidence: Evidence,
  refs: readonly number[],
  name: string,
): Diagnostic | undefined {
  const { trace, cotangents } = evidence;
  const slope = infiniteSlope(trace, cotangents, refs);
  if (!slope) return undefined;
  const { equation } = slope;
  const hidden = hiddenValue(evidence, equation, name);
  if (hidden) return hidden;
  const span = ownPlace(evidence, equation);
  if (!span) return undefined;
  if (!isInfinite(evidence, slope)) return grown(evidence, equation, span, name);
  const times = timesOf(evidence, equation, (e) => sendsFinite(evidence, e));
  const iteration = times.isAlways ? undefined : evidence.iteration(equation);
  const text = textAt(evidence, span) || primitiveNames[trace.equations.op[equation]! & ~ARRAY]!;
  const asked = refs.find((ref) => !Number.isFinite(cotangents[ref]))!;
  const message =
    `The gradient of ${name} is ${shortNumber(cotangents[asked]!)} because of ${text}${inIteration(iteration)}: ` +
    `${reason(evidence, slope)}.`;
  const causes = causeLinks(evidence, span, culprits(evidence, slope));
  const good = times.before === undefined ? [] : goodLink(evidence, equation, times.before);
  const links = [...causes, ...good];
  const onward = spreadLinks(
    evidence,
    pathOf(evidence, slope, span),
    (of) => `the gradient of ${of} is not finite by it`,
    mostLinks - links.length,
  );
  return {
    code: 'non-finite',
    severity: 'warning',
    message,
    span,
    related: [...links, ...onward],
    class: 'non-finite-gradient',
    equation,
    ...(iteration !== undefined && { iteration }),
  };
}

/** Whether an operation sends what is not finite whatever it receives, and not for being sent a number near the largest. */
function isInfinite(
  { trace, cotangents }: Evidence,
  { equation, operand, refs: [first] }: InfiniteSlope,
): boolean {
  const { op, out, rows, columns } = trace.equations;
  const unit = cotangents.slice();
  const size = sizeAt(rows[equation]!, columns[equation]!);
  for (let id = out[equation]!; id < out[equation]! + size; id++) unit[id] = Math.sign(unit[id]!);
  const parts = contributionsOf(trace, unit, equation, primitiveNames[op[equation]! & ~ARRAY]!);
  const at = operandsOf(trace, equation)[operand]!.refs.indexOf(first!);
  return !Number.isFinite(parts?.[operand]?.data[at] ?? 0);
}

/** Of a gradient that is multiplied until it is larger than any number. */
function grown(evidence: Evidence, equation: number, span: Span, name: string): Diagnostic {
  const iteration = evidence.iteration(equation);
  const message =
    `The gradient of ${name} grows beyond the largest number, 1.8e308, on its way back: ` +
    `at ${textAt(evidence, span)}${inIteration(iteration)} it overflows.`;
  return {
    code: 'ill-conditioned',
    severity: 'warning',
    message,
    span,
    related: [],
    class: 'conditioning',
    equation,
    ...(iteration !== undefined && { iteration }),
  };
}

/** The equations that the gradient goes back through, outside of the guilty expression. */
function pathOf(evidence: Evidence, { refs }: InfiniteSlope, guilty: Span): number[] {
  const isOutside = (e: number) => {
    const whole = wholeOf(evidence, e);
    return whole && !isWithin(guilty, whole.span);
  };
  return refs.map((ref) => makerOf(evidence.trace, ref)).filter((e) => e >= 0 && isOutside(e));
}

/** Of an operation whose own numbers are not finite, why they are not: a later one hides them from the result, not from the gradient. */
function hiddenValue(evidence: Evidence, equation: number, name: string): Diagnostic | undefined {
  const refs = operandsOf(evidence.trace, equation).flatMap((operand) => [...operand.refs]);
  const bad = refs.filter((ref) => ref > 0 && !Number.isFinite(valueOf(evidence.trace, ref)));
  const value = bad.length > 0 ? valueFinding(evidence, bad) : undefined;
  if (!value) return undefined;
  const message = `${value.message} The result hides it, the gradient of ${name} does not.`;
  return { ...value, message, class: 'non-finite-gradient' };
}

function reason(evidence: Evidence, { equation, operand, refs: [first] }: InfiniteSlope): string {
  const { name, words, numbers, isInside } = takenFor(
    evidence,
    equation,
    elementOf(evidence, equation, first!),
  );
  const why = slopeReason(name, numbers, operand) ?? `${name} has no finite slope there`;
  if (isInside) return `inside of it, ${why}`;
  return words.length > 0 ? `${words.join(' and ')}, and ${why}` : why;
}

/** An element of an equation's result that an operand's element is part of. */
function elementOf({ trace }: Evidence, equation: number, ref: number): number {
  const { out, op } = trace.equations;
  const first = out[equation]!;
  if (primitives[primitiveNames[op[equation]! & ~ARRAY]!].kind !== 'elementwise') return first;
  const at =
    operandsOf(trace, equation)
      .map(({ refs }) => refs.indexOf(ref))
      .find((k) => k >= 0) ?? 0;
  return first + at;
}

function culprits(evidence: Evidence, { equation, refs: [first] }: InfiniteSlope): readonly number[] {
  const { refs } = takenFor(evidence, equation, elementOf(evidence, equation, first!));
  return refs.length <= 2 ? refs : [];
}

/** Whether an equation gives its operands what is finite. */
function sendsFinite({ trace, cotangents }: Evidence, e: number): boolean {
  const parts = contributionsOf(trace, cotangents, e, primitiveNames[trace.equations.op[e]! & ~ARRAY]!) ?? [];
  return parts.every((part) => part?.data.every(Number.isFinite) ?? true);
}

/** The last time before that the slope was finite. */
function goodLink(evidence: Evidence, equation: number, before: number): Link[] {
  const span = ownPlace(evidence, before);
  const { words } = takenFor(evidence, before, evidence.trace.equations.out[before]!);
  if (!span || words.length === 0) return [];
  const iteration = evidence.iteration(before);
  return [
    {
      message: `${whenText(evidence, before, equation)} its slope was still finite, with ${words.join(' and ')}`,
      span,
      equation: before,
      ...(iteration !== undefined && { iteration }),
    },
  ];
}
