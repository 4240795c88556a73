import type * as core from '@babel/core';
import type * as t from '@babel/types';
import type { NamespaceSyntax, Part } from './namespaceParts.ts';

type Id = core.NodePath<t.Identifier>;

/** Makes members of names that mean exports of a namespace: `a` → `A.a`. */
export function qualifyReferences(
  program: core.NodePath<t.Program>,
  syntax: NamespaceSyntax,
  parts: readonly Part[],
  partOf: ReadonlyMap<t.Node, Part>,
): void {
  const { t } = syntax;
  const sameName = Map.groupBy(parts, ({ name }) => name);
  const declared = new Set<t.Node>();
  program.traverse({
    Scopable: ({ scope }) =>
      Object.values(scope.bindings).forEach(({ identifier }) => declared.add(identifier)),
  });

  /** The object whose property a name means inside namespaces; undefined of any other name. */
  const holderOf = (id: Id): string | undefined => {
    const { name } = id.node;
    const binding = id.scope.getBinding(name);
    for (let at: core.NodePath | null = id.parentPath; at; at = at.parentPath) {
      const part = partOf.get(at.node);
      if (part && binding?.scope.block === at.node) return part.variables.has(name) ? part.holder : undefined;
      for (const one of part ? [part, ...part.around] : [])
        if (sameName.get(one.name)!.some(({ exported }) => exported.has(name))) return one.holder;
      if (binding?.scope.block === at.node) return undefined;
    }
    return undefined;
  };
  const isAssigned = ({ parent, key, parentPath }: Id): boolean => {
    if (t.isObjectProperty(parent)) return key === 'value' && parentPath?.parent.type === 'ObjectPattern';
    return (
      (key === 'left' && !parent.type.startsWith('TS')) || t.isArrayPattern(parent) || t.isRestElement(parent)
    );
  };

  const found: [id: Id, holder: string][] = [];
  program.traverse({
    Identifier(id) {
      if (declared.has(id.node) || !isValue(id) || !(id.isReferencedIdentifier() || isAssigned(id))) return;
      const holder = holderOf(id);
      if (holder !== undefined) found.push([id, holder]);
    },
  });
  for (const [id, holder] of found) {
    if (t.isObjectProperty(id.parent)) id.parent.shorthand = false;
    id.replaceWith(syntax.member(holder, id.node.name));
  }
}

/** Whether a name stands where a value does, not a type. */
const isValue = (id: Id) =>
  !id.parent.type.startsWith('TS') ||
  /^TS(As|Satisfies|NonNull|Instantiation)Expression$|^TSTypeAssertion$|^TSEnumMember$/.test(id.parent.type);
