import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node, NodeOf } from '../ast.ts';
import { unwrap } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';
import type { Callee } from './calls.ts';
import { callSite, writeCall, writeCallee, writeMethod } from './calls.ts';
import { plainKey, readMember, writeReference } from './members.ts';

type Link = NodeOf<'OptionalMemberExpression'> | NodeOf<'OptionalCallExpression'>;

export const chains: Rewriters = {
  OptionalMemberExpression: (w, node) => writeChain(w, node, 'value'),
  OptionalCallExpression: (w, node) => writeChain(w, node, 'value'),
};

/**
 * `a?.b.c?.(d)` → `(nil(a) ? undefined : nil(method(v.b, "c")) ? undefined : call1(v, self, d))`.
 * As `method`, the last member is fetched to be called with site `s`; as `delete`, it is deleted.
 */
export function writeChain(w: Writer, node: Link, use: 'value' | 'method' | 'delete', s = ''): string {
  const links = linksOf(node);
  const first = links[0]!;
  const base = first.type === 'OptionalCallExpression' ? first.callee : first.object;
  let site = s;
  let callee: Callee = { fn: '', self: 'undefined' };
  if (first.type === 'OptionalCallExpression') {
    site = callSite(w, first);
    callee = writeCallee(w, base, site);
  } else callee = { fn: w.argument(base), self: 'undefined' };
  let tests = '';
  links.forEach((link, i) => {
    const isLast = i === links.length - 1;
    if (link.optional) {
      tests += `${gl}.nil(${callee.fn}) ? ${use === 'delete' ? 'true' : 'undefined'} : `;
      callee = { ...callee, fn: `${gl}.v` };
    }
    const next = links[i + 1];
    if (link.type === 'OptionalCallExpression') {
      callee = { fn: writeCall(w, link, site, callee), self: 'undefined' };
      if (next?.type === 'OptionalCallExpression') site = callSite(w, next);
      return;
    }
    const { fn } = callee;
    if (next?.type === 'OptionalCallExpression' || (isLast && use === 'method')) {
      site = next?.type === 'OptionalCallExpression' ? callSite(w, next) : s;
      callee = writeMethod(w, link, () => fn, site);
    } else if (isLast && use === 'delete') {
      callee = { fn: `delete ${fn}${plainKey(w, link)}`, self: 'undefined' };
    } else callee = { fn: readMember(w, link, fn), self: 'undefined' };
  });
  return `(${tests}${callee.fn})`;
}

/** The links of a chain from its innermost `?.` outwards. */
function linksOf(node: Link): Link[] {
  const links: Link[] = [];
  let at: Node = node;
  for (;;) {
    while (at.type === 'TSNonNullExpression') at = at.expression;
    if (at.type !== 'OptionalMemberExpression' && at.type !== 'OptionalCallExpression')
      return links.reverse();
    links.push(at);
    at = at.type === 'OptionalCallExpression' ? at.callee : at.object;
  }
}

/** `delete o[k]`: the reference stays the engine's own, the key becomes a plain one. */
export function writeDelete(w: Writer, node: NodeOf<'UnaryExpression'>): string {
  const inner = unwrap(node.argument);
  if (inner.type === 'OptionalMemberExpression') return writeChain(w, inner, 'delete');
  if (inner.type !== 'MemberExpression') return w.copy(node);
  return `delete ${writeReference(w, inner)}`;
}
