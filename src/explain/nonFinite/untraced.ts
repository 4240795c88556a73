import { unwrap } from '../../instrument/syntax.ts';
import { operandsOf, type Leaf } from '../../shared/trace.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { sourceOperands } from '../evidence/words.ts';
import {
  ancestors,
  bare,
  childrenOf,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../program/program.ts';
import { declarationOf, isPromise } from '../program/scopes.ts';
import { textAt } from './expression.ts';
import {
  boundTo,
  isConversion,
  isDivisionByCount,
  isExtremeOfList,
  isExtremeOfOne,
  isInfinity,
  isMapToNothing,
  isReadByIndex,
  isUnbounded,
  onlySuspectFor,
  suspectFor,
} from './suspects.ts';

/** Where the source makes a NaN that is not in the trace, and what it is likely to be, as the end of a sentence. */
export interface Untraced {
  readonly at: Placed;
  readonly text: string;
  readonly why: string;
}

/** What the source says of a NaN that an equation took from outside of the trace; undefined where its operands are not in the source. */
export function untracedOperand(evidence: Evidence, equation: number, ref: number): Untraced | undefined {
  const node = operandNode(evidence, equation, ref);
  return node && describe(evidence, sourceOf(evidence.program, node));
}

/** What the source says of an infinity that an equation took from outside of the trace; undefined where nothing there makes one. */
export function untracedInfinity(evidence: Evidence, equation: number, ref: number): Untraced | undefined {
  const node = operandNode(evidence, equation, ref);
  const { program } = evidence;
  const at = node && suspectFor(program, node, (one) => isExtremeOfList(one) || isInfinity(one));
  if (!at) return node && unbounded(evidence, node);
  const text = textAt(evidence, spanOf(at));
  if (isInfinity(at)) return { at, text, why: 'stands here to be replaced, and nothing has replaced it' };
  const isLeast = text.startsWith('Math.min');
  return {
    at,
    text,
    why: isLeast ? 'is ∞, as the least of no numbers' : 'is −∞, as the largest of no numbers',
  };
}

/** The one logarithm or quotient that an infinity may come of. */
function unbounded(evidence: Evidence, from: Placed): Untraced | undefined {
  const at = onlySuspectFor(evidence.program, from, isUnbounded);
  if (!at) return undefined;
  const isQuotient = at.node.type === 'BinaryExpression';
  const why = `is infinite where ${isQuotient ? 'its divisor' : 'its argument'} is 0, as it was`;
  return { at, text: textAt(evidence, spanOf(at)), why };
}

/** The operand of an equation that a reference is of, as it stands in the source. */
export function operandNode(evidence: Evidence, equation: number, ref: number): Placed | undefined {
  const span = evidence.place(equation);
  const nodes = span && sourceOperands(evidence.program.nodeAt(span));
  const operands = operandsOf(evidence.trace, equation);
  if (nodes?.length !== operands.length) return undefined;
  return nodes[operands.findIndex(({ refs }) => refs.includes(ref))];
}

/** What the source says of a constant of a module; undefined where it is not found. */
export function untracedConstant(
  evidence: Evidence,
  { path }: Leaf,
  isInfinite: boolean,
): Untraced | undefined {
  const name = /^module:(?:.*:)?([\w$]+)/.exec(path)?.[1];
  for (const file of name === undefined ? [] : evidence.result.files.keys()) {
    const root = evidence.program.root(file);
    const first = root && childrenOf(root)[0];
    const value = first && boundTo(first, name!);
    if (value)
      return isInfinite ? unbounded(evidence, value) : describe(evidence, sourceOf(evidence.program, value));
  }
  return undefined;
}

/** What in a part of the source is likely to be NaN; undefined where nothing there is known to be. */
export function untracedIn(evidence: Evidence, part: Placed): Untraced | undefined {
  const at = suspectFor(evidence.program, part);
  return at && describe(evidence, at);
}

function describe(evidence: Evidence, found: Placed): Untraced {
  const at = isReadByIndex(found) ? found.parent! : found;
  return { at, text: textAt(evidence, spanOf(at)), why: whyOf(evidence.program, at) };
}

/** The expression that a NaN in the source comes from: through names that are bound once, to a conversion of text or an access. */
function sourceOf(program: Program, from: Placed): Placed {
  let at = bare(from);
  for (let steps = 0; steps < mostSteps; steps++) {
    const next = before(at);
    if (!next) break;
    at = bare(next);
  }
  return isPastEnd(at) ? at : (suspectFor(program, at) ?? at);
}

/** Names and operands that are followed, at most. */
const mostSteps = 8;

/** Whether an access is by a computed index, as `i + 1`: most likely there is nothing there. */
function isPastEnd({ node }: Placed): boolean {
  return (
    node.type === 'MemberExpression' && node.computed && unwrap(node.property).type === 'BinaryExpression'
  );
}

/** The one expression that another one, which is NaN, has it from; undefined where it may have it from several. */
function before(at: Placed): Placed | undefined {
  const { node } = at;
  if (node.type === 'Identifier') return boundTo(at, node.name);
  if (node.type === 'BinaryExpression' && !isDivisionByCount(at)) {
    const named = childrenOf(at).filter((child) => !/Literal$/.test(unwrap(child.node).type));
    return named.length === 1 ? named[0] : undefined;
  }
  // An element of a list that is gone through to its end is there: it is NaN itself.
  return isWithin(at) ? childrenOf(at)[0] : undefined;
}

/** Whether an access is one by a loop's counter that ends at the length of what is accessed. */
function isWithin(at: Placed): boolean {
  const { node } = at;
  if (node.type !== 'MemberExpression' || !node.computed) return false;
  const [list, index] = [unwrap(node.object), unwrap(node.property)];
  if (list.type !== 'Identifier' || index.type !== 'Identifier') return false;
  return [...ancestors(at)].some(({ node: around }) => {
    if (around.type !== 'ForStatement' || around.test?.type !== 'BinaryExpression') return false;
    const [left, right] = [unwrap(around.test.left), unwrap(around.test.right)];
    return (
      around.test.operator === '<' &&
      left.type === 'Identifier' &&
      left.name === index.name &&
      right.type === 'MemberExpression' &&
      right.object.type === 'Identifier' &&
      right.object.name === list.name
    );
  });
}

function whyOf(program: Program, at: Placed): string {
  const { node } = at;
  if (isPromise(program, at)) return 'it is a promise, whose number has to be awaited';
  if (isReadByIndex(childrenOf(at).at(-1) ?? at))
    return 'map hands parseInt the index, for the base to read by';
  if (isConversion(at)) return 'the text says something else';
  if (isMapToNothing(at)) return 'its function returns nothing';
  if (isExtremeOfOne(at))
    return `it takes single numbers, and those of a list by ...${oneLine(program.text(spanOf(childrenOf(at)[1]!)))}`;
  if (isDivisionByCount(at)) return 'of an empty list it is 0 / 0';
  if (node.type === 'MemberExpression') {
    return node.computed && !isWithin(at)
      ? 'there is nothing at this index, as past the end, or NaN'
      : 'it is undefined or NaN';
  }
  if (node.type === 'BinaryExpression' && node.operator === '*' && childrenOf(at).some(isOfInfinity))
    return 'where the other factor is 0 it is 0 · ∞';
  const domain = domainOf(at);
  if (domain) return domain;
  if (node.type === 'Identifier' && isParameter(at, node.name)) {
    return 'it is undefined, as an argument that is left out, or NaN';
  }
  return 'it is undefined or NaN';
}

/** Whether a factor is an infinity, or its opposite. */
function isOfInfinity(at: Placed): boolean {
  const one = bare(at);
  return isInfinity(one.node.type === 'UnaryExpression' ? childrenOf(one)[0]! : one);
}

/** Of a call of a function of Math that is not defined everywhere, what it does not take. */
function domainOf({ node }: Placed): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const object = unwrap(callee.object);
  const { name } = callee.property;
  if (object.type !== 'Identifier' || object.name !== 'Math') return undefined;
  if (/^(sqrt|log(2|10|1p)?)$/.test(name)) return `Math.${name} of a negative number is NaN`;
  return /^a(cos|sin|cosh|tanh)$/.test(name)
    ? `its argument is outside of where Math.${name} is defined`
    : undefined;
}

function isParameter(identifier: Placed, name: string): boolean {
  const declared = declarationOf(identifier, name);
  return declared !== undefined && functionTypes.test(declared.scope.node.type);
}
