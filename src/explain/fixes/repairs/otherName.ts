import type { Fix } from '../../../shared/errors.ts';
import { ancestors, bare, descendants, type Placed } from '../../program/program.ts';
import { declarationOf, isWrite, referencesOf, type Declared } from '../../program/scopes.ts';
import { replaced, type Repair } from '../repair.ts';

/** A name that is read where another, which is computed or given and read nowhere, may be meant. */
export const otherName: Repair = (at) => {
  const { node } = bare(at);
  if (node.type !== 'Identifier' || at.key === 'callee' || isTarget(at) || at.key === 'id') return [];
  const declared = declarationOf(at, node.name);
  if (!declared || !isLocal(declared) || declared.at.node === node) return [];
  return unusedAt(at)
    .filter((name) => name !== node.name && !name.startsWith('_') && !declaresWith(at, name))
    .sort((a, b) => likeness(b, node.name) - likeness(a, node.name))
    .slice(0, 2)
    .map((name): Fix => ({ title: `Use ${name} in place of ${node.name}`, edits: [replaced(at, name)] }));
};

/** Whether a name is what is assigned, and not read. */
function isTarget({ key, parent }: Placed): boolean {
  return key === 'left' && parent?.node.type === 'AssignmentExpression';
}

/** Whether a name is declared by the very statement in which another stands. */
function declaresWith(at: Placed, name: string): boolean {
  const declared = declarationOf(at, name);
  const around = [...ancestors(at)].find(({ node }) => node.type === 'VariableDeclarator');
  return declared !== undefined && around !== undefined && declared.at.parent?.node === around.node;
}

const isLocal = ({ scope }: Declared) => scope.node.type !== 'Program';

/** Names known at a place, local to its function, that nothing reads. */
function unusedAt(at: Placed): string[] {
  const found: string[] = [];
  for (const scope of ancestors(at)) {
    if (scope.node.type === 'Program') break;
    for (const name of declaredIn(scope)) {
      const declared = declarationOf(at, name);
      if (!declared || declared.scope.node !== scope.node || startOf(declared.at) > startOf(at)) continue;
      if (referencesOf(declared).every(isWrite)) found.push(name);
    }
  }
  return found;
}

const startOf = ({ node }: Placed) => node.start!;

/** The names that appear in a scope, functions within it aside. */
function declaredIn(scope: Placed): Set<string> {
  const names = new Set<string>();
  for (const { node, key } of descendants(scope)) {
    if (node.type === 'Identifier' && key !== 'property') names.add(node.name);
  }
  return names;
}

/** How alike two names are: the letters that they begin and end with. */
function likeness(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same]?.toLowerCase() === b[same]?.toLowerCase()) same++;
  let end = 0;
  while (end < a.length - same && a.at(-1 - end) === b.at(-1 - end)) end++;
  return same + end;
}
