import type { PrimitiveName } from '../../engine/primitives/index.ts';
import { opName } from '../../present/model/variables.ts';
import { plural, shortNumber } from '../../present/format/numberText.ts';
import type { Link } from '../../shared/errors.ts';
import type { Span } from '../../shared/span.ts';
import { elementName } from '../../shared/tensor.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import { makerOf } from '../evidence/makers.ts';
import { isWithin } from '../evidence/computedIn.ts';
import { operandTexts, withoutMarks } from '../evidence/words.ts';
import { textAt, wholeOf, type Whole } from './expression.ts';
import { takenFor } from './taken.ts';

/** Where numbers that an expression could not cope with were computed: the earlier lines, at most two. */
export function causeLinks(evidence: Evidence, guilty: Span, refs: readonly number[]): Link[] {
  const links: Link[] = [];
  const wanted = new Set(refs);
  for (const ref of wanted) {
    const source = evidence.trace.values[ref] === 0 ? zeroSource(evidence, ref) : { ref, why: '' };
    const equation = source.ref > 0 ? makerOf(evidence.trace, source.ref) : -1;
    const whole = equation < 0 ? undefined : wholeOf(evidence, equation);
    if (!whole) continue;
    if (isWithin(guilty, whole.span) && !source.why) {
      // Computed in the very expression: what that is made of was computed before.
      const { refs: earlier } = takenFor(evidence, equation, source.ref);
      if (earlier.length <= 2) earlier.forEach((one) => wanted.add(one));
      continue;
    }
    const link = causeLink(evidence, equation, source, whole);
    if (!links.some(({ span }) => span.join() === link.span.join())) links.push(link);
    if (links.length === mostCauses) break;
  }
  return links;
}

const mostCauses = 2;

function causeLink(evidence: Evidence, equation: number, { ref, why }: Source, whole: Whole): Link {
  const { trace, variables } = evidence;
  const own = why ? ownPlace(evidence, equation) : undefined;
  const span = own ?? whole.span;
  const { index, variable } = variables.element(ref);
  const text =
    (own && insideText(evidence, equation, own)) ??
    (isWithin(whole.span, span) ? whole.text : textAt(evidence, span));
  const name = /^[\w$.]+$/.test(text) ? elementName(text, variables.at(variable).shape, index) : text;
  const value = trace.values[ref]!;
  const iteration = evidence.iteration(equation);
  const message = `${name} is ${shortNumber(value)}${why}`;
  return { message, span, equation, value, ...(iteration !== undefined && { iteration }) };
}

/** An operation inside of what the program calls; undefined of one that stands in the program itself. */
function insideText(evidence: Evidence, equation: number, own: Span): string | undefined {
  if (evidence.place(equation)?.join() === own.join()) return undefined;
  const text = evidence.textOf(equation) || `a result of ${opName(evidence.result, equation)}`;
  return `inside of ${textAt(evidence, own)}, ${text}`;
}

/** An input's element by its name: `data[1][2]`. */
export function inputName({ variables }: Evidence, ref: number): string {
  const { variable, index } = variables.element(ref);
  const { path, shape } = variables.leaves[variable]!;
  return elementName(path.replace(/^module:/, ''), shape, index);
}

/** A number that is followed back to the operation that made it so of others, with the reason. */
interface Source {
  readonly ref: number;
  /** `: all 4 numbers are 1`; empty where it is not known. */
  readonly why: string;
}

function zeroSource(evidence: Evidence, from: number): Source {
  let ref = from;
  for (;;) {
    const equation = makerOf(evidence.trace, ref);
    if (equation < 0) return { ref, why: '' };
    const { name, numbers, refs } = takenFor(evidence, equation, ref);
    const zero = zeroFrom(name, refs, numbers);
    if (zero === undefined) return { ref, why: whyZero(evidence, equation, name, numbers) };
    if (zero < 0) return { ref, why: '' };
    ref = zero;
  }
}

/** The operand that is why a result is 0: the one computed last, if 0 of it alone makes 0; undefined where the operation makes it. */
function zeroFrom(
  name: PrimitiveName,
  refs: readonly number[],
  numbers: readonly number[],
): number | undefined {
  const zeros = refs.filter((_, k) => numbers[k] === 0);
  const isKept =
    keeping.has(name) ||
    ((name === 'add' || name === 'sub') && zeros.length === refs.length) ||
    ((name === 'div' || name === 'pow') && numbers[0] === 0);
  if (!isKept || zeros.length === 0) return undefined;
  return name === 'div' || name === 'pow' ? zeros[0] : Math.max(...zeros);
}

/** Operations that give 0 for 0. */
const keeping: ReadonlySet<PrimitiveName> = new Set([
  'neg', 'mul', 'sqrt', 'cbrt', 'abs', 'sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'log1p', 'expm1', 'sign', 'floor', 'ceil',
  'round', 'trunc', 'fround', 'f16round', 'maximum', 'minimum', 'transpose', 'reshape', 'take', 'broadcastTo',
]); // prettier-ignore

function whyZero(
  evidence: Evidence,
  equation: number,
  name: PrimitiveName,
  numbers: readonly number[],
): string {
  const [x = 0, y = 0] = numbers;
  const isAll = (value: number) => numbers.every((one) => one === value);
  const count = plural(numbers.length, 'number');
  if (name === 'sub' && x === y) return bothAre(evidence, equation, x);
  if (name === 'add' && x === -y) return `, since ${shortNumber(x)} and ${shortNumber(y)} cancel`;
  if ((name === 'variance' || name === 'spread') && isAll(x)) return `: all ${count} are ${shortNumber(x)}`;
  if (numbers.length > 1 && isAll(0)) return `: all ${count} are 0`;
  if (name === 'exp' || name === 'mul' || name === 'div' || name === 'pow')
    return ', too small for a number of 64 bits';
  if (name === 'floor' || name === 'round' || name === 'trunc') return `, rounded from ${shortNumber(x)}`;
  return '';
}

function bothAre(evidence: Evidence, equation: number, x: number): string {
  const [a, b] = operandTexts(evidence, equation).map(withoutMarks);
  return `: ${a} and ${b} are both ${shortNumber(x)}`;
}
