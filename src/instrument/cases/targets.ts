import type * as t from '@babel/types';
import type { Range } from '../../shared/span.ts';
import type { Node } from '../ast.ts';
import { propertyKey, rangeOf, staticKey, unwrap } from '../ast.ts';

/** A declaration that a `@trace` may stand on. */
export interface Target {
  /** `loss`, `Mlp.loss`, `activations.relu.f`. */
  readonly name: string;
  readonly range: Range;
  /** Where the declaration starts, `export` included; of an overload set, each signature and the implementation. */
  readonly starts: readonly number[];
  readonly parameters: readonly Node[];
  /** A method, getter or field of the instances of a class, not of the class. */
  readonly ofInstance: boolean;
  /** It is read, not called. */
  readonly isGetter: boolean;
}

/**
 * The functions that a module's top level gives a name: declarations, constants, members of object literals and of classes, and
 * those of namespaces. Of an overload set, the first signature, with the parameters of the last.
 */
export function targetsOf(program: t.Program): Target[] {
  const finder = new TargetFinder();
  for (const statement of program.body) finder.statement(statement, statement.start!, '');
  return finder.targets;
}

type Traits = Partial<Pick<Target, 'ofInstance' | 'isGetter'>>;

class TargetFinder {
  readonly targets: Target[] = [];

  /** Finds the targets of a statement that starts at `start`; `prefix` is that of the namespace around it. */
  statement(node: Node, start: number, prefix: string): void {
    switch (node.type) {
      case 'ExportNamedDeclaration':
        if (node.declaration) this.statement(node.declaration, start, prefix);
        return;
      case 'ExportDefaultDeclaration':
        if (/Declaration$|^TSDeclareFunction$/.test(node.declaration.type))
          return this.statement(node.declaration, start, prefix);
        return this.#value(node.declaration, node, `${prefix}default`, start);
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        return this.#add(node.id ?? node, prefix + (node.id?.name ?? 'default'), start, node.params);
      case 'VariableDeclaration':
        node.declarations.forEach(({ id, init, start: own }, i) => {
          if (id.type === 'Identifier' && init)
            this.#value(init, id, prefix + id.name, i === 0 ? start : own!);
        });
        return;
      case 'ClassDeclaration':
        return this.#class(node, prefix + (node.id?.name ?? 'default'));
      case 'TSModuleDeclaration': {
        if (node.declare || node.id.type === 'StringLiteral') return;
        const inner = `${prefix}${dotted(node.id) ?? ''}.`;
        const { body } = node;
        for (const one of body?.type === 'TSModuleBlock' ? body.body : [])
          this.statement(one, one.start!, inner);
        return;
      }
      default:
    }
  }

  /** Finds the targets in the value that a name is given, directly or through a call (`Object.freeze({ … })`). */
  #value(node: Node, name: Node, text: string, start: number, traits: Traits = {}): void {
    const value = unwrap(node);
    switch (value.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return this.#add(name, text, start, value.params, traits);
      case 'ClassExpression':
        return this.#class(value, text);
      case 'CallExpression':
        for (const argument of value.arguments)
          if (unwrap(argument).type === 'ObjectExpression') this.#value(argument, name, text, start, traits);
        return;
      case 'ObjectExpression':
        for (const member of value.properties) {
          const key = member.type === 'SpreadElement' ? undefined : propertyKey(member);
          if (key === undefined || member.type === 'SpreadElement') continue;
          const path = `${text}.${key}`;
          if (member.type === 'ObjectProperty')
            this.#value(member.value, member.key, path, member.start!, traits);
          else if (member.kind !== 'set')
            this.#add(member.key, path, member.start!, member.params, {
              ...traits,
              isGetter: member.kind === 'get',
            });
        }
        return;
      default:
    }
  }

  #class({ body }: t.Class, name: string): void {
    for (const member of body.body) {
      switch (member.type) {
        case 'ClassMethod':
        case 'TSDeclareMethod': {
          const key = propertyKey(member);
          if (key === undefined || member.kind === 'set' || member.kind === 'constructor') continue;
          const traits = { ofInstance: !member.static, isGetter: member.kind === 'get' };
          this.#add(member.key, `${name}.${key}`, member.start!, member.params, traits);
          break;
        }
        case 'ClassProperty': {
          const key = propertyKey(member);
          if (key === undefined || !member.value) continue;
          const traits = { ofInstance: !member.static };
          this.#value(member.value, member.key, `${name}.${key}`, member.start!, traits);
          break;
        }
        default:
      }
    }
  }

  #add(name: Node, text: string, start: number, parameters: readonly Node[], traits: Traits = {}): void {
    const before = this.targets.at(-1);
    if (before?.name === text) {
      this.targets[this.targets.length - 1] = { ...before, starts: [...before.starts, start], parameters };
      return;
    }
    const { ofInstance = false, isGetter = false } = traits;
    this.targets.push({
      name: text,
      range: nameRange(name),
      starts: [start],
      parameters,
      ofInstance,
      isGetter,
    });
  }
}

/** `a.b` of names, members and `new A(…)`, which stands for `A`; undefined of anything else. */
export function dotted(node: Node): string | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Identifier':
      return inner.name;
    case 'NewExpression':
      return dotted(inner.callee);
    case 'MemberExpression':
    case 'TSQualifiedName': {
      const [object, key] =
        inner.type === 'TSQualifiedName' ? [inner.left, inner.right.name] : [inner.object, staticKey(inner)];
      const owner = dotted(object);
      return owner === undefined || key === undefined ? undefined : `${owner}.${key}`;
    }
    default:
      return undefined;
  }
}

/** A name's range, without a type annotation that Babel counts in. */
function nameRange(name: Node): Range {
  const [line, column, endLine, endColumn] = rangeOf(name);
  return name.type === 'Identifier'
    ? [line, column, line, column + name.name.length]
    : [line, column, endLine, endColumn];
}
