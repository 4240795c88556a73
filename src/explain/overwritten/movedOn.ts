import type { Diagnostic } from '../../shared/errors.ts';
import { staticKey } from '../../instrument/syntax.ts';
import { firstIn } from '../evidence/computedIn.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { withoutMarks } from '../evidence/words.ts';
import { bare, childrenOf, enclosing, spanOf, type Placed, type Program } from '../program/program.ts';

/** A list that loses its first number, and the statement that takes a first number off a running sum after that. */
interface MovedOn {
  readonly call: Placed;
  readonly list: string;
  readonly read: Placed;
}

/**
 * A running sum over the latest numbers that a list is moved on for too early: `xs.shift()`, or `xs.copyWithin(0, 1)`, and then
 * `sum += x - xs[0]`. What left the list is still in the sum, and what is taken off it stays in the list.
 */
export function findMovedOn(evidence: Evidence): Diagnostic[] {
  const { program } = evidence;
  return program.nodes().flatMap((block) => {
    if (!/^(BlockStatement|Program)$/.test(block.node.type)) return [];
    const statements = childrenOf(block);
    return statements.flatMap((statement, k) => {
      const found = movedOn(program, statement, statements.slice(k + 1));
      return (found && described(evidence, found)) ?? [];
    });
  });
}

function movedOn(program: Program, statement: Placed, later: readonly Placed[]): MovedOn | undefined {
  const call = statement.node.type === 'ExpressionStatement' ? bare(childrenOf(statement)[0]!) : undefined;
  const list = call && listMoved(program, call);
  if (!call || list === undefined) return undefined;
  const added = later.flatMap((one) => putInto(program, one, list));
  for (const one of later) {
    const sum = one.node.type === 'ExpressionStatement' ? bare(childrenOf(one)[0]!) : undefined;
    if (sum?.node.type !== 'AssignmentExpression') continue;
    const read = takenOff(program, sum, `${list}[0]`);
    const isWindow = later.some((other) => added.some((x) => addsTo(program, other, childrenOf(sum)[0]!, x)));
    if (read && isWindow) return { call, list, read };
  }
  return undefined;
}

const textOf = (program: Program, at: Placed): string => withoutMarks(program.text(spanOf(bare(at))));

/** The list that a call takes the first number of without a look at it. */
function listMoved(program: Program, call: Placed): string | undefined {
  const { node } = call;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const [callee, ...args] = childrenOf(call);
  const given = args.map((one) => textOf(program, one)).join();
  const key = staticKey(node.callee);
  const isMove = (key === 'shift' && given === '') || (key === 'copyWithin' && given === '0,1');
  return isMove ? textOf(program, childrenOf(callee!)[0]!) : undefined;
}

/** The numbers that a statement puts into a list: `xs.push(x)`, `xs[xs.length - 1] = x`. */
function putInto(program: Program, statement: Placed, list: string): string[] {
  if (statement.node.type !== 'ExpressionStatement') return [];
  const inner = bare(childrenOf(statement)[0]!);
  const [first, ...rest] = childrenOf(inner);
  if (inner.node.type === 'CallExpression' && textOf(program, first!) === `${list}.push`)
    return rest.map((one) => textOf(program, one));
  const isElement = inner.node.type === 'AssignmentExpression' && inner.node.operator === '=';
  return isElement && textOf(program, first!).startsWith(`${list}[`) ? [textOf(program, rest[0]!)] : [];
}

/** Where an assignment subtracts a number: `s -= x`, `s += y - x`, `s = s - x`. */
function takenOff(program: Program, sum: Placed, number: string): Placed | undefined {
  const [, value] = childrenOf(sum) as [Placed, Placed];
  const { node } = sum;
  if (node.type !== 'AssignmentExpression') return undefined;
  return terms(value, node.operator !== '-=').find(
    ({ at, isAdded }) => !isAdded && textOf(program, at) === number,
  )?.at;
}

/** Whether a statement adds a number to a sum. */
function addsTo(program: Program, statement: Placed, sum: Placed, number: string): boolean {
  const inner = statement.node.type === 'ExpressionStatement' ? bare(childrenOf(statement)[0]!) : undefined;
  if (inner?.node.type !== 'AssignmentExpression' || inner.node.operator === '-=') return false;
  const [to, value] = childrenOf(inner) as [Placed, Placed];
  if (textOf(program, to) !== textOf(program, sum)) return false;
  return terms(value, true).some(({ at, isAdded }) => isAdded && textOf(program, at) === number);
}

/** The terms of a sum, with their signs. */
function terms(at: Placed, isAdded: boolean): { readonly at: Placed; readonly isAdded: boolean }[] {
  const inner = bare(at);
  const { node } = inner;
  if (node.type !== 'BinaryExpression' || !/^[-+]$/.test(node.operator)) return [{ at: inner, isAdded }];
  const [left, right] = childrenOf(inner) as [Placed, Placed];
  return [...terms(left, isAdded), ...terms(right, (node.operator === '+') === isAdded)];
}

function described(evidence: Evidence, { call, list, read }: MovedOn): Diagnostic | undefined {
  const { program } = evidence;
  const [span, later] = [spanOf(call), spanOf(read)];
  const equation = firstIn(evidence, spanOf(enclosing(read, /^AssignmentExpression$/) ?? read));
  if (equation === undefined) return undefined;
  const text = oneLine(textOf(program, call));
  const iteration = evidence.iteration(equation);
  return {
    code: 'overwritten',
    class: 'overwritten',
    severity: 'warning',
    message:
      `${text} drops the first number of ${list} before line ${later[1]} takes ${list}[0] off: that is the next one, which stays in ` +
      `${list}, and the one that left is still in the sum.`,
    span,
    mark: `⟲ drops ${list}[0]`,
    related: [{ message: `takes the new ${list}[0] off`, span: later, equation }],
    equation,
    ...(iteration !== undefined && { iteration }),
  };
}
