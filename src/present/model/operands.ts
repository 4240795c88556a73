import { countText, shapeText, type Shape } from '../../shared/tensor.ts';
import { operandsOf, valueOf, type Operand, type Params, type TraceResult } from '../../shared/trace.ts';
import { alignedNumbers, constantText } from '../format/numberText.ts';
import { consecutive } from './names.ts';
import { numbersAt, opInfo, type Variables } from './variables.ts';

/** The operands of an equation as people write them: `b · c`, `v4 + v6`, `v7 by row`. */
export function operandsText(result: TraceResult, variables: Variables, equation: number): string {
  const { trace } = result;
  const operands = operandsOf(trace, equation);
  const texts = operands.map((operand) => operandText(result, variables, operand));
  const params = paramsText(trace.equations.params.get(equation));
  const sign = texts.length === 2 && infixOf(opInfo(result, equation)?.formula ?? '');
  // ∘ tells the product entry by entry from that of matrices; of two numbers there is only one.
  const infix = sign === '∘' && operands.every(({ shape }) => shape.length === 0) ? '·' : sign;
  return [infix ? texts.join(` ${infix} `) : texts.join(', '), ...params].join(' ');
}

/** `+` of `x + y`: a formula of this form tells how its operands are joined. */
function infixOf(formula: string): string | undefined {
  return /^\w (\S+) \w$/.exec(formula)?.[1];
}

/** The parameters that say something: not null, and not `shape`, which the result shows anyway. */
function paramsText(params: Params | undefined): string[] {
  return Object.entries(params ?? {})
    .filter(([name, value]) => name !== 'shape' && value !== null)
    .map(([name, value]) => `${name} ${paramText(value)}`);
}

function paramText(value: Params[string]): string {
  return typeof value === 'object' && value !== null
    ? `[${shorten(value.map(constantText)).join(', ')}]`
    : String(value);
}

/** One operand: a variable or part of one, numbers, `[a[0], 5]`. */
export function operandText(result: TraceResult, variables: Variables, operand: Operand): string {
  const { trace } = result;
  const { refs, shape } = operand;
  if (refs.length === 0) return `empty ${shapeText(shape)}`;
  if (shape.length === 0) return referenceText(result, variables, refs[0]!);
  const name = operand.name === undefined ? undefined : variables.operandName(operand.name);
  if (name !== undefined) return name;
  if (operand.static) {
    const numbers = numbersAt(trace, refs);
    return numbers.length <= 3 ? `[${alignedNumbers(numbers).join(', ')}]` : `static ${shapeText(shape)}`;
  }
  const parts = runs(refs).map(([from, to]) => runText(result, variables, from, to));
  return parts.length === 1 ? parts[0]! : `[${shorten(parts).join(', ')}]`;
}

/** A single reference: a variable, an element of one, or the number that a static value is. */
export function referenceText(result: TraceResult, variables: Variables, ref: number): string {
  return ref > 0 ? runText(result, variables, ref, ref) : constantText(valueOf(result.trace, ref));
}

function shorten(parts: string[]): string[] {
  return parts.length <= 4 ? parts : [...parts.slice(0, 3), `… ${countText(parts.length - 3)} more`];
}

/** Ascending runs of references, as [first, last]; each static number is a run by itself. */
function runs(refs: Int32Array): [number, number][] {
  const found: [number, number][] = [];
  for (const ref of refs) {
    const last = found.at(-1);
    if (last && ref > 0 && last[1] === ref - 1) last[1] = ref;
    else found.push([ref, ref]);
  }
  return found;
}

function runText(result: TraceResult, variables: Variables, from: number, to: number): string {
  if (from < 0) return constantText(valueOf(result.trace, from));
  const start = variables.element(from);
  const end = variables.element(to);
  const { shape } = variables.at(start.variable);
  const label = variables.label(start.variable);
  if (end.variable !== start.variable) {
    return `${elementText(label, start.index, shape)}…${elementText(variables.label(end.variable), end.index, variables.at(end.variable).shape)}`;
  }
  const size = shape.reduce((product, n) => product * n, 1);
  if (to - from + 1 === size) return label;
  const first = elementText(label, start.index, shape);
  return from === to ? first : `${first.slice(0, -1)}…${coordinates(end.index, shape)}]`;
}

/** `b[1,2]` of a matrix, `p[3]` of an array, `v4` of a number. */
function elementText(label: string, index: number, shape: Shape): string {
  return shape.length === 0 ? label : `${label}[${coordinates(index, shape)}]`;
}

function coordinates(index: number, shape: Shape): string {
  const places: number[] = [];
  let rest = index;
  for (const n of shape.toReversed()) {
    places.unshift(rest % n);
    rest = Math.floor(rest / n);
  }
  return places.join(',');
}

/**
 * An operand's references as a tree of its shape, for machines: `v3` where it is a whole variable, else `v2[5]` and numbers.
 *
 * @param tree makes the tree of the elements
 */
export function operandTree<N, T>(
  result: TraceResult,
  variables: Variables,
  { refs, shape }: Operand,
  number: (x: number) => N,
  tree: (shape: Shape, element: (index: number) => N | string) => T,
): T | string {
  const whole = wholeVariable(variables, refs);
  return whole === undefined
    ? tree(shape, (i) => referenceCode(result, variables, refs[i]!, number))
    : `v${whole}`;
}

/** `v3`, `v2[5]` (counted row by row) or a static number. */
export function referenceCode<N>(
  result: TraceResult,
  variables: Variables,
  ref: number,
  number: (x: number) => N,
): N | string {
  if (ref < 0) return number(valueOf(result.trace, ref));
  const { variable, index } = variables.element(ref);
  return variables.at(variable).shape.length === 0 ? `v${variable}` : `v${variable}[${index}]`;
}

/** `v3` of references that are a whole variable, `v2[5]` of one of its elements; null of anything else. */
export function variableText(variables: Variables, refs: Int32Array): string | null {
  const whole = wholeVariable(variables, refs);
  if (whole !== undefined) return `v${whole}`;
  if (refs.length !== 1 || refs[0]! < 0) return null;
  const { variable, index } = variables.element(refs[0]!);
  return `v${variable}[${index}]`;
}

function wholeVariable(variables: Variables, refs: Int32Array): number | undefined {
  if (refs.length === 0 || !consecutive(refs)) return undefined;
  const { variable, index } = variables.element(refs[0]!);
  const size = variables.at(variable).shape.reduce((product, n) => product * n, 1);
  return index === 0 && size === refs.length ? variable : undefined;
}
