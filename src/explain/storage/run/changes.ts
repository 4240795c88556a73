import { eachChild, unwrap, type Node } from '../../../instrument/syntax.ts';
import type { Leaf } from '../../../shared/trace.ts';
import { importedFile } from '../../program/importedFile.ts';
import type { Program } from '../../program/program.ts';
import { changesArray, growsArray } from '../library.ts';

/** Most members of its matrices change them. */
const library = 'ml-matrix';

/** Whether anything in a file, or in those that it imports, may change storage in place: most programs that compute with numbers do not. */
export function mayChange(
  program: Program,
  paths: readonly string[],
  file: number,
  leaves: readonly Leaf[],
): boolean {
  if (leaves.some(({ container }) => container === 'matrix')) return true;
  const files = [file];
  for (let k = 0; k < files.length; k++) {
    const one = files[k]!;
    const root = program.root(one)?.node;
    if (root?.type !== 'Program') continue;
    if (changes(root)) return true;
    for (const statement of root.body) {
      const from = 'source' in statement ? statement.source?.value : undefined;
      if (from === library) return true;
      const imported = from === undefined ? undefined : importedFile(paths, one, from);
      if (imported !== undefined && !files.includes(imported)) files.push(imported);
    }
  }
  return false;
}

/** Whether a part of a program writes into something, or names what does. */
function changes(node: Node): boolean {
  let found = isChange(node);
  eachChild(node, (child) => (found ||= changes(child)));
  return found;
}

function isChange(node: Node): boolean {
  switch (node.type) {
    case 'AssignmentExpression':
      return unwrap(node.left).type !== 'Identifier';
    case 'UpdateExpression':
      return unwrap(node.argument).type !== 'Identifier';
    case 'ForInStatement':
    case 'ForOfStatement':
      return !/^(VariableDeclaration|Identifier)$/.test(node.left.type);
    case 'CallExpression':
    case 'OptionalCallExpression': {
      // A key that is computed may be any name.
      const callee = unwrap(node.callee);
      return 'computed' in callee && callee.computed === true;
    }
    case 'Identifier':
      return isName(node.name);
    case 'StringLiteral':
      return isName(node.value) || node.value === library;
    default:
      return false;
  }
}

const isName = (name: string): boolean => changesArray.has(name) || growsArray.has(name) || name === 'assign';
