import { primitiveNames, primitives, type PrimitiveName } from '../../engine/primitives/index.ts';
import { groupsOf } from '../../engine/proofs/index.ts';
import { elementName } from '../../shared/tensor.ts';
import { ARRAY, operandsOf, valueOf } from '../../shared/trace.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { ownPlace } from '../evidence/places.ts';
import { operandTexts, sourceOperands, withNumbers, withoutMarks } from '../evidence/words.ts';

/** What an equation took to make one element of its result. */
export interface Taken {
  readonly name: PrimitiveName;
  /** Its operands in words, literals left out: `rate = −1.28`, `w = 3×1 −1.1 … 0.4`. */
  readonly words: readonly string[];
  /** The numbers, one an operand, where the operation is one of numbers; else those of the first operand that the element is made of. */
  readonly numbers: readonly number[];
  readonly isOfNumbers: boolean;
  /** The numbers as references. */
  readonly refs: readonly number[];
  /** Whether it happened inside of what the program calls, so that the operands are not those of the call. */
  readonly isInside: boolean;
}

/** What an equation took for an element of its result. */
export function takenFor(evidence: Evidence, equation: number, element: number): Taken {
  const { trace } = evidence;
  const { op, out } = trace.equations;
  const name = primitiveNames[op[equation]! & ~ARRAY]!;
  const operands = operandsOf(trace, equation);
  const texts = operandTexts(evidence, equation).map(asNamed);
  const at = element - out[equation]!;
  const isOfNumbers = primitives[name].kind === 'elementwise';
  const isInside = !isAsWritten(evidence, equation, operands.length);
  const groups = operands.map((operand, k) => groupsOf(trace, equation, operand, k));
  if (isOfNumbers) {
    const places = operands.map(({ refs }, k) => (refs.length === 1 ? 0 : groups[k]!.ofResult(at)));
    const refs = operands.map((operand, k) => operand.refs[places[k]!]!);
    const words = operands.map(({ shape }, k) => {
      const text = elementName(texts[k]!, shape, places[k]!);
      return withNumbers(evidence, text, { refs: Int32Array.of(refs[k]!), shape: [] });
    });
    const numbers = refs.map((ref) => valueOf(trace, ref));
    return { name, words: isInside ? [] : words.filter(isNamed), numbers, isOfNumbers, refs, isInside };
  }
  const [first] = operands;
  const refs = first
    ? [...first.refs].filter((_, i) => groups[0]!.ofOperand(i) === groups[0]!.ofResult(at))
    : [];
  const words = operands.map((operand, k) => withNumbers(evidence, texts[k]!, operand));
  const numbers = refs.map((ref) => valueOf(trace, ref));
  return { name, words: isInside ? [] : words.filter(isNamed), numbers, isOfNumbers, refs, isInside };
}

/** Whether an equation is what its expression in the program says, operand by operand, and not a step of what that calls. */
function isAsWritten(evidence: Evidence, equation: number, operands: number): boolean {
  const own = ownPlace(evidence, equation);
  const place = evidence.place(equation);
  if (!own || !place?.every((n, i) => n === own[i])) return false;
  return sourceOperands(evidence.program.nodeAt(place))?.length === operands;
}

/** Whether a text names a number, and is not the number itself or an option of a call. */
const isNamed = (text: string): boolean => text.includes(' = ') && !/^['"`{]/.test(text);

/** An operand's text without marks and without parentheses around it. */
function asNamed(text: string): string {
  const plain = withoutMarks(text);
  const isWhole = plain.startsWith('(') && plain.indexOf(')') === plain.length - 1;
  return isWhole ? plain.slice(1, -1) : plain;
}
