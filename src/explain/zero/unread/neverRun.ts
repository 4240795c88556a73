import { hasRun } from '../../evidence/computedIn.ts';
import { oneLine, type Evidence } from '../../evidence/evidence.ts';
import { childrenOf, descendants, spanOf, type Placed } from '../../program/program.ts';
import { staticKey } from '../../../instrument/syntax.ts';
import type { Replaced } from './replaced.ts';

/**
 * Fields of a name that operations would take, in code that never ran.
 *
 * @param path of an input from which nothing was computed: `ions[0].charge`
 */
export function neverRead(evidence: Evidence, path: string): Replaced | undefined {
  const key = /\.([A-Za-z_$][\w$]*)$/.exec(path)?.[1];
  if (key === undefined) return undefined;
  for (const root of evidence.program.roots()) {
    for (const at of descendants(root)) {
      const { node } = at;
      if (node.type !== 'MemberExpression' || staticKey(node) !== key) continue;
      const found = neverRun(evidence, at);
      if (found) return found;
    }
  }
  return undefined;
}

/**
 * A read whose number an operation would take, but that never ran: it stands behind `??` or `||`, in a way of a branch that was not
 * taken, or after one that leaves early.
 */
export function neverRun(evidence: Evidence, read: Placed): Replaced | undefined {
  if (!isOperand(read) || hasRun(evidence, spanOf(read.parent!))) return undefined;
  const { program } = evidence;
  const text = (at: Placed) => oneLine(program.text(spanOf(at)));
  for (let at = read; at.parent; at = at.parent) {
    const { parent, key } = at;
    const { node } = parent;
    const first = childrenOf(parent)[0]!;
    if (node.type === 'LogicalExpression' && key === 'right') {
      const needed = neededWhere[node.operator](text(first));
      const inner = at.node;
      const because =
        inner.type === 'BinaryExpression' ? `, as ${inner.operator} binds tighter than ${node.operator}` : '';
      return {
        kind: 'not read',
        span: spanOf(parent),
        message: `${text(at)} counts only where ${needed}${because}, and that was never so`,
        links: [{ message: `${text(read)} is not read`, span: spanOf(read) }],
      };
    }
    if (/^(IfStatement|ConditionalExpression)$/.test(node.type) && key !== 'test') {
      const never = key === 'consequent' ? 'never holds' : 'always holds';
      return {
        kind: 'not read',
        span: spanOf(first),
        message: `line ${spanOf(read)[1]}, which reads ${text(read)}, is not reached: ${text(first)} ${never}`,
        links: [{ message: `${text(read)} is not read`, span: spanOf(read) }],
      };
    }
    const exit = earlyExit(at);
    if (exit) {
      const test = childrenOf(exit)[0]!;
      return {
        kind: 'not read',
        span: spanOf(test),
        message: `line ${spanOf(read)[1]}, which reads ${text(read)}, is not reached: ${text(test)} holds each time`,
        links: [{ message: `${text(read)} is not read`, span: spanOf(read) }],
      };
    }
    if (/Statement$/.test(node.type) && !/^(Block|Expression|Return)Statement$/.test(node.type))
      return undefined;
  }
  return undefined;
}

/** The last `if` before a statement of a block that leaves the block. */
function earlyExit({ node, parent }: Placed): Placed | undefined {
  if (parent?.node.type !== 'BlockStatement') return undefined;
  const statements = childrenOf(parent);
  const before = statements.slice(
    0,
    statements.findIndex((one) => one.node === node),
  );
  return before.findLast(({ node: one }) => {
    if (one.type !== 'IfStatement' || one.alternate) return false;
    const only = one.consequent.type === 'BlockStatement' ? one.consequent.body.at(-1) : one.consequent;
    return /^(Return|Continue|Break)Statement$/.test(only?.type ?? '');
  });
}

/** Whether a read is an operand of arithmetic, which would have been recorded. */
function isOperand({ parent, key }: Placed): boolean {
  if (!parent) return false;
  const { node } = parent;
  if (node.type === 'BinaryExpression') return /^([-+*/%]|\*\*)$/.test(node.operator);
  if (node.type === 'AssignmentExpression') return key === 'right' && /^[-+*/]=$/.test(node.operator);
  return node.type === 'UnaryExpression' && node.operator === '-';
}

/** When the right side of a logical operator is computed, by the text of its left side. */
const neededWhere = {
  '??': (left: string) => `${left} is missing`,
  '||': (left: string) => `${left} is 0, false or missing`,
  '&&': (left: string) => `${left} holds`,
};
