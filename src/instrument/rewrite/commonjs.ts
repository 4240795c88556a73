import type { Node, NodeOf } from '../ast.ts';
import { staticKey } from '../ast.ts';
import type { Writer } from '../writer.ts';

/**
 * Calls by which a CommonJS module says its exports. Node's lexer finds them by their text, so that text stays;
 * undefined for any other call.
 */
export function keptForLexer(w: Writer, node: NodeOf<'CallExpression'>): string | undefined {
  const { callee, arguments: args } = node;
  const first = args[0];
  const source = w.source.slice(node.start!, node.end!);
  if (isExportStar(callee) && first && /^require\b/.test(textOf(w, first)))
    return w.text(node.start!, node.end!);
  if (callee.type !== 'MemberExpression' || !first) return undefined;
  const head = textOf(w, callee);
  if (head === 'Object.defineProperty' && /^(module\.)?exports$/.test(textOf(w, first))) {
    // A getter `return other.name` is part of the pattern, also where the name is a watched one.
    if (isReexport(args[2])) return w.text(node.start!, node.end!);
    return w.copy(node, (child) => (child === callee ? head : w.write(child)));
  }
  const isCopyLoop =
    /^Object\.keys\(\w+\)\.forEach$/.test(head) && /\bexports\[(\w+)\]|defineProperty\(exports/.test(source);
  return isCopyLoop ? w.text(node.start!, node.end!) : undefined;
}

function textOf(w: Writer, node: Node): string {
  return w.source.slice(node.start!, node.end!);
}

function isExportStar(callee: Node): boolean {
  const name =
    callee.type === 'MemberExpression' ? staticKey(callee) : callee.type === 'Identifier' ? callee.name : '';
  return name === '__exportStar' || name === '__export';
}

/** `{ enumerable: true, get: function () { return other.name; } }`. */
function isReexport(descriptor: Node | undefined): boolean {
  if (descriptor?.type !== 'ObjectExpression') return false;
  return descriptor.properties.some((property) => {
    const getter =
      property.type === 'ObjectMethod'
        ? property
        : property.type === 'ObjectProperty'
          ? property.value
          : undefined;
    if (getter?.type !== 'FunctionExpression' && getter?.type !== 'ObjectMethod') return false;
    const [only] = getter.body.body;
    return only?.type === 'ReturnStatement' && only.argument?.type === 'MemberExpression';
  });
}
