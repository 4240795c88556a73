import type * as core from '@babel/core';
import type * as t from '@babel/types';
import { declarationOf, NamespaceSyntax, wordsOf, type Part } from './namespaceParts.ts';
import { qualifyReferences } from './namespaceReferences.ts';

/**
 * Namespaces as the compiler writes them: a function a part, in which exported variables, and whatever other parts export, are
 * properties of the namespace.
 */
export function namespaces(hasValue: (node: t.Node) => boolean): (api: typeof core) => core.PluginObject {
  return ({ types }) => ({
    name: 'namespaces',
    visitor: {
      Program(program) {
        const syntax = new NamespaceSyntax(types, hasValue);
        const parts = syntax.partsOf(program.node.body);
        if (parts.length === 0) return;
        const partOf = new Map<t.Node, Part>(
          parts.flatMap((part) => (part.block ? [[part.block, part]] : [])),
        );
        qualifyReferences(program, syntax, parts, partOf);
        const writer = new NamespaceWriter(syntax, partOf);
        const known = syntax.extensibleNames(program.node.body);
        for (const path of program.get('body')) {
          const inner = declarationOf(path.node);
          if (!syntax.isNamespace(inner)) continue;
          const [first, ...rest] = writer.called(inner, '', known);
          const isExported = inner !== path.node && first?.type === 'VariableDeclaration';
          path.replaceWithMultiple([isExported ? types.exportNamedDeclaration(first) : first!, ...rest]);
        }
        program.scope.crawl();
      },
    },
  });
}

/** Writes namespaces as functions that are called. */
class NamespaceWriter {
  readonly #syntax: NamespaceSyntax;
  readonly #partOf: ReadonlyMap<t.Node, Part>;

  constructor(syntax: NamespaceSyntax, partOf: ReadonlyMap<t.Node, Part>) {
    this.#syntax = syntax;
    this.#partOf = partOf;
  }

  /**
   * A part as a function that is called, after the variable that holds the namespace unless `known` has it.
   * @param outer full name of the namespace around; empty at the top level
   * @param holder the object that the namespace is exported to; undefined if it is not exported
   */
  called(node: t.TSModuleDeclaration, outer: string, known: Set<string>, holder?: string): t.Statement[] {
    const { t } = this.#syntax;
    const part = this.#partOf.get(node.body)!;
    const wrap = (words: readonly string[], within: Set<string>, parent?: string): t.Statement[] => {
      const [word, ...rest] = words as [string, ...string[]];
      const name = rest.length > 0 ? word : part.holder;
      const inside = this.#syntax.extensibleNames(node.body.body);
      const body =
        rest.length > 0
          ? wrap(rest, new Set(), name)
          : node.body.body.flatMap((one) => this.#statements(one as t.Statement, part, inside));
      const object = parent === undefined ? t.identifier(word) : this.#syntax.member(parent, word);
      const empty = t.assignmentExpression('=', t.cloneNode(object), t.objectExpression([]));
      const made = t.logicalExpression('||', object, empty);
      const argument = parent === undefined ? made : t.assignmentExpression('=', t.identifier(word), made);
      const f = t.functionExpression(null, [t.identifier(name)], t.blockStatement(body));
      const call = at(t.expressionStatement(t.callExpression(f, [argument])), node);
      if (within.has(word)) return [call];
      within.add(word);
      const kind = outer === '' && parent === undefined ? 'var' : 'let';
      return [t.variableDeclaration(kind, [t.variableDeclarator(t.identifier(word))]), call];
    };
    return wrap(wordsOf(node.id), known, holder);
  }

  /** A statement of a part; what it exports becomes properties. */
  #statements(node: t.Statement, part: Part, known: Set<string>): t.Statement[] {
    const { t } = this.#syntax;
    const { holder } = part;
    const inner = declarationOf(node);
    if (this.#syntax.isNamespace(inner))
      return this.called(inner, part.name, known, node === inner ? undefined : holder);
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return [node];
    const { declaration } = node;
    if (declaration.type === 'TSImportEqualsDeclaration') {
      const [first, ...rest] = wordsOf(declaration.moduleReference).map((word) => t.identifier(word));
      const value = rest.reduce<t.Expression>((object, word) => t.memberExpression(object, word), first!);
      return [this.#assignment(holder, declaration.id.name, value)];
    }
    if (t.isVariableDeclaration(declaration)) {
      if (declaration.declare) return [];
      return declaration.declarations.flatMap((one) => {
        if (!one.init) return [];
        const target = this.#target(one.id, holder) as t.LVal;
        return at(t.expressionStatement(t.assignmentExpression('=', target, one.init)), one);
      });
    }
    const isNamed =
      'id' in declaration && declaration.id?.type === 'Identifier' && this.#syntax.hasValue(declaration);
    if (!isNamed) return [declaration];
    const { name } = declaration.id as t.Identifier;
    return [declaration, this.#assignment(holder, name, t.identifier(name))];
  }

  #assignment(holder: string, name: string, value: t.Expression): t.ExpressionStatement {
    const { t } = this.#syntax;
    return t.expressionStatement(t.assignmentExpression('=', this.#syntax.member(holder, name), value));
  }

  /** A pattern whose names are properties of `holder`. */
  #target(node: t.Node, holder: string): t.Node {
    const inside = (one: t.Node | null) => (one ? this.#target(one, holder) : one);
    switch (node.type) {
      case 'Identifier':
        return this.#syntax.member(holder, node.name);
      case 'AssignmentPattern':
        return Object.assign(node, { left: inside(node.left) });
      case 'RestElement':
        return Object.assign(node, { argument: inside(node.argument) });
      case 'ArrayPattern':
        return Object.assign(node, { elements: node.elements.map(inside) });
      case 'ObjectPattern':
        return Object.assign(node, { properties: node.properties.map(inside) });
      case 'ObjectProperty':
        return Object.assign(node, { value: inside(node.value), shorthand: false });
      default:
        return node;
    }
  }
}

/** Gives a statement the source range of the node that it stands for. */
function at(statement: t.ExpressionStatement, { loc = null }: t.Node): t.ExpressionStatement {
  return Object.assign(statement, { loc });
}
