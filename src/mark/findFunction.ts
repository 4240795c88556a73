import {
  eachChild,
  holds,
  isFunction,
  rangeOf,
  unwrap,
  type Node,
  type NodeOf,
} from '../instrument/syntax.ts';
import type { Code } from './follow.ts';
import type { Module } from './sources.ts';

/** A function with the class that makes the objects it is a method of. */
export interface Found {
  readonly code: Code;
  readonly owner: NodeOf<'ClassDeclaration'> | undefined;
}

/** The outermost declaration of a function that a place (line from 1, column from 0) is in. */
export function findFunction(module: Module, line: number, column: number): Found | undefined {
  let found: Found | undefined;
  const visit = (node: Node, owner: Found['owner']): void => {
    const range = rangeOf(node);
    if (found || !holds(range, line, column)) return;
    const code = codeOf(node);
    if (code) found = { code, owner: 'static' in node && node.static ? undefined : owner };
    const inner = isClassPart.test(node.type) ? owner : undefined;
    eachChild(node, (child) => visit(child, node.type === 'ClassDeclaration' ? node : inner));
  };
  visit(module.program, undefined);
  return found;
}

const isClassPart = /^Class(Body|(Private)?(Method|Property))$/;

/** The function that a declaration gives a name to. */
function codeOf(node: Node): Code | undefined {
  switch (node.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return node.declaration ? codeOf(node.declaration) : undefined;
    case 'VariableDeclaration':
      return codeOf(node.declarations[0]!);
    case 'VariableDeclarator':
      return node.init ? codeOf(unwrap(node.init)) : undefined;
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return node.value ? codeOf(unwrap(node.value)) : undefined;
    default:
      return isFunction(node) ? node : undefined;
  }
}
