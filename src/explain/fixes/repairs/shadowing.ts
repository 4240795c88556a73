import { bare, spanOf, type Placed } from '../../program/program.ts';
import { declarationOf } from '../../program/scopes.ts';
import { part, parts, type Repair } from '../repair.ts';
import { assignable } from '../declarations.ts';

/** `const gain = …` inside of where `let gain` is known: the outer one is meant. */
export const assignOuter: Repair = (at, program) => {
  const one = bare(at);
  const declaration = one.node.type === 'VariableDeclarator' ? one.parent : one;
  if (declaration?.node.type !== 'VariableDeclaration' || declaration.node.declarations.length !== 1)
    return [];
  const [declarator] = parts(declaration, 'declarations');
  const id = part(declarator!, 'id')!;
  if (id.node.type !== 'Identifier' || !part(declarator!, 'init')) return [];
  const { name } = id.node;
  const own = declarationOf(id, name);
  const outer = own?.scope.parent && declarationOf(own.scope.parent, name);
  const opened = outer && /^Identifier$/.test(outer.at.node.type) ? assignable(outer, program) : undefined;
  if (!opened || isOfFunction(outer!.at)) return [];
  const [file, line, column] = spanOf(declaration);
  const [, , , endLine, endColumn] = spanOf(id);
  return [
    {
      title: `Assign to the ${name} outside, without declaring another`,
      edits: [{ span: [file, line, column, endLine, endColumn], text: name }, ...opened],
    },
  ];
};

function isOfFunction({ parent }: Placed): boolean {
  return /^(Function|Class)Declaration$/.test(parent?.node.type ?? '');
}
