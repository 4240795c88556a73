import type * as core from '@babel/core';
import type * as t from '@babel/types';

/** One declaration of a namespace with code in it; a dotted name (`namespace A.B`) gives one for each word. */
export interface Part {
  /** The full name (`A.B`): all parts of one name share their exports. */
  readonly name: string;
  /** The block of its statements; undefined of the words before the last. */
  readonly block: t.TSModuleBlock | undefined;
  /** The parts of those words, innermost first. */
  readonly around: readonly Part[];
  readonly exported: ReadonlySet<string>;
  /** Those of the exports that are variables. */
  readonly variables: ReadonlySet<string>;
  /** Name of the object, inside the function, whose properties the exports are. */
  readonly holder: string;
}

/** Babel's constructors of nodes, and what a namespace is made of. */
export class NamespaceSyntax {
  readonly t: typeof core.types;
  /** Whether a declaration leaves anything at run time. */
  readonly hasValue: (node: t.Node) => boolean;

  constructor(types: typeof core.types, hasValue: (node: t.Node) => boolean) {
    this.t = types;
    this.hasValue = hasValue;
  }

  isNamespace(node: t.Node): node is t.TSModuleDeclaration {
    return (
      node.type === 'TSModuleDeclaration' &&
      !node.declare &&
      node.id.type !== 'StringLiteral' &&
      this.hasValue(node)
    );
  }

  member(holder: string, name: string): t.MemberExpression {
    return this.t.memberExpression(this.t.identifier(holder), this.t.identifier(name));
  }

  /** All parts among some statements and inside them, outer ones first. */
  partsOf(body: readonly t.Node[], outer = ''): Part[] {
    return body.map(declarationOf).flatMap((node) => {
      if (!this.isNamespace(node)) return [];
      const words = wordsOf(node.id);
      const before = outer ? [outer] : [];
      const name = [...before, ...words].join('.');
      const around = words.slice(0, -1).map((holder, i) => ({
        name: [...before, ...words.slice(0, i + 1)].join('.'),
        block: undefined,
        around: [],
        exported: new Set([words[i + 1]!]),
        variables: new Set<string>(),
        holder,
      }));
      const last = words.at(-1)!;
      const isUsedInside = node.body.body.some(
        (inner) => last in this.t.getBindingIdentifiers(declarationOf(inner), false, true),
      );
      const part: Part = {
        name,
        block: node.body,
        around: around.toReversed(),
        ...this.#exportsOf(node.body),
        holder: isUsedInside ? `${last}_1` : last,
      };
      return [...around, part, ...this.partsOf(node.body.body, name)];
    });
  }

  #exportsOf(block: t.TSModuleBlock): Pick<Part, 'variables' | 'exported'> {
    const { t, hasValue } = this;
    const variables = new Set<string>();
    const exported = new Set<string>();
    for (const node of block.body) {
      if (node.type !== 'ExportNamedDeclaration' || !node.declaration) continue;
      const { declaration } = node;
      if (declaration.type === 'TSImportEqualsDeclaration') variables.add(declaration.id.name);
      else if (t.isVariableDeclaration(declaration))
        Object.keys(t.getBindingIdentifiers(declaration)).forEach((one) => variables.add(one));
      else if (declaration.type === 'TSModuleDeclaration') exported.add(wordsOf(declaration.id)[0]!);
      else if ('id' in declaration && declaration.id?.type === 'Identifier' && hasValue(declaration))
        exported.add(declaration.id.name);
    }
    return { variables, exported: new Set([...variables, ...exported]) };
  }

  /** Names of functions, classes and enums among statements, which namespaces of the same name extend. */
  extensibleNames(body: readonly t.Node[]): Set<string> {
    const { t } = this;
    const names = body
      .map((node) => ('declaration' in node && node.declaration ? (node.declaration as t.Node) : node))
      .flatMap((node) => {
        const isExtensible =
          t.isFunctionDeclaration(node) || t.isClassDeclaration(node) || node.type === 'TSEnumDeclaration';
        return isExtensible && node.id ? [node.id.name] : [];
      });
    return new Set(names);
  }
}

/** The words of a dotted name. */
export function wordsOf(id: t.Node): string[] {
  if (id.type === 'TSQualifiedName') return [...wordsOf(id.left), id.right.name];
  return id.type === 'Identifier' ? [id.name] : [];
}

/** The declaration that a statement exports, or the statement itself. */
export function declarationOf(node: t.Node): t.Node {
  return node.type === 'ExportNamedDeclaration' && node.declaration ? node.declaration : node;
}
