import type { Diagnostic } from '../../shared/errors.ts';
import { staticKey } from '../../instrument/syntax.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { callersOf } from '../program/calls.ts';
import {
  bare,
  childrenOf,
  enclosing,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../program/program.ts';
import { isInside, readsOf } from '../program/reads.ts';
import { declarationOf } from '../program/scopes.ts';
import { firstIn } from '../evidence/computedIn.ts';

/**
 * `splice` for the sake of what it gives back: elements are taken out of a list that a caller goes on to read, only to compute a number
 * from them. Elements that are handed on were meant to be taken out.
 */
export function findTakenOut(evidence: Evidence): Diagnostic[] {
  const { program } = evidence;
  return program.nodes().flatMap((call) => {
    const read = laterRead(program, call);
    return (read && described(evidence, call, read)) ?? [];
  });
}

/** Where a caller reads the list that a call takes elements out of. */
function laterRead(program: Program, call: Placed): Placed | undefined {
  const { node } = call;
  if (node.type !== 'CallExpression' || node.arguments.length > 2 || node.callee.type !== 'MemberExpression')
    return undefined;
  if (staticKey(node.callee) !== 'splice' || call.parent?.node.type === 'ExpressionStatement')
    return undefined;
  const list = bare(childrenOf(childrenOf(call)[0]!)[0]!);
  const declared = list.node.type === 'Identifier' ? declarationOf(list, list.node.name) : undefined;
  const parameter = declared?.at.key === 'params' ? declared.at.parent : undefined;
  if (!parameter || !functionTypes.test(parameter.node.type) || isHandedOn(call)) return undefined;
  const index = childrenOf(parameter)
    .filter(({ key }) => key === 'params')
    .findIndex((one) => one.node === declared!.at.node);
  for (const caller of callersOf(parameter, program)) {
    const argument = childrenOf(caller).filter(({ key }) => key === 'arguments')[index];
    const given = argument && bare(argument);
    const name = given?.node.type === 'Identifier' ? declarationOf(given, given.node.name) : undefined;
    const read = (name ? readsOf(name) : []).find(
      (one) =>
        one.node.start! > caller.node.end! &&
        !isInside(one, caller) &&
        enclosing(one, functionTypes)?.node === enclosing(caller, functionTypes)?.node,
    );
    if (read) return read;
  }
  return undefined;
}

/** Whether what is taken out goes on as a list: it is returned, kept or handed to something. */
function isHandedOn(call: Placed): boolean {
  const { parent } = call;
  if (parent?.node.type === 'MemberExpression') return false;
  if (parent?.node.type !== 'VariableDeclarator' || parent.node.id.type !== 'Identifier') return true;
  const name = childrenOf(parent)[0]!;
  const declared = declarationOf(name, parent.node.id.name);
  return !declared || readsOf(declared).some((read) => read.parent?.node.type !== 'MemberExpression');
}

function described(evidence: Evidence, call: Placed, read: Placed): Diagnostic | undefined {
  const { program } = evidence;
  const statement = enclosing(read, /Statement$|Declaration$/) ?? read;
  const [span, later] = [spanOf(call), spanOf(read)];
  const equation = firstIn(evidence, spanOf(enclosing(call, functionTypes) ?? call));
  if (equation === undefined || firstIn(evidence, spanOf(statement)) === undefined) return undefined;
  const [text, list] = [call, read].map((at) => oneLine(program.text(spanOf(at))));
  return {
    code: 'overwritten',
    class: 'overwritten',
    severity: 'warning',
    message: `${text} takes the elements out: ${list} is without them on line ${later[1]}, and the others have moved to its front. slice leaves it as it is.`,
    span,
    mark: `⟲ shortens ${list}`,
    related: [{ message: `reads what is left of ${list}`, span: later }],
    equation,
  };
}
