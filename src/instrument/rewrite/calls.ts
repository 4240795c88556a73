import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import { reflected } from '../../shared/sites.ts';
import type { Node, NodeOf } from '../ast.ts';
import { staticKey, unwrap } from '../ast.ts';
import type { Rewriters, Writer } from '../writer.ts';
import { calleeText } from './messages/quoted.ts';
import { writeArgument } from './messages/iterated.ts';
import { keptForLexer } from './commonjs.ts';
import type { Member } from './members.ts';
import { withoutMarks } from '../sourceMarks.ts';
import { keyText, plainKey, readMember, writeReference } from './members.ts';

type Link = NodeOf<'OptionalMemberExpression'> | NodeOf<'OptionalCallExpression'>;
type Call = NodeOf<'CallExpression'> | NodeOf<'OptionalCallExpression'>;

/** A callee and the `this` it is called with, as text. */
export interface Callee {
  readonly fn: string;
  readonly self: string;
}

export const calls: Rewriters = {
  OptionalMemberExpression: (w, node) => writeChain(w, node, 'value'),
  OptionalCallExpression: (w, node) => writeChain(w, node, 'value'),
  CallExpression(w, node) {
    const { callee } = node;
    const kept = w.setting.commonjs ? keptForLexer(w, node) : undefined;
    if (kept !== undefined) return kept;
    if (callee.type === 'Super') return w.copy(node, writeArgument(w, node, node.arguments));
    if (callee.type === 'Import' || isRequire(node)) return w.copy(node);
    if (callee.type === 'Identifier' && callee.name === 'eval') return writeEval(w, node);
    const s = callSite(w, node);
    return writeCall(w, node, s, writeCallee(w, callee, s));
  },
  NewExpression(w, node) {
    const { callee, arguments: args } = node;
    const s = w.site(node, textOf(w, node, callee, args), args);
    const list = w.list(args, callee.end!, node.end!, writeArgument(w, node, args));
    return `${gl}.construct(${s}, ${w.lines(node.start!, callee.start!)}${w.write(callee)}, [${list}])`;
  },
  TaggedTemplateExpression(w, node) {
    const tag = unwrap(node.tag);
    const s = w.site(node, textOf(w, node, node.tag), node.quasi.expressions);
    const { fn, self } = writeCallee(w, tag, s);
    const lines = w.lines(node.tag.end!, node.quasi.start!);
    return `${gl}.tag(${s}, ${fn}, ${self})${lines}${w.copy(node.quasi, w.write)}`;
  },
};

/** The site of a call: the receiver of a method call and the arguments are its operands. */
export function callSite(w: Writer, node: Call): string {
  const callee = unwrap(node.callee);
  const isMethod = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  const receiver = isMethod && callee.object.type !== 'Super' ? [callee.object] : [];
  return w.site(node, textOf(w, node, node.callee, node.arguments), [...receiver, ...node.arguments]);
}

function textOf(w: Writer, node: Node, callee: Node, args: readonly Node[] = []): string {
  if (args.slice(0, -1).some((arg) => arg.type === 'SpreadElement')) return reflected;
  return w.calleeTexts.get(node) ?? calleeText(callee);
}

/** `call0` … `call3`, or `callN` with the arguments as an array. */
export function writeCall(w: Writer, node: Call, s: string, { fn, self }: Callee): string {
  const args = node.arguments;
  const list = w.list(args, node.callee.end!, node.end!, writeArgument(w, node, args));
  if (args.length > 3 || args.some((arg) => arg.type === 'SpreadElement')) {
    return `${gl}.callN(${s}, ${fn}, ${self}, [${list}])`;
  }
  return `${gl}.call${args.length}(${s}, ${fn}, ${self}${args.length > 0 ? ', ' : ''}${list})`;
}

/** The callee and the receiver of a call. */
export function writeCallee(w: Writer, callee: Node, s: string): Callee {
  const inner = unwrap(callee);
  const lines = w.lines(callee.start!, inner.start!) + w.lines(inner.end!, callee.end!);
  if (inner.type === 'MemberExpression') {
    const { fn, self } = writeMethod(w, inner, () => w.write(inner.object), s);
    return { fn: lines + fn, self };
  }
  if (inner.type === 'OptionalMemberExpression') {
    return { fn: lines + writeChain(w, inner, 'method', s), self: `${gl}.self` };
  }
  if (w.isInWith && inner.type === 'Identifier')
    return { fn: `${gl}.looked(${gl}.look(), ${w.argument(callee)})`, self: `${gl}.self` };
  return { fn: w.argument(callee), self: 'undefined' };
}

/** A member that is called: fetched before the arguments, its object left in a register. */
export function writeMethod(w: Writer, node: Member, object: () => string, s: string): Callee {
  if (node.object.type === 'Super') return { fn: writeReference(w, node), self: 'this' };
  const lines = w.lines(node.object.end!, node.property.start!);
  if (node.property.type === 'PrivateName') {
    return { fn: `${gl}.keep(${object()})${lines}.#${node.property.id.name}`, self: `${gl}.kept` };
  }
  const member = staticKey(node) === undefined ? 'methodAt' : 'method';
  // To read the member may throw elsewhere than to call it.
  const site = w.at(node) + withoutMarks(s);
  return { fn: `${gl}.${member}(${site}, ${object()},${lines} ${keyText(w, node)})`, self: `${gl}.self` };
}

/** `require("literal")`. */
export function isRequire(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require' &&
    node.arguments.length === 1 &&
    node.arguments[0]!.type === 'StringLiteral'
  );
}

/** A direct `eval` must stay one by its syntax; what it is handed gets instrumented. */
function writeEval(w: Writer, node: NodeOf<'CallExpression'>): string {
  const first = node.arguments[0];
  if (!first || first.type === 'SpreadElement') return w.copy(node);
  const s = callSite(w, node);
  return w.copy(node, (child) =>
    child === first ? `${gl}.evalSource(${s}, ${w.write(child)})` : w.write(child),
  );
}

/**
 * `a?.b.c?.(d)` → `(nil(a) ? undefined : nil(method(v.b, "c")) ? undefined : call1(v, self, d))`.
 * As `method`, the last member is fetched to be called with site `s`; as `delete`, it is deleted.
 */
function writeChain(w: Writer, node: Link, use: 'value' | 'method' | 'delete', s = ''): string {
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
