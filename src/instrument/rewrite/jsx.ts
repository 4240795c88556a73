import type * as t from '@babel/types';
import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import type { Node } from '../ast.ts';
import { rangeOf } from '../ast.ts';
import { isIntrinsic, isKey, keyAfterSpread } from '../typescript/jsxOptions.ts';
import type { Rewriters, Writer } from '../writer.ts';

type Element = t.JSXElement | t.JSXFragment;

/** `<a b={c}>d</a>` is a call of the factory, or of the runtime, that the compiler options name. */
export const jsx: Rewriters = { JSXElement: writeElement, JSXFragment: writeElement };

function writeElement(w: Writer, node: Element): string {
  const opening = node.type === 'JSXElement' ? node.openingElement : undefined;
  const attributes = opening?.attributes ?? [];
  const pieces = new Pieces(w, node.start!);
  const props = attributes.map((one) => pieces.add(one, writeAttribute(w, one))!);
  const children = node.children.flatMap((child) => pieces.add(child, writeChild(w, child)) ?? []);
  const breaks = pieces.rest(node.end!);
  const jsx = w.setting.jsx!;
  const type = opening
    ? typeText(opening.name)
    : jsx.runtime === 'classic'
      ? jsx.fragment
      : `${jsx.name}.Fragment`;
  if (jsx.runtime === 'classic' || keyAfterSpread(attributes)) {
    const factory = jsx.runtime === 'classic' ? jsx.factory : `${jsx.name}1.createElement`;
    const list = props.length > 0 ? `{ ${props.join(', ')} }` : 'null';
    return writeCall(w, node, factory, [type, list, ...children], breaks);
  }
  const isStatic = children.length > 1 || node.children.some((child) => child.type === 'JSXSpreadChild');
  const key = attributes.findLastIndex(isKey);
  const own = props.filter((_, i) => !isKey(attributes[i]!));
  if (children.length > 0) own.push(`children: ${isStatic ? `[${children.join(', ')}]` : children[0]!}`);
  const args = [type, `{ ${own.join(', ')} }`];
  if (key >= 0) args.push(props[key]!.replace(/^(\s*)key: /, '$1'));
  if (jsx.runtime === 'automatic') {
    return writeCall(w, node, `${jsx.name}.${isStatic ? 'jsxs' : 'jsx'}`, args, breaks);
  }
  const [line, column] = w.setting.original(rangeOf(node), node.type);
  const place = `{ fileName: ${JSON.stringify(jsx.file)}, lineNumber: ${line}, columnNumber: ${column + 1} }`;
  if (key < 0) args.push('void 0');
  return writeCall(w, node, `${jsx.name}.jsxDEV`, [...args, String(isStatic), place, 'this'], breaks);
}

/** The call of a factory by its name, or of a function of the runtime, which has no receiver. */
function writeCall(
  w: Writer,
  node: Element,
  callee: string,
  args: readonly string[],
  breaks: string,
): string {
  const list = args.join(', ') + breaks;
  const [, object, name] = /^(.*)\.(.*)$/.exec(w.setting.jsx!.runtime === 'classic' ? callee : '') ?? [];
  if (!w.setting.trace) return object === undefined ? `(0, ${callee})(${list})` : `${callee}(${list})`;
  const s = w.site(node, callee);
  if (object === undefined) return `${gl}.callN(${s}, ${callee}, undefined, [${list}])`;
  return `${gl}.callN(${s}, ${gl}.method(${s}, ${object}, "${name}"), ${gl}.self, [${list}])`;
}

function typeText(name: t.JSXOpeningElement['name']): string {
  if (name.type === 'JSXNamespacedName') return JSON.stringify(`${name.namespace.name}:${name.name.name}`);
  if (name.type === 'JSXIdentifier') return isIntrinsic(name.name) ? JSON.stringify(name.name) : name.name;
  const { object, property } = name;
  return `${object.type === 'JSXIdentifier' ? object.name : typeText(object)}.${property.name}`;
}

function writeAttribute(w: Writer, node: t.JSXAttribute | t.JSXSpreadAttribute): string {
  if (node.type === 'JSXSpreadAttribute') {
    const value = w.argument(node.argument);
    return `...${w.setting.trace ? `${gl}.properties(${w.site(node.argument)}, ${value})` : value}`;
  }
  const { name, value } = node;
  const text = name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`;
  const key = /^[\w$]+$/.test(text) && text !== '__proto__' ? text : `[${JSON.stringify(text)}]`;
  return `${key}: ${value ? writeValue(w, value) : 'true'}`;
}

function writeValue(w: Writer, value: NonNullable<t.JSXAttribute['value']>): string {
  if (value.type === 'StringLiteral') return JSON.stringify(value.value) + w.lines(value.start!, value.end!);
  if (value.type !== 'JSXExpressionContainer') return w.write(value);
  const { expression } = value;
  const before = w.lines(value.start!, expression.start!);
  return before + w.argument(expression) + w.lines(expression.end!, value.end!);
}

/** A child as an argument; undefined for one that is nothing. */
function writeChild(w: Writer, node: t.JSXElement['children'][number]): string | undefined {
  switch (node.type) {
    case 'JSXText': {
      const text = trimmed(node.value);
      return text === '' ? undefined : JSON.stringify(text) + w.lines(node.start!, node.end!);
    }
    case 'JSXSpreadChild':
      return `...${w.argument(node.expression)}`;
    case 'JSXExpressionContainer':
      return node.expression.type === 'JSXEmptyExpression' ? undefined : writeValue(w, node);
    default:
      return w.write(node);
  }
}

/** Text between tags: its lines without what indents them, joined by blanks. */
function trimmed(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  return lines
    .map((line, i) => {
      const start = i === 0 ? line : line.replace(/^[ \t]+/, '');
      return i === lines.length - 1 ? start : start.replace(/[ \t]+$/, '');
    })
    .filter((line) => line !== '')
    .join(' ');
}

/** Parts of an element, each with the line breaks that stand before it. */
class Pieces {
  readonly #w: Writer;
  #position: number;
  #pending = '';

  constructor(w: Writer, start: number) {
    this.#w = w;
    this.#position = start;
  }

  add(node: Node, text: string | undefined): string | undefined {
    const before = this.rest(node.start!);
    this.#position = node.end!;
    if (text === undefined) this.#pending = before + this.#w.lines(node.start!, node.end!);
    else this.#pending = '';
    return text === undefined ? undefined : before + text;
  }

  /** The line breaks between the last part and `end`. */
  rest(end: number): string {
    return this.#pending + this.#w.lines(this.#position, end);
  }
}
