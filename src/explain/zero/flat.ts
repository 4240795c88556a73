import { shortNumber } from '../../present/format/numberText.ts';
import { countText } from '../../shared/tensor.ts';
import { opInfo, opName } from '../../present/model/variables.ts';
import { operandsOf, valueOf, type Operand } from '../../shared/trace.ts';
import { unbroken, type Evidence } from '../evidence/evidence.ts';
import { numbersText, operandTexts, withNumbers } from '../evidence/words.ts';
import { makerOf } from '../evidence/makers.ts';
import { ownPlace } from '../evidence/places.ts';
import type { End } from './end.ts';
import { fadedEnd, isCancelled } from './parts.ts';
import { underflowOf, type Underflow } from './ways/underflow.ts';
import { saturatedSteps } from './ways/saturated.ts';
import type { FlatStep } from './ways/flatSteps.ts';
import type { Ways } from './ways/ways.ts';

/** Why the derivative of an operation is zero here, and what would make it another, where that can be said. */
interface Flat {
  /** `takes 0, not z = −2.1`: what the operation does, as its predicate. */
  readonly does: string;
  /** `z > 0`: where it would have a slope. */
  readonly live?: string;
  /** Why it may be as the program wants it: the numbers just are at a point like that. `side`: it is flat all around. */
  readonly because: 'side' | 'point';
}

/** Why the derivative by the elements of a step is zero. */
function flatOf(evidence: Evidence, step: FlatStep): Flat {
  const { trace, result } = evidence;
  const { equation, operand, refs } = step;
  const operands = operandsOf(trace, equation);
  const texts = operandTexts(evidence, equation);
  const whole = operands[operand]!;
  const isWhole = whole.refs.length === refs.length;
  const shape = isWhole ? whole.shape : [];
  const own = { refs: Int32Array.from(refs), shape };
  const text = texts[operand]!;
  const isPart = refs.length < whole.refs.length;
  const part = !isPart ? '' : ` (${countText(refs.length)} of ${countText(whole.refs.length)} numbers)`;
  const named = `${withNumbers(evidence, text, own)}${part}`;
  if (isCancelled(evidence, step))
    return { does: `takes ${named} in two parts that cancel`, because: 'point' };
  const name = opName(result, equation);
  const others = operands.flatMap((one, k) => (k === operand ? [] : [{ one, text: texts[k]! }]));
  const [other] = others;
  switch (name) {
    case 'maximum':
    case 'minimum':
      return other
        ? clamp(evidence, name, { text, named, inner: whole, times: step.times }, other)
        : { does: `is flat at ${named}`, because: 'point' };
    case 'max':
    case 'min':
    case 'maximumOf':
    case 'minimumOf':
      return { does: `takes another number than ${named}`, because: 'point' };
    case 'floor':
    case 'ceil':
    case 'round':
    case 'trunc':
    case 'sign':
      return { does: `is flat: ${named} becomes ${outcome(evidence, equation)}`, because: 'side' };
    case 'abs':
      return { does: `has a kink at ${named}, where its slope counts as 0`, because: 'point' };
    case 'hypot':
    case 'hypotOf':
      return trace.values[trace.equations.out[equation]!] === 0
        ? { does: 'has a kink where all its numbers are 0, and its slope counts as 0', because: 'point' }
        : { does: `is flat at ${named}`, because: 'point' };
    case 'exp':
      return { does: `underflows: exp(${shortNumber(valueOf(trace, refs[0]!))}) is 0`, because: 'side' };
    case 'tanh':
    case 'atan':
    case 'asinh':
      return {
        does: `is saturated: at ${named} it is ${outcome(evidence, equation)}, and flat`,
        because: 'side',
      };
    case 'mul':
    case 'mmul':
    case 'dot':
    case 'div':
    case 'kronecker':
    case 'productOfOthers':
      return product(evidence, name, named, operand, others, refs);
    case 'pow':
      return {
        does:
          operand === 0
            ? `is flat at ${named}`
            : `has the base ${other ? withNumbers(evidence, other.text, other.one) : ''}, so its exponent does not count`,
        because: 'point',
      };
    default:
      return {
        does: `is flat at ${named}${opInfo(result, equation)?.slope === 'bits' ? ', whose bits it reads' : ''}`,
        because: 'point',
      };
  }
}

/**
 * The operations whose derivative is zero, by place. Where the numbers are at a point like that, as at a minimum, those before them that
 * are flat on a whole side tell why they are.
 */
export function flatEnds(evidence: Evidence, ways: Ways): End[] {
  const ends = endsOf(evidence, ways.steps);
  const isPoint = ends.some(({ isSure }) => !isSure);
  return isPoint ? [...endsOf(evidence, saturatedSteps(evidence, ways)), ...ends] : ends;
}

function endsOf(evidence: Evidence, steps: readonly FlatStep[]): End[] {
  return steps.flatMap((step): End[] => {
    const { equation, times } = step;
    const span = ownPlace(evidence, equation);
    if (!span) return [];
    const text = unbroken(evidence.program.text(span)) || 'an operation';
    const often = times > 1 ? ` (${countText(times)} times)` : '';
    const faded = fadedEnd(evidence, step, text, span);
    if (faded) return [faded];
    const { does, live, because } = flatOf(evidence, step);
    const underflow = underflowAt(evidence, step);
    const advice = underflow?.advice ?? (live && `It has a slope where ${live}.`);
    return [
      {
        class: 'locally-zero',
        span,
        clause: `${text} ${does}${underflow ? `, ${underflow.words}` : ''}${often}`,
        ...(advice && { advice }),
        ...(underflow && { links: underflow.links }),
        rank: because === 'side' ? 1 : 1.4,
        isSure: because === 'side',
        equation,
        factor: 0,
        times,
      },
    ];
  });
}

/** Why the zero that decides a step is one, where a product has become too small: of a limit what was not taken, else the factor. */
function underflowAt(evidence: Evidence, { equation, operand, refs }: FlatStep): Underflow | undefined {
  const name = opName(evidence.result, equation);
  const isLimit = name === 'maximum' || name === 'minimum';
  if (!isLimit && name !== 'mul') return undefined;
  const zeros = isLimit
    ? refs
    : operandsOf(evidence.trace, equation).flatMap((one, k) => (k === operand ? [] : [...one.refs]));
  return zeros.length === 1 ? underflowOf(evidence, zeros[0]!) : undefined;
}

function outcome({ trace }: Evidence, equation: number): string {
  return shortNumber(trace.values[trace.equations.out[equation]!]!);
}

/** The operand that a limit is chosen over. */
interface Clamped {
  readonly text: string;
  readonly named: string;
  readonly inner: Operand;
  readonly times: number;
}

function clamp(
  evidence: Evidence,
  name: 'maximum' | 'minimum',
  { text, named, inner, times }: Clamped,
  other: { readonly one: Operand; readonly text: string },
): Flat {
  const bound = withNumbers(evidence, other.text, other.one);
  const sign = name === 'maximum' ? '>' : '<';
  const crossed = crossedBounds(evidence, name, inner, other.one);
  const first = crossed && times > 1 ? ' the first time' : '';
  return {
    does: `takes ${bound} and not ${named}${crossed}${first}`,
    live: `${text} ${sign} ${other.text}`,
    because: 'side',
  };
}

/** What makes a clamp give its outer bound whatever it is given: both numbers that the inner one chooses from are beyond it. */
function crossedBounds(
  evidence: Evidence,
  outer: 'maximum' | 'minimum',
  inner: Operand,
  bound: Operand,
): string {
  const { trace, result } = evidence;
  const [ref] = inner.refs;
  const maker = inner.refs.length === 1 && ref! > 0 ? makerOf(trace, ref!) : -1;
  const opposite = outer === 'maximum' ? 'minimum' : 'maximum';
  if (maker < 0 || bound.refs.length !== 1 || opName(result, maker) !== opposite) return '';
  const limit = valueOf(trace, bound.refs[0]!);
  const operands = operandsOf(trace, maker);
  const isBeyond = ({ refs }: Operand) =>
    refs.length === 1 &&
    (outer === 'minimum') === valueOf(trace, refs[0]!) > limit &&
    valueOf(trace, refs[0]!) !== limit;
  if (operands.length !== 2 || !operands.every(isBeyond)) return '';
  const texts = operandTexts(evidence, maker);
  const [a, b] = operands.map((one, k) => withNumbers(evidence, texts[k]!, one));
  return `: ${a} and ${b} are both ${outer === 'minimum' ? 'above' : 'below'} it`;
}

function product(
  evidence: Evidence,
  name: string,
  named: string,
  operand: number,
  others: readonly { readonly one: Operand; readonly text: string }[],
  refs: readonly number[],
): Flat {
  const { trace } = evidence;
  const [other] = others;
  if (!other) return { does: `is flat at ${named}`, because: 'point' };
  const { one, text } = other;
  const isSame = one.refs.length === refs.length && one.refs.every((ref, k) => ref === refs[k]);
  if (isSame || one.refs.some((ref) => refs.includes(ref))) {
    return { does: `has its minimum, or another stationary point, at ${named}`, because: 'point' };
  }
  const numbers = Float64Array.from(one.refs, (ref) => valueOf(trace, ref));
  const by = withNumbers(evidence, text, { refs: one.refs, shape: one.shape });
  if (name === 'div') {
    const does =
      operand === 0
        ? `divides ${named} by ${by}`
        : `divides ${numbersText(numbers, one.shape)}, which does not become another by ${named}`;
    return { does, because: 'point' };
  }
  const isAllZero = numbers.every((x) => x === 0);
  return {
    does: isAllZero
      ? `multiplies ${named} by ${text}, which is ${numbers.length > 1 ? 'all ' : ''}0`
      : `multiplies ${named} by ${by}, which has zeros there`,
    ...(!/^-?[\d.]/.test(text) && { live: `${text} ≠ 0` }),
    because: isAllZero && numbers.length > 1 ? 'side' : 'point',
  };
}
