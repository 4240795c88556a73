import { eachChild, unwrap, type Node } from '../instrument/syntax.ts';
import type { Module, Sources } from './sources.ts';

/** A longer tag is nothing that one would want to read above a function. */
const longest = 160;

/** The texts of the arguments of calls that the workspace makes of a function, as they can stand in a tag of its module; the nearest first. */
export function callsOf(sources: Sources, module: Module, callee: string): string[][] {
  const ways = sources.modules().flatMap((one) => waysTo(sources, one, module, callee));
  const found = ways.flatMap(({ module: from, name }) => callsIn(sources, from, module, name));
  const isNear = (args: readonly string[]) => args.join(', ').length <= longest;
  return found.filter(isNear);
}

/** By which name a module knows the function. */
function waysTo(
  sources: Sources,
  from: Module,
  module: Module,
  callee: string,
): { readonly module: Module; readonly name: string }[] {
  if (from === module) return [{ module, name: callee }];
  const [head, ...rest] = callee.split('.');
  for (const [local, { from: specifier, name }] of from.imports) {
    if (name === head && sources.imported(from, specifier) === module)
      return [{ module: from, name: [local, ...rest].join('.') }];
  }
  return [];
}

function callsIn(sources: Sources, from: Module, to: Module, callee: string): string[][] {
  const found: string[][] = [];
  const visit = (node: Node, scope: ReadonlyMap<string, Node>): void => {
    const inner = functionLike.test(node.type) || node.type === 'BlockStatement' ? new Map(scope) : scope;
    if (inner !== scope)
      for (const [name, value] of constantsOf(node)) (inner as Map<string, Node>).set(name, value);
    if (node.type === 'CallExpression') {
      const { start, end } = unwrap(node.callee);
      if (from.text.slice(start!, end!) === callee) {
        const args = node.arguments.map((one) => closed(one, { sources, from, to, scope: inner, depth: 0 }));
        if (args.every((arg) => arg !== undefined)) found.push(args);
      }
    }
    eachChild(node, (child) => visit(child, inner));
  };
  visit(from.program, new Map());
  return found;
}

const functionLike = /Function|Method$/;

/** The constants that a block gives names to, directly in it. */
function constantsOf(node: Node): [string, Node][] {
  const body = node.type === 'BlockStatement' ? node.body : [];
  return body.flatMap((statement) =>
    statement.type === 'VariableDeclaration' && statement.kind === 'const'
      ? statement.declarations.flatMap((one): [string, Node][] =>
          one.id.type === 'Identifier' && one.init ? [[one.id.name, one.init]] : [],
        )
      : [],
  );
}

interface Place {
  readonly sources: Sources;
  readonly from: Module;
  /** The module that the text is to stand in. */
  readonly to: Module;
  readonly scope: ReadonlyMap<string, Node>;
  readonly depth: number;
}

/** Names that every module has. */
const everywhere = new Set([
  'Math', 'Number', 'Array', 'Float64Array', 'Float32Array', 'Int32Array', 'Map', 'Set', 'Infinity', 'NaN', 'undefined', 'Object', 'Date',
]); // prettier-ignore

/** An expression's text with every name replaced that the other module does not know; undefined where one cannot be. */
function closed(node: Node, at: Place): string | undefined {
  const { from } = at;
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const ok = collect(node, at, new Set(), edits);
  if (!ok) return undefined;
  let text = '';
  let start = node.start!;
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    text += from.text.slice(start, edit.start) + edit.text;
    start = edit.end;
  }
  return (text + from.text.slice(start, node.end!)).replace(/\s+/g, ' ');
}

function collect(
  node: Node,
  at: Place,
  own: ReadonlySet<string>,
  edits: { start: number; end: number; text: string }[],
): boolean {
  if (/^(Await|Yield|This|Super|Spread|Assignment|Update)/.test(node.type)) return false;
  if (node.type === 'Identifier') return collectName(node, at, own, edits);
  if (node.type === 'MemberExpression' && !node.computed) return collect(node.object, at, own, edits);
  if (node.type === 'ObjectProperty' && !node.computed) {
    if (node.shorthand && node.value.type === 'Identifier') {
      const inner: typeof edits = [];
      const ok = collect(node.value, at, own, inner);
      for (const { start, end, text } of inner)
        edits.push({ start, end, text: `${at.from.text.slice(start, end)}: ${text}` });
      return ok;
    }
    return collect(node.value, at, own, edits);
  }
  let names = own;
  if (functionLike.test(node.type)) {
    if (node.type !== 'ArrowFunctionExpression' || node.body.type === 'BlockStatement') return false;
    const parameters = node.params.flatMap((one) => (one.type === 'Identifier' ? [one.name] : []));
    if (parameters.length < node.params.length) return false;
    names = new Set([...own, ...parameters]);
    return collect(node.body, at, names, edits);
  }
  let ok = true;
  eachChild(node, (child) => {
    ok &&= collect(child, at, names, edits);
  });
  return ok;
}

function collectName(
  { name, start, end }: Node & { readonly type: 'Identifier' },
  at: Place,
  own: ReadonlySet<string>,
  edits: { start: number; end: number; text: string }[],
): boolean {
  const { sources, from, to, scope, depth } = at;
  if (own.has(name) || (everywhere.has(name) && !scope.has(name) && !from.names.has(name))) return true;
  const local = scope.get(name);
  if (!local) {
    const isThere = from === to && (from.names.has(name) || from.imports.get(name)?.isType === false);
    if (isThere) return true;
    const imported = from.imports.get(name);
    const known = [...to.imports].find(
      ([, one]) => imported && !one.isType && one.from === imported.from && one.name === imported.name,
    );
    const mine = imported && sources.imported(from, imported.from) === to && to.names.has(imported.name);
    if (known ?? mine) {
      edits.push({ start: start!, end: end!, text: known?.[0] ?? imported!.name });
      return true;
    }
  }
  const declared = from.names.get(name);
  const value = local ?? (declared?.type === 'VariableDeclarator' ? declared.init : undefined);
  const text = value && depth < 4 ? closed(value, { ...at, depth: depth + 1 }) : undefined;
  if (text === undefined) return false;
  const isLoose = /^(Binary|Logical|Conditional|Unary|ArrowFunction)Expression$/.test(value!.type);
  edits.push({ start: start!, end: end!, text: isLoose ? `(${text})` : text });
  return true;
}
