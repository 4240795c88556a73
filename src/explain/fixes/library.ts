import { propertyKey, unwrap, type NodeOf } from '../../instrument/syntax.ts';
import { childrenOf, spanOf, type Placed, type Program } from '../program/program.ts';
import { after, part, parts, replaced, type Edit } from './repair.ts';

/** What a repair may need of ml-matrix. */
export const libraryNames: ReadonlySet<string> = new Set(['Matrix', 'solve', 'inverse', 'pseudoInverse']);

/** How a name of ml-matrix is written in a file, and what has to be changed for it. */
interface Use {
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** How a file writes a name of ml-matrix; undefined where it does not use the library. */
export function useLibrary(program: Program, file: number, name: string): Use | undefined {
  const root = program.root(file);
  for (const statement of root ? childrenOf(root) : []) {
    const { node } = statement;
    const found =
      node.type === 'ImportDeclaration' && node.source.value === 'ml-matrix'
        ? ofImport(statement, node, name, program)
        : ofRequire(statement, name);
    if (found) return found;
  }
  return undefined;
}

function ofImport(
  at: Placed,
  { specifiers, importKind }: NodeOf<'ImportDeclaration'>,
  name: string,
  program: Program,
): Use | undefined {
  const place = (node: (typeof specifiers)[number]): Placed => ({
    node,
    parent: at,
    key: 'specifiers',
    file: at.file,
  });
  const withoutType = (one: Placed) =>
    replaced(one, program.text(spanOf(one)).replace(/^(import )?type /, '$1'));
  const asValue = importKind === 'type' ? [withoutType(at)] : [];
  for (const one of specifiers) {
    if (one.type === 'ImportNamespaceSpecifier') return { text: `${one.local.name}.${name}`, edits: asValue };
    const imported =
      one.type === 'ImportDefaultSpecifier'
        ? 'Matrix'
        : one.imported.type === 'Identifier'
          ? one.imported.name
          : one.imported.value;
    if (imported !== name) continue;
    const isOfType = one.type === 'ImportSpecifier' && one.importKind === 'type';
    return { text: one.local.name, edits: isOfType ? [withoutType(place(one))] : asValue };
  }
  const last = specifiers.findLast(({ type }) => type === 'ImportSpecifier');
  return last && importKind !== 'type' ? { text: name, edits: [after(place(last), `, ${name}`)] } : undefined;
}

/** `const { Matrix } = require('ml-matrix')`, `const ml = require('ml-matrix')`. */
function ofRequire(statement: Placed, name: string): Use | undefined {
  if (statement.node.type !== 'VariableDeclaration') return undefined;
  for (const one of childrenOf(statement)) {
    const [id, init] = [part(one, 'id'), part(one, 'init')];
    if (!id || !init || !isRequire(init)) continue;
    if (id.node.type === 'Identifier') return { text: `${id.node.name}.${name}`, edits: [] };
    const properties = parts(id, 'properties');
    for (const { node } of properties) {
      if (node.type !== 'ObjectProperty' || propertyKey(node) !== name) continue;
      if (node.value.type === 'Identifier') return { text: node.value.name, edits: [] };
    }
    const last = properties.at(-1);
    if (last) return { text: name, edits: [after(last, `, ${name}`)] };
  }
  return undefined;
}

function isRequire({ node }: Placed): boolean {
  const call = unwrap(node);
  if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return false;
  const [path] = call.arguments;
  return call.callee.name === 'require' && path?.type === 'StringLiteral' && path.value === 'ml-matrix';
}
