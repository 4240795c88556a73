import { spanOf, type Placed } from '../program/program.ts';
import type { Declared } from '../program/scopes.ts';
import type { Edit } from './repair.ts';
import type { Program } from '../program/program.ts';

/** What has to be changed so that a declared name can be assigned to; undefined where it cannot. */
export function assignable({ at }: Declared, program: Program): readonly Edit[] | undefined {
  let declaration: Placed | undefined = at;
  while (declaration && !/^VariableDeclaration$/.test(declaration.node.type)) {
    if (/^(Import|Class|FunctionDeclaration)/.test(declaration.node.type))
      return at.key === 'params' ? [] : undefined;
    if (declaration.key === 'params') return [];
    declaration = declaration.parent;
  }
  if (!declaration) return undefined;
  const [file, line, column] = spanOf(declaration);
  const keyword = [file, line, column, line, column + 'const'.length] as const;
  return program.text(keyword) === 'const' ? [{ span: keyword, text: 'let' }] : [];
}
