import type { Diagnostic } from '../../shared/errors.ts';
import { staticKey, unwrap } from '../../instrument/syntax.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import { bare, childrenOf, descendants, spanOf, type Placed, type Program } from '../program/program.ts';
import { readsOf } from '../program/reads.ts';
import { calledFunction, declarationOf, onlyMethod } from '../program/scopes.ts';
import { ARRAY } from '../../shared/trace.ts';
import type { Span } from '../../shared/span.ts';
import { eachTracked } from '../evidence/reach.ts';
import { firstIn, sitesWithin } from '../evidence/computedIn.ts';

/**
 * Storage that a function keeps for its next calls, and that a caller changes: `const window = hann(n)` of a function that makes each
 * window once, and then `window[i] *= x`.
 */
export function findKept(evidence: Evidence): Diagnostic[] {
  const { program } = evidence;
  const found = new Map<Placed['node'], Diagnostic>();
  for (const at of program.nodes()) {
    const made = at.node.type === 'VariableDeclarator' ? keptBy(program, at) : undefined;
    const change = made && changeOf(at);
    const one = change && described(evidence, at, made, change);
    if (one && !found.has(at.node)) found.set(at.node, one);
  }
  return [...found.values()];
}

/** The function that a name's value comes from and that keeps it: it gives back what a Map, or a field, has under a key. */
function keptBy(program: Program, declarator: Placed): Placed | undefined {
  const init = childrenOf(declarator).find(({ key }) => key === 'init');
  const call = init && bare(init);
  if (call?.node.type !== 'CallExpression') return undefined;
  const callee = childrenOf(call)[0]!;
  const called = calledFunction(program, callee) ?? onlyMethod(program, callee);
  return called && keepsItsResult(called) ? called : undefined;
}

/** Whether a function returns a list that it has put into a Map: `map.set(key, made); return made`. */
function keepsItsResult(called: Placed): boolean {
  const inside = [...descendants(called)];
  const isNamed = ({ node }: Placed, method: string) =>
    node.type === 'CallExpression' &&
    unwrap(node.callee).type === 'MemberExpression' &&
    staticKey(unwrap(node.callee) as never) === method;
  if (!inside.some((one) => isNamed(one, 'get') || isNamed(one, 'has'))) return false;
  const returned = inside.flatMap(({ node }) =>
    node.type === 'ReturnStatement' && node.argument && unwrap(node.argument).type === 'Identifier'
      ? [(unwrap(node.argument) as { readonly name: string }).name]
      : [],
  );
  return inside.some((one) => {
    const [, value] = isNamed(one, 'set') && one.node.type === 'CallExpression' ? one.node.arguments : [];
    return value?.type === 'Identifier' && returned.includes(value.name) && isStorage(one, value.name);
  });
}

/** Whether a name is declared as a list or a matrix that is made there. */
function isStorage(at: Placed, name: string): boolean {
  const declarator = declarationOf(at, name)?.at.parent;
  if (declarator?.node.type !== 'VariableDeclarator' || !declarator.node.init) return false;
  const { type } = unwrap(declarator.node.init);
  return /^(Array|New|Call)Expression$/.test(type);
}

/** The first change in place of what a declared name stands for. */
function changeOf(declarator: Placed): Placed | undefined {
  const id = childrenOf(declarator)[0]!;
  const declared = id.node.type === 'Identifier' ? declarationOf(id, id.node.name) : undefined;
  for (const read of declared ? readsOf(declared) : []) {
    const member = read.parent;
    if (member?.node.type !== 'MemberExpression' || read.key !== 'object') continue;
    let at: Placed = member;
    while (at.parent && /^TS/.test(at.parent.node.type)) at = at.parent;
    const { parent, key } = at;
    if (member.node.computed && parent?.node.type === 'AssignmentExpression' && key === 'left') return parent;
    const method = staticKey(member.node) ?? '';
    const isChange = /^(sort|reverse|fill|splice|copyWithin|set|add|sub|mul|div|apply)$/.test(method);
    if (parent?.node.type === 'CallExpression' && key === 'callee' && isChange) return parent;
  }
  return undefined;
}

function described(
  evidence: Evidence,
  declarator: Placed,
  called: Placed,
  change: Placed,
): Diagnostic | undefined {
  const { program } = evidence;
  const span = spanOf(change);
  const equation = firstIn(evidence, span);
  if (equation === undefined || !isChangedAgain(evidence, span)) return undefined;
  const name = oneLine(program.text(spanOf(childrenOf(declarator)[0]!)));
  const init = childrenOf(declarator).find(({ key }) => key === 'init')!;
  const call = oneLine(program.text(spanOf(init)));
  return {
    code: 'overwritten',
    class: 'overwritten',
    severity: 'warning',
    message: `${name} is the very list that ${call} keeps for its next calls, so that line ${span[1]} changes what they get.`,
    span,
    mark: `⟲ overwrites what is kept`,
    related: [
      { message: `comes from here`, span: spanOf(init) },
      { message: `keeps what it gives back`, span: spanOf(childrenOf(called)[0]!) },
    ],
    equation,
  };
}

/** Whether a later call changed what an earlier one had made: an equation of the change takes a result of another call's. */
function isChangedAgain(evidence: Evidence, change: Span): boolean {
  const { makers } = evidence;
  const { equations } = evidence.trace;
  const { site, scope, lhs, op } = equations;
  const sites = sitesWithin(evidence, change);
  for (let e = 0; e < site.length; e++) {
    if (!sites.has(site[e]!)) continue;
    let isFound = false;
    const look = (ref: number) => {
      const maker = ref > 0 ? makers[ref]! : -1;
      isFound ||= maker >= 0 && sites.has(site[maker]!) && scope[maker] !== scope[e];
    };
    if (op[e]! & ARRAY) eachTracked(equations, e, look);
    else look(lhs[e]!); // what it had there before
    if (isFound) return true;
  }
  return false;
}
