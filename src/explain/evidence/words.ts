import { shortNumber } from '../../present/format/numberText.ts';
import { isOutputName } from '../../present/model/names.ts';
import { operandText } from '../../present/model/operands.ts';
import { numbersAt, opName, type Variables } from '../../present/model/variables.ts';
import { summarize } from '../../present/format/summaryText.ts';
import { operandsOf, type Operand } from '../../shared/trace.ts';
import { bare, childrenOf, spanOf, type Placed } from '../program/program.ts';
import { oneLine, type Evidence } from './evidence.ts';

/** The operands of an equation as the source has them: `mean * mean`, `z.get(i, j)`; by name or maker where the source has other ones. */
export function operandTexts(evidence: Evidence, equation: number): string[] {
  const { result, program, trace } = evidence;
  const operands = operandsOf(trace, equation);
  const span = evidence.place(equation);
  const nodes = (span && sourceOperands(program.nodeAt(span))) ?? [];
  const variables = inWords(evidence, trace.equations.site[equation]!);
  return operands.map((operand, k) => {
    const node = nodes.length === operands.length ? nodes[k] : undefined;
    return node ? oneLine(program.text(spanOf(node))) : operandText(result, variables, operand);
  });
}

/**
 * The variables by what a reader knows them as: a name, even one that others have too, or what computed them, and never an id.
 *
 * @param here the site that they are read at: what was computed there has no text of its own
 */
function inWords({ result, trace, program, variables }: Evidence, here: number): Variables {
  const label = (number: number): string => {
    const own = variables.label(number);
    if (own !== `v${number}`) return own;
    const name = variables.names(number).find((one) => !isOutputName(one));
    if (name !== undefined) return name;
    const equation = number - variables.leaves.length;
    const site = trace.equations.site[equation]!;
    const span = site === here ? undefined : result.spans.get(site);
    const text = span ? oneLine(program.text(span)) : '';
    if (text === '') return `a result of ${opName(result, equation)}`;
    return variables.at(number).shape.length > 0 && text.includes(' ') ? `(${text})` : text;
  };
  return { ...variables, label };
}

/** The nodes of an expression's operands: of a call of a method the receiver and the arguments, of a function the arguments. */
export function sourceOperands(at: Placed | undefined): readonly Placed[] | undefined {
  if (!at) return undefined;
  const here = bare(at);
  const inner = here.node;
  const children = childrenOf(here);
  switch (inner.type) {
    case 'BinaryExpression':
    case 'UnaryExpression':
      return children;
    case 'AssignmentExpression':
      return inner.operator === '=' ? undefined : children;
    case 'CallExpression':
    case 'NewExpression': {
      const args = children.filter(({ key }) => key === 'arguments');
      const callee = children.find(({ key }) => key === 'callee')!;
      const isMethod = /MemberExpression$/.test(callee.node.type) && !isStatic(callee);
      return isMethod ? [childrenOf(callee)[0]!, ...args] : args;
    }
    default:
      return undefined;
  }
}

/** Whether a member is one of a namespace or a class: `Math.exp`, `Matrix.sub`. */
function isStatic(callee: Placed): boolean {
  const object = childrenOf(callee)[0]?.node;
  return object?.type === 'Identifier' && /^[A-Z]/.test(object.name);
}

/** `distance = −0.00503`, `w = 3×1 −1.1 … −0.42`; a text that is a number already as it is. */
export function withNumbers(
  evidence: Evidence,
  text: string,
  operand: Pick<Operand, 'refs' | 'shape'>,
): string {
  const numbers = numbersAt(evidence.trace, operand.refs);
  const value = numbersText(numbers, operand.shape);
  return /^[−\-+]?[\d.][\w.]*$/.test(text) || text === value ? value : `${text} = ${value}`;
}

/** One number, or the shape and range of several: `3×1 −1.1 … −0.42`; the range alone of numbers that are no array. */
export function numbersText(numbers: Float64Array, shape: readonly number[]): string {
  if (numbers.length === 1) return shortNumber(numbers[0]!);
  const { min, max, nan, infinite, finite } = summarize(numbers);
  const size = shape.length > 0 ? `${shape.join('×')} ` : '';
  if (finite === 0) return `${size}${nan > 0 ? 'NaN' : '∞'}`;
  const odd = nan > 0 ? `, ${nan} NaN` : infinite > 0 ? `, ${infinite} ∞` : '';
  const range = min === max ? `all ${shortNumber(min)}` : `${shortNumber(min)} … ${shortNumber(max)}`;
  return `${size}${range}${odd}`;
}

/** A text of the source without the marks of TypeScript that something is there: `deviations[j]` of `deviations[j]!`. */
export const withoutMarks = (text: string): string => text.replace(/(?<=[\w$)\]])!(?![=])/g, '');

/** The source text of nodes of a program in one line, without the marks of TypeScript. */
export const textsOf =
  ({ program }: Evidence) =>
  (at: Placed): string =>
    oneLine(withoutMarks(program.text(spanOf(at))));
