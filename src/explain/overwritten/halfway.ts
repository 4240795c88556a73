import type { Diagnostic } from '../../shared/errors.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { withoutMarks } from '../evidence/words.ts';
import { bare, childrenOf, descendants, spanOf, type Placed, type Program } from '../program/program.ts';
import { firstIn } from '../evidence/computedIn.ts';

/** Two statements, one after the other, that each give one of two numbers a mixture of both. */
export interface Halfway {
  /** `x = c * x - s * y`, and `y = s * x + c * y` after it. */
  readonly first: Placed;
  readonly second: Placed;
}

/**
 * Mixtures of two numbers of which the second is made with the new one of the first, as in a turn or a product of complex numbers that is
 * written line by line. A line that adds to its own number is a step, which may well start from the other's new one.
 */
export function halfways(program: Program): Halfway[] {
  return program.nodes().flatMap((block) => {
    if (!/^(BlockStatement|Program)$/.test(block.node.type)) return [];
    const statements = childrenOf(block).map(assignmentOf);
    return statements.flatMap((first, k) => {
      const second = statements[k + 1];
      return first && second && mixes(program, block, first, second) ? [{ first, second }] : [];
    });
  });
}

function assignmentOf(statement: Placed): Placed | undefined {
  if (statement.node.type !== 'ExpressionStatement') return undefined;
  const inner = bare(childrenOf(statement)[0]!);
  return inner.node.type === 'AssignmentExpression' && inner.node.operator === '=' ? inner : undefined;
}

function mixes(program: Program, block: Placed, first: Placed, second: Placed): boolean {
  const [x, fromX] = childrenOf(first) as [Placed, Placed];
  const [y, fromY] = childrenOf(second) as [Placed, Placed];
  const [a, b] = [plain(program, x), plain(program, y)];
  if (a === b) return false;
  const areMixed = [
    [fromX, a],
    [fromY, b],
  ].every(([value, own]) => isMixture(program, value as Placed, own as string, [a, b]));
  return areMixed && !isSaved(program, block, a);
}

/** Whether an expression is made of both numbers by + − · alone, and does not just add to its own. */
function isMixture(program: Program, value: Placed, own: string, both: readonly string[]): boolean {
  const read = new Set<string>();
  const visit = (at: Placed): boolean => {
    const inner = bare(at);
    const { node } = inner;
    if (node.type === 'NumericLiteral') return true;
    if (node.type === 'Identifier' || node.type === 'MemberExpression') {
      read.add(plain(program, inner));
      return true;
    }
    const isKnown =
      node.type === 'BinaryExpression' ? /^[-+*]$/.test(node.operator) : node.type === 'UnaryExpression';
    return isKnown && childrenOf(inner).every(visit);
  };
  if (!visit(value) || !both.every((name) => read.has(name))) return false;
  return !termsOf(value).some((term) => plain(program, term) === own);
}

/** The terms of a sum or a difference. */
function termsOf(at: Placed): Placed[] {
  const inner = bare(at);
  const { node } = inner;
  const isSum = node.type === 'BinaryExpression' && /^[-+]$/.test(node.operator);
  return isSum ? childrenOf(inner).flatMap(termsOf) : [inner];
}

/** Whether a number has another name in the same block: then both the old and the new one are at hand, and chosen from. */
function isSaved(program: Program, block: Placed, name: string): boolean {
  return [...descendants(block)].some(({ node, parent, ...at }) => {
    const isValue = parent?.node.type === 'VariableDeclarator' && at.key === 'init';
    return isValue && plain(program, { node, parent, ...at }) === name;
  });
}

/** The text of an expression without the marks of TypeScript. */
function plain(program: Program, at: Placed): string {
  return withoutMarks(program.text(spanOf(bare(at))));
}

/** Two mixtures as a finding; undefined where they did not run, or not with numbers that the record has. */
export function mixed(evidence: Evidence, { first, second }: Halfway): Diagnostic | undefined {
  const { program } = evidence;
  const [span, later] = [spanOf(first), spanOf(second)];
  const equation = firstIn(evidence, span);
  if (equation === undefined || firstIn(evidence, later) === undefined) return undefined;
  const [x, y] = [first, second].map((at) => plain(program, childrenOf(at)[0]!)) as [string, string];
  const iteration = evidence.iteration(equation);
  return {
    code: 'overwritten',
    class: 'overwritten',
    severity: 'warning',
    message: `Line ${span[1]} changes ${x} before line ${later[1]} makes ${y} of it: each line mixes both, and the second has the new ${x}, not the old one.`,
    span,
    mark: `⟲ overwrites ${x}`,
    related: [{ message: `${oneLine(plain(program, second))} reads the new ${x}`, span: later }],
    equation,
    ...(iteration !== undefined && { iteration }),
  };
}
