import { firstIn } from '../../evidence/computedIn.ts';
import { oneLine, type Evidence } from '../../evidence/evidence.ts';
import { bare, childrenOf, enclosing, functionTypes, spanOf, type Placed } from '../../program/program.ts';
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
  for (const at of evidence.program.nodes()) {
    const { node } = at;
    if (node.type !== 'MemberExpression' || staticKey(node) !== key) continue;
    const found = neverRun(evidence, at);
    if (found) return found;
  }
  return undefined;
}

/**
 * A read whose number an operation would take, but that never ran: it stands behind `??` or `||`, in a way of a branch that was not
 * taken, or after one that leaves early.
 */
export function neverRun(evidence: Evidence, read: Placed): Replaced | undefined {
  if (!isOperand(read) || firstIn(evidence, spanOf(read.parent!)) !== undefined) return undefined;
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
    const gate = gateOf(evidence, at);
    if (gate) {
      // Something else of the line has run: it is come to, with numbers that the record does not follow.
      const statement = enclosing(read, /^VariableDeclarator$|Statement$/);
      if (!gate.isSure && statement && firstIn(evidence, spanOf(statement)) !== undefined) return undefined;
      const span = gate.isSure ? spanOf(gate.test) : spanOf(read);
      const because = gate.isSure ? `: ${text(gate.test)} ${gate.how}` : '';
      return {
        kind: 'not read',
        span,
        message: `line ${spanOf(read)[1]}, which reads ${text(read)}, is not reached${because || ' with it'}`,
        links: gate.isSure
          ? [{ message: `${text(read)} is not read`, span: spanOf(read) }]
          : [{ message: `comes after ${text(gate.test)}`, span: spanOf(gate.test) }],
      };
    }
    const isOwn = !/Statement$/.test(node.type) || /^(Block|Expression|Return)Statement$/.test(node.type);
    // Whether a function was called is not known.
    if (!isOwn || functionTypes.test(node.type)) return undefined;
  }
  return undefined;
}

/** A test that decides whether a place is come to. */
interface Gate {
  readonly test: Placed;
  readonly how: string;
  /** The record has its comparisons, and all led away. */
  readonly isSure: boolean;
}

/** The test of the branch that a node is a way of, or of an `if` before it that leaves its block: the first that is known to lead away. */
function gateOf(evidence: Evidence, at: Placed): Gate | undefined {
  const { parent, key } = at;
  const gates: Gate[] = [];
  const add = (test: Placed, away: boolean, how: string) =>
    gates.push({ test, how, isSure: wentAlways(evidence, test, away) });
  if (parent && /^(IfStatement|ConditionalExpression)$/.test(parent.node.type) && key !== 'test') {
    const isConsequent = key === 'consequent';
    add(childrenOf(parent)[0]!, !isConsequent, isConsequent ? 'never holds' : 'always holds');
  }
  for (const exit of earlyExits(at)) add(childrenOf(exit)[0]!, true, 'holds each time');
  return gates.find(({ isSure }) => isSure) ?? gates.at(-1);
}

/** Whether a comparison was recorded, and always came out the same way. */
function wentAlways({ trace, result }: Evidence, test: Placed, way: boolean): boolean {
  const place = spanOf(bare(test)).join();
  const { site, outcome } = trace.guards;
  let isKnown = false;
  for (const [one, span] of result.spans) {
    if (span.join() !== place) continue;
    for (let k = 0; k < site.length; k++) {
      if (site[k] !== one) continue;
      if ((outcome[k] === 1) !== way) return false;
      isKnown = true;
    }
  }
  return isKnown;
}

/** Each `if` before a statement of a block that leaves the block. */
function earlyExits({ node, parent }: Placed): Placed[] {
  if (parent?.node.type !== 'BlockStatement') return [];
  const statements = childrenOf(parent);
  const before = statements.slice(
    0,
    statements.findIndex((one) => one.node === node),
  );
  return before.filter(({ node: one }) => {
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
