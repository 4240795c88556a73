import { staticKey } from '../../../instrument/syntax.ts';
import { oneLine, type Evidence } from '../../evidence/evidence.ts';
import {
  childrenOf,
  descendants,
  enclosing,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../../program/program.ts';
import { readsOf } from '../../program/reads.ts';
import { declarationOf, isPromise } from '../../program/scopes.ts';
import type { Replaced } from './replaced.ts';

/**
 * Where an input is read by what goes on only after the result was returned.
 *
 * @param root the name of the input
 * @param at the identifier that declares it
 */
export function readTooLate(evidence: Evidence, root: string, at: Placed): Replaced | undefined {
  const declared = declarationOf(at, root);
  for (const read of declared ? readsOf(declared) : []) {
    const found = notAwaited(evidence.program, read);
    if (found) return found;
  }
  return undefined;
}

/**
 * A read in an async function that waits for something while nobody waits for it: one that is given to `forEach`, which makes no use of
 * promises, or the argument of a call whose promise is dropped.
 */
export function notAwaited(program: Program, read: Placed): Replaced | undefined {
  const text = (one: Placed) => oneLine(program.text(spanOf(one)));
  for (let inside = enclosing(read, functionTypes); inside; inside = around(inside)) {
    const call = inside.key === 'arguments' ? inside.parent : undefined;
    const waiting = call && isForEach(call) ? waitIn(inside) : undefined;
    if (!call || !waiting) continue;
    return {
      kind: 'not read',
      span: spanOf(call),
      message: `forEach does not wait for its async function, so what follows ${text(waiting)} happens only after the lines below it`,
      links: [{ message: `is waited for here: ${text(waiting)}`, span: spanOf(waiting) }],
    };
  }
  const call = read.key === 'arguments' ? read.parent : undefined;
  if (!call || call.parent?.node.type !== 'ExpressionStatement' || !isPromise(program, call))
    return undefined;
  return {
    kind: 'not read',
    span: spanOf(call),
    message: `nothing awaits ${text(call)}, so what it does after its first await happens only after the lines below it`,
    links: [],
  };
}

const around = ({ parent }: Placed): Placed | undefined => parent && enclosing(parent, functionTypes);

function isForEach({ node }: Placed): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    staticKey(node.callee) === 'forEach'
  );
}

/** The first `await` of an async function's own. */
function waitIn(called: Placed): Placed | undefined {
  const body = childrenOf(called).find(({ key }) => key === 'body');
  return [...(body ? descendants(body) : [])].find(
    (one) => one.node.type === 'AwaitExpression' && enclosing(one, functionTypes)?.node === called.node,
  );
}
