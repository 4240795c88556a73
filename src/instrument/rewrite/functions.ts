import type * as t from '@babel/types';
import { functionMark, runtimeGlobal as gl, sloppyMark } from '../../shared/runtime.ts';
import { boundNames, hasReceiver, type Node, type NodeOf } from '../ast.ts';
import { functionRange, functionStart } from '../functionText.ts';
import type { Rewriters, Writer } from '../writer.ts';
import { writeKey } from './members.ts';
import { writeParams, writeSetter } from './parameters.ts';
import { assignProperties, writeClassBody } from './properties.ts';

type Method = NodeOf<'ClassMethod'> | NodeOf<'ClassPrivateMethod'> | NodeOf<'ObjectMethod'>;
type Field = NodeOf<'ClassProperty'> | NodeOf<'ClassPrivateProperty'> | NodeOf<'ClassAccessorProperty'>;
type Class = NodeOf<'ClassDeclaration'> | NodeOf<'ClassExpression'>;

/** Functions and classes: their types go, the mark comes in, parameters get their names recorded. */
export const functions: Rewriters = {
  FunctionDeclaration: writeFunction,
  FunctionExpression: writeFunction,
  ArrowFunctionExpression(w, node) {
    return w.inside(isStrict(node), node, () => {
      const own = mark(w, node);
      const params = writeParams(w, node);
      // No line break may stand before the arrow: those of the types come after it.
      const lines = w.lines(node.start!, node.body.start!).length > 0 ? breaksLost(w, node, params) : '';
      return `${node.async ? 'async ' : ''}${params} =>${lines} ${own}${writeBody(w, node)}`;
    });
  },
  ObjectMethod: writeMethod,
  ClassMethod: writeMethod,
  ClassPrivateMethod: writeMethod,
  ClassProperty: writeField,
  ClassPrivateProperty: writeField,
  ClassAccessorProperty: writeField,
  ClassDeclaration: (w, node) => (node.declare ? w.lines(node.start!, node.end!) : writeClass(w, node)),
  ClassExpression: writeClass,
  ObjectProperty(w, node) {
    if (!node.shorthand) {
      return w.copy(node, (child, key) => {
        if (key === 'value') return w.write(child);
        return node.computed ? writeKey(w, child) : w.source.slice(child.start!, child.end!);
      });
    }
    const value = w.write(node.value);
    const { name } = node.key as t.Identifier;
    return w.isUnchanged(node, value) ? value : `${name}: ${value}`;
  },
};

function writeFunction(
  w: Writer,
  node: NodeOf<'FunctionDeclaration'> | NodeOf<'FunctionExpression'>,
): string {
  if (node.type === 'FunctionDeclaration' && node.declare) return w.lines(node.start!, node.end!);
  return w.inside(isStrict(node), node, () => {
    const head = `${node.async ? 'async ' : ''}function${node.generator ? '*' : ''} ${node.id?.name ?? ''}`;
    const own = mark(w, node);
    const params = writeParams(w, node);
    return head + params + breaksLost(w, node, params) + ' ' + own + writeBody(w, node);
  });
}

function writeMethod(w: Writer, node: Method): string {
  const isClass = node.type !== 'ObjectMethod';
  const words = [
    isClass && node.static ? 'static' : '',
    node.async ? 'async' : '',
    node.kind === 'get' || node.kind === 'set' ? node.kind : '',
  ];
  const prefix =
    words
      .filter(Boolean)
      .map((word) => `${word} `)
      .join('') + (node.generator ? '*' : '');
  const lines = w.lines(node.start!, node.key.start!);
  const own = mark(w, node);
  const key = writeMemberKey(w, node);
  return w.inside(isStrict(node), node, () => {
    const setter = writeSetter(w, node, () => writeBody(w, node));
    const params = setter?.params ?? writeParams(w, node);
    const head =
      lines + prefix + key + params + breaksLost(w, node, lines + params + key + (setter?.moved ?? ''));
    return head + ' ' + own + (setter?.body ?? writeBody(w, node));
  });
}

/** A class field; abstract and ambient ones go, as do bare ones where the compiler options say so. */
export function writeField(w: Writer, node: Field): string {
  const isAbsent =
    node.type === 'ClassProperty' &&
    (node.declare || node.abstract || (!node.value && w.setting.dropBareFields && !node.static));
  if (isAbsent) return w.lines(node.start!, node.end!);
  const lines = w.lines(node.start!, node.key.start!);
  const prefix = (node.static ? 'static ' : '') + (node.type === 'ClassAccessorProperty' ? 'accessor ' : '');
  if (node.type === 'ClassProperty' && node.value && !node.computed && w.setting.dropBareFields) {
    const name = w.source.slice(node.key.start!, node.key.end!);
    const assigned = `${node.key.type === 'Identifier' ? `this.${name}` : `this[${name}]`} =${w.lines(node.key.end!, node.value.start!)} ${w.write(node.value)}`;
    // nobody sees the private field whose making assigns the public one
    return lines + (node.static ? `static { ${assigned}; }` : `#__gl${node.start} = (${assigned});`);
  }
  const value = node.value
    ? ` =${w.lines(node.key.end!, node.value.start!)} ${w.write(node.value)}`
    : w.lines(node.key.end!, node.end!);
  return `${lines}${prefix}${writeMemberKey(w, node)}${value};`;
}

function writeMemberKey(w: Writer, node: Method | Field): string {
  const { key } = node;
  const isComputed =
    node.type !== 'ClassPrivateMethod' && node.type !== 'ClassPrivateProperty' && node.computed;
  return isComputed ? `[${writeKey(w, key)}]` : w.source.slice(key.start!, key.end!);
}

function writeClass(w: Writer, node: Class): string {
  return w.inside(true, w.within, () => {
    const own = mark(w, node);
    const name = node.id ? ` ${node.id.name}` : '';
    const heritage = node.superClass ? ` extends ${writeHeritage(w, node.superClass)}` : '';
    const isCalled = heritage.includes('(') && !hasCall(w.source.slice(node.start!, node.body.start!));
    const head = `class${isCalled ? shownAsClass : ''}${name}${heritage}`;
    const lines = w.lines(node.start!, node.body.start!).slice(breakCount(head));
    return `${head}${lines} ${own}${writeClassBody(w, node.body)}`;
  });
}

/** `util.inspect` shows a function as a class if no parenthesis stands before the first brace of its text. */
const shownAsClass = '/*{*/';
const hasCall = (head: string) =>
  head
    .replaceAll(/\/\/.*?\n|\/\*[^]*?\*\//g, '')
    .replace(/\{[^]*/, '')
    .includes('(');

/** Writes the base of a class: a tracked number becomes its number, since the engine would take the box for an object. */
function writeHeritage(w: Writer, node: Node): string {
  const text = w.write(node);
  const isPlain = !w.setting.trace || /^(Identifier|NullLiteral)$/.test(node.type);
  return isPlain ? text : `${gl}.plain(${w.site(node, 'extends')}, ${text})`;
}

function writeBody(w: Writer, node: t.Function): string {
  const { body } = node;
  const names = parameterNames(w, node);
  if (body.type === 'BlockStatement') {
    const inserted = names.map((name) => `${name};`).join('');
    return assignProperties(w, node, body, inserted);
  }
  const text = w.write(body);
  return names.length > 0 ? `(${names.join(', ')}, ${text})` : text;
}

function parameterNames(w: Writer, node: t.Function): string[] {
  if (!w.setting.trace || !w.setting.workspace) return [];
  const kind = 'kind' in node ? node.kind : 'method';
  if (kind === 'get' || kind === 'set') return [];
  return node.params.flatMap((param) => {
    const inner = param.type === 'TSParameterProperty' ? param.parameter : param;
    const id = inner.type === 'AssignmentPattern' ? inner.left : inner;
    const bound: t.Identifier[] = [];
    if (id.type !== 'RestElement') boundNames(id, (one) => bound.push(one));
    return bound
      .filter(({ name }) => name !== 'this')
      .map((one) => `${gl}.name(${w.site(nameOnly(one), one.name)}, ${one.name})`);
  });
}

/** A parameter without its type annotation. */
function nameOnly(id: t.Identifier): Node {
  if (!id.typeAnnotation && !id.optional) return id;
  const { start } = id.loc!;
  const end = { ...start, column: start.column + id.name.length };
  return { ...id, loc: { ...id.loc!, end } };
}

function isStrict(node: t.Function): boolean {
  return (
    node.body.type === 'BlockStatement' && node.body.directives.some((d) => d.value.value === 'use strict')
  );
}

/**
 * The comment that marks a function as instrumented, with the site of its text. The site holds the text itself where the file does not
 * have it as it is (in a `@trace`).
 */
function mark(w: Writer, node: t.Function | Class): string {
  const { sites, original, isTag } = w.setting;
  const text = isTag ? w.source.slice(functionStart(w.source, node), node.end!) : undefined;
  const isSloppy =
    !w.strict &&
    /^Function|^ObjectMethod$/.test(node.type) &&
    !isStrict(node as t.Function) &&
    [...(node as t.Function).params, node.body].some(hasReceiver);
  return `${functionMark}${sites.add(original(functionRange(w.source, node), node.type), text)}*/${isSloppy ? sloppyMark : ''}`;
}

/** The line breaks between a function's start and its body that `written` does not hold yet. */
function breaksLost(w: Writer, node: t.Function, written: string): string {
  return w.lines(node.start!, node.body.start!).slice(breakCount(written));
}

function breakCount(text: string): number {
  return text.replace(/[^\n\r\u2028\u2029]+/g, '').length;
}
