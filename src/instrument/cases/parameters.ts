import { parseExpression } from '@babel/parser';
import type * as t from '@babel/types';
import type { ParameterName, ParameterPattern } from '../../shared/runtime.ts';
import { propertyKey, type Node } from '../ast.ts';

/** The names that the parameters of a function bind, by its text in JavaScript; undefined of a class, and of what does not parse. */
export function parametersOf(text: string): ParameterPattern | undefined {
  const function_ = parsed(`(${text})`) ?? methodOf(parsed(`({ ${text} })`));
  return function_ && 'params' in function_ ? namesOfList(function_.params) : undefined;
}

function parsed(text: string): t.Expression | undefined {
  try {
    return parseExpression(text, { attachComment: false });
  } catch {
    return undefined;
  }
}

const methodOf = (node: t.Expression | undefined) =>
  node?.type === 'ObjectExpression' ? node.properties[0] : undefined;

/** The names that parameters, or the elements of an array pattern, bind. */
export function namesOfList(elements: readonly (Node | null)[]): ParameterPattern {
  const last = elements.at(-1);
  const rest = last?.type === 'RestElement' ? last : undefined;
  const from = elements.length - (rest ? 1 : 0);
  const parts = elements.slice(0, from).flatMap((element, i) => part(String(i), element));
  const name = rest && nameOf(rest.argument);
  return { kind: 'list', parts, ...(name !== undefined && { rest: { name, from } }) };
}

function namesOfObject({ properties }: Extract<Node, { type: 'ObjectPattern' }>): ParameterPattern {
  const parts = properties.flatMap((one) => {
    if (one.type === 'RestElement') return [];
    const key = propertyKey(one);
    return key === undefined ? [] : part(key, one.value);
  });
  const rest = properties.find((one) => one.type === 'RestElement');
  const name = rest && nameOf(rest.argument);
  return { kind: 'object', parts, ...(name !== undefined && { rest: { name, from: 0 } }) };
}

function part(key: string, node: Node | null): [string, ParameterName][] {
  const name = node ? nameOf(node) : undefined;
  return name === undefined ? [] : [[key, name]];
}

function nameOf(node: Node): ParameterName | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'TSParameterProperty':
      return nameOf(node.parameter);
    case 'AssignmentPattern':
      return nameOf(node.left);
    case 'ArrayPattern':
      return namesOfList(node.elements);
    case 'ObjectPattern':
      return namesOfObject(node);
    default:
      return undefined;
  }
}
