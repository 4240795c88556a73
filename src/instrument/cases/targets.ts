import type * as t from '@babel/types';
import type { Range } from '../../shared/span.ts';
import type { Node } from '../ast.ts';
import { rangeOf, unwrap } from '../ast.ts';

/** A declaration that a `@trace` may stand on. */
export interface Target {
  /** `loss`, `Mlp.loss`. */
  readonly name: string;
  readonly range: Range;
  /** Where the declaration starts, `export` included. */
  readonly start: number;
  readonly parameters: readonly Node[];
  /** A method that is called on its class. */
  readonly isStatic: boolean;
}

/** The module's functions, constants that hold one, and methods. Of an overload set, the first signature, with the parameters of the last. */
export function targetsOf(program: t.Program): Target[] {
  const targets: Target[] = [];
  const add = (
    name: Node,
    text: string,
    start: number,
    parameters: readonly Node[],
    isStatic = false,
  ): void => {
    const range = nameRange(name);
    const before = targets.at(-1);
    if (before?.name === text) targets[targets.length - 1] = { ...before, parameters };
    else targets.push({ name: text, range, start, parameters, isStatic });
  };
  const visit = (node: Node, start: number): void => {
    switch (node.type) {
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        if (node.declaration) visit(node.declaration, start);
        return;
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        return add(node.id ?? node, node.id?.name ?? 'default', start, node.params);
      case 'VariableDeclaration': {
        const [first] = node.declarations;
        const value = first?.init && unwrap(first.init);
        const isFunction = value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression';
        if (first?.id.type === 'Identifier' && isFunction) add(first.id, first.id.name, start, value.params);
        return;
      }
      case 'ClassDeclaration':
        for (const member of node.body.body) {
          const isMethod = member.type === 'ClassMethod' || member.type === 'TSDeclareMethod';
          if (!isMethod || member.computed || member.key.type !== 'Identifier' || member.kind !== 'method')
            continue;
          const name = `${node.id?.name ?? 'default'}.${member.key.name}`;
          add(member.key, name, member.start!, member.params, member.static === true);
        }
        return;
      default:
    }
  };
  for (const statement of program.body) visit(statement, statement.start!);
  return targets;
}

/** A name's range, without a type annotation that Babel counts in. */
function nameRange(name: Node): Range {
  const [line, column, endLine, endColumn] = rangeOf(name);
  return name.type === 'Identifier'
    ? [line, column, line, column + name.name.length]
    : [line, column, endLine, endColumn];
}
