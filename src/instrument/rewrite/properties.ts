import type * as t from '@babel/types';
import type { Node, NodeOf } from '../ast.ts';
import type { Writer } from '../writer.ts';
import { writeBlock } from './blocks.ts';

/*
 * Parameter properties: `constructor(private x: number)` declares a field and assigns it. Where fields are assigned
 * rather than defined (`useDefineForClassFields: false`), initialisers may read those properties, so they move
 * behind the assignments.
 */

type Field = NodeOf<'ClassProperty'>;

/** A class body, with the fields that parameter properties declare. */
export function writeClassBody(w: Writer, body: t.ClassBody): string {
  const names = propertyNames(constructorOf(body));
  if (names.length === 0) return w.write(body);
  if (!w.setting.dropBareFields)
    return w.write(body).replace('{', () => `{${names.map((name) => `${name};`).join('')}`);
  const moved = new Set<Node>(movedFields(body));
  const text = w.copy(body, (child) => {
    if (moved.has(child)) return w.lines(child.start!, child.end!);
    return child.type === 'ClassMethod' && child.kind === 'constructor'
      ? writeConstructor(w, child, [...moved] as Field[])
      : w.write(child);
  });
  return text;
}

/** Statements that move into a constructor, by its body, while it is written. */
const initialisers = new WeakMap<Node, readonly Field[]>();

function writeConstructor(w: Writer, node: t.ClassMethod, fields: readonly Field[]): string {
  initialisers.set(node.body, fields);
  return w.write(node);
}

/** A function's block with `inserted` at its start and, in a constructor, the properties assigned: at once, or after `super()`. */
export function assignProperties(
  w: Writer,
  node: t.Function,
  body: t.BlockStatement,
  inserted: string,
): string {
  const assigned = propertyNames(node).map((name) => `this.${name} = ${name};`);
  if (assigned.length === 0) return writeBlock(w, body, inserted);
  for (const { key, value } of initialisers.get(body) ?? []) {
    const name = w.source.slice(key.start!, key.end!);
    assigned.push(`${key.type === 'Identifier' ? `this.${name}` : `this[${name}]`} = ${w.write(value!)};`);
  }
  const text = assigned.join('');
  const call = body.body.find(
    (one) =>
      one.type === 'ExpressionStatement' &&
      one.expression.type === 'CallExpression' &&
      one.expression.callee.type === 'Super',
  );
  return call ? writeBlock(w, body, inserted, { node: call, text }) : writeBlock(w, body, inserted + text);
}

function constructorOf(body: t.ClassBody): t.ClassMethod | undefined {
  return body.body.find(
    (one): one is t.ClassMethod => one.type === 'ClassMethod' && one.kind === 'constructor',
  );
}

function movedFields(body: t.ClassBody): Field[] {
  return body.body.filter(
    (one): one is Field =>
      one.type === 'ClassProperty' &&
      !!one.value &&
      !one.static &&
      !one.computed &&
      !one.declare &&
      !one.abstract,
  );
}

function propertyNames(node: t.Function | undefined): string[] {
  return (node?.params ?? []).flatMap((param) => {
    if (param.type !== 'TSParameterProperty') return [];
    const inner = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    return inner.type === 'Identifier' ? [inner.name] : [];
  });
}
