import type * as core from '@babel/core';
import type * as t from '@babel/types';

type Path<T extends t.Node> = core.NodePath<T>;

/** A part of a namespace on its way out: a name of several words is several. */
interface Part {
  /** `A.B`: parts of one name have their exports in common. */
  readonly name: string;
  /** Where it stands; of the words before the last nowhere. */
  readonly block: t.TSModuleBlock | undefined;
  /** Those words, innermost first. */
  readonly around: readonly Part[];
  readonly exported: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  /** What the exports are properties of, inside. */
  readonly holder: string;
}

/**
 * Namespaces as the compiler writes them: a function a part, in which exported variables, and whatever other parts export, are
 * properties of the namespace.
 */
export function namespaces(hasValue: (node: t.Node) => boolean): (api: typeof core) => core.PluginObject {
  return ({ types: t }) => {
    const wordsOf = (id: t.Node): string[] =>
      id.type === 'TSQualifiedName'
        ? [...wordsOf(id.left), id.right.name]
        : id.type === 'Identifier'
          ? [id.name]
          : [];
    const declarationOf = (node: t.Node): t.Node =>
      node.type === 'ExportNamedDeclaration' && node.declaration ? node.declaration : node;
    const isNamespace = (node: t.Node): node is t.TSModuleDeclaration =>
      node.type === 'TSModuleDeclaration' &&
      !node.declare &&
      node.id.type !== 'StringLiteral' &&
      hasValue(node);
    const member = (holder: string, name: string) =>
      t.memberExpression(t.identifier(holder), t.identifier(name));

    /** Names that a block exports: variables, and all. */
    const exportsOf = (block: t.TSModuleBlock) => {
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
    };

    return {
      name: 'namespaces',
      visitor: {
        Program(program) {
          const parts: Part[] = [];
          const declared = new Set<t.Node>();
          const collect = (body: readonly t.Node[], outer: string) => {
            for (const one of body) {
              const node = declarationOf(one);
              if (!isNamespace(node)) continue;
              const words = wordsOf(node.id);
              const before = outer ? [outer] : [];
              const name = [...before, ...words].join('.');
              const around = words.slice(0, -1).map((holder, i) => {
                const exported = new Set([words[i + 1]!]);
                return {
                  name: [...before, ...words.slice(0, i + 1)].join('.'),
                  block: undefined,
                  around: [],
                  exported,
                  variables: new Set<string>(),
                  holder,
                };
              });
              const { variables, exported } = exportsOf(node.body);
              const last = words.at(-1)!;
              const isTaken = node.body.body.some(
                (inner) => last in t.getBindingIdentifiers(declarationOf(inner), false, true),
              );
              parts.push(...around, {
                name,
                block: node.body,
                around: around.toReversed(),
                variables,
                exported,
                holder: isTaken ? `${last}_1` : last,
              });
              collect(node.body.body, name);
            }
          };
          collect(program.node.body, '');
          if (parts.length === 0) return;
          const ofBlock = new Map<t.Node, Part>(
            parts.flatMap((part) => (part.block ? [[part.block, part]] : [])),
          );
          const shared = Map.groupBy(parts, ({ name }) => name);

          /** What a name inside namespaces is a property of; undefined if of none. */
          const holderOf = (id: Path<t.Identifier>): string | undefined => {
            const { name } = id.node;
            const binding = id.scope.getBinding(name);
            for (let at: core.NodePath | null = id.parentPath; at; at = at.parentPath) {
              const part = ofBlock.get(at.node);
              if (part && binding?.scope.block === at.node)
                return part.variables.has(name) ? part.holder : undefined;
              for (const one of part ? [part, ...part.around] : [])
                if (shared.get(one.name)!.some(({ exported }) => exported.has(name))) return one.holder;
              if (binding?.scope.block === at.node) return undefined;
            }
            return undefined;
          };
          const isWritten = ({ node, parent, key, parentPath }: Path<t.Identifier>): boolean => {
            if (declared.has(node)) return false;
            if (t.isObjectProperty(parent))
              return key === 'value' && parentPath?.parent.type === 'ObjectPattern';
            return (
              (key === 'left' && !parent.type.startsWith('TS')) ||
              t.isArrayPattern(parent) ||
              t.isRestElement(parent)
            );
          };
          const isValue = (id: Path<t.Identifier>) =>
            !id.parent.type.startsWith('TS') ||
            /^TS(As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$|^TSEnumMember$/.test(
              id.parent.type,
            );
          program.traverse({
            Scopable: ({ scope }) =>
              Object.values(scope.bindings).forEach(({ identifier }) => declared.add(identifier)),
          });
          const found: [id: Path<t.Identifier>, holder: string][] = [];
          program.traverse({
            Identifier(id) {
              if (declared.has(id.node) || !isValue(id) || !(id.isReferencedIdentifier() || isWritten(id)))
                return;
              const holder = holderOf(id);
              if (holder !== undefined) found.push([id, holder]);
            },
          });
          for (const [id, holder] of found) {
            if (t.isObjectProperty(id.parent)) id.parent.shorthand = false;
            id.replaceWith(member(holder, id.node.name));
          }

          /** A pattern whose names are properties. */
          const targetOf = (node: t.Node, holder: string): t.Node => {
            const inside = (one: t.Node | null) => (one ? targetOf(one, holder) : one);
            switch (node.type) {
              case 'Identifier':
                return member(holder, node.name);
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
          };
          const placed = (statement: t.ExpressionStatement, { loc = null }: t.Node) =>
            Object.assign(statement, { loc });
          const assigned = (holder: string, name: string) =>
            t.expressionStatement(t.assignmentExpression('=', member(holder, name), t.identifier(name)));
          const written = (node: t.Statement, part: Part, known: Set<string>): t.Statement[] => {
            const { holder } = part;
            const inner = declarationOf(node);
            if (isNamespace(inner))
              return called(inner, part.name, known, node === inner ? undefined : holder);
            if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return [node];
            const { declaration } = node;
            if (declaration.type === 'TSImportEqualsDeclaration') {
              const [first, ...rest] = wordsOf(declaration.moduleReference).map((word) => t.identifier(word));
              const value = rest.reduce<t.Expression>(
                (object, word) => t.memberExpression(object, word),
                first!,
              );
              return [
                t.expressionStatement(
                  t.assignmentExpression('=', member(holder, declaration.id.name), value),
                ),
              ];
            }
            if (t.isVariableDeclaration(declaration)) {
              if (declaration.declare) return [];
              return declaration.declarations.flatMap((one) => {
                const { id, init } = one;
                if (!init) return [];
                return placed(
                  t.expressionStatement(t.assignmentExpression('=', targetOf(id, holder) as t.LVal, init)),
                  one,
                );
              });
            }
            const isNamed =
              'id' in declaration && declaration.id?.type === 'Identifier' && hasValue(declaration);
            return isNamed
              ? [declaration, assigned(holder, (declaration.id as t.Identifier).name)]
              : [declaration];
          };
          /** A part as a function that is called. */
          const called = (
            node: t.TSModuleDeclaration,
            outer: string,
            known: Set<string>,
            holder?: string,
          ): t.Statement[] => {
            const wrap = (
              words: readonly string[],
              within: Set<string>,
              parent: string | undefined,
            ): t.Statement[] => {
              const [word, ...rest] = words as [string, ...string[]];
              const part = ofBlock.get(node.body)!;
              const name = rest.length > 0 ? word : part.holder;
              const inside = namesOf(node.body.body, t);
              const body =
                rest.length > 0
                  ? wrap(rest, new Set(), name)
                  : node.body.body.flatMap((one) => written(one as t.Statement, part, inside));
              const empty = t.objectExpression([]);
              const place = parent === undefined ? t.identifier(word) : member(parent, word);
              const made = t.logicalExpression(
                '||',
                place,
                t.assignmentExpression('=', t.cloneNode(place), empty),
              );
              const argument =
                parent === undefined ? made : t.assignmentExpression('=', t.identifier(word), made);
              const f = t.functionExpression(null, [t.identifier(name)], t.blockStatement(body));
              const call = placed(t.expressionStatement(t.callExpression(f, [argument])), node);
              if (within.has(word)) return [call];
              within.add(word);
              return [
                t.variableDeclaration(outer === '' && parent === undefined ? 'var' : 'let', [
                  t.variableDeclarator(t.identifier(word)),
                ]),
                call,
              ];
            };
            return wrap(wordsOf(node.id), known, holder);
          };
          const known = namesOf(program.node.body, t);
          for (const path of program.get('body')) {
            const inner = declarationOf(path.node);
            if (!isNamespace(inner)) continue;
            const [first, ...rest] = called(inner, '', known);
            const isExported = inner !== path.node && first?.type === 'VariableDeclaration';
            path.replaceWithMultiple([isExported ? t.exportNamedDeclaration(first) : first!, ...rest]);
          }
          program.scope.crawl();
        },
      },
    };
  };
}

/** Names of functions, classes and enums among statements, which namespaces of the same name extend. */
function namesOf(body: readonly t.Node[], { isFunctionDeclaration, isClassDeclaration }: typeof core.types): Set<string> {
  const names = body
    .map((node) => ('declaration' in node && node.declaration ? (node.declaration as t.Node) : node))
    .flatMap((node) =>
      (isFunctionDeclaration(node) || isClassDeclaration(node) || node.type === 'TSEnumDeclaration') && node.id ? [node.id.name] : [],
    );
  return new Set(names);
} // prettier-ignore
