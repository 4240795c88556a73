import { boundNames } from '../../../instrument/syntax.ts';
import { bare, childrenOf, enclosing, spanOf, type Placed } from '../../program/program.ts';
import { isInside } from '../../program/reads.ts';
import { declarationOf } from '../../program/scopes.ts';
import { part, parts, replaced, textOf, type Repair } from '../repair.ts';
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

/** `x = …` in a loop that makes functions of x: one x in each round, which they keep. */
export const ownInLoop: Repair = (at, program) => {
  const assignment = bare(at.node.type === 'ExpressionStatement' ? childrenOf(at)[0]! : at);
  const loop = enclosing(assignment, /^(For(In|Of)?|While|DoWhile)Statement$/);
  const statement = enclosing(assignment, /Statement$/);
  if (assignment.node.type !== 'AssignmentExpression' || assignment.node.operator !== '=') return [];
  if (!loop || statement?.node.type !== 'ExpressionStatement') return [];
  const left = part(assignment, 'left')!;
  const names: string[] = [];
  boundNames(left.node, ({ name }) => names.push(name));
  const outer = names.map((name) => declarationOf(left, name));
  if (names.length === 0 || outer.some((one) => !one || isInside(one.at, loop))) return [];
  const text = `const ${textOf(program, left)} = ${textOf(program, part(assignment, 'right')!)};`;
  const title = `Declare ${names.join(' and ')} inside of the loop, so that each function has its own`;
  return [{ title, edits: [replaced(statement, text)] }];
};

/** A field of a class that extends another one, without the value that replaces what the other's constructor has set. */
export const withoutFirstValue: Repair = (at, program) => {
  const { node } = at;
  if (node.type !== 'ClassProperty' || node.static || node.key.type !== 'Identifier') return [];
  const value = part(at, 'value');
  if (value?.node.type !== 'NumericLiteral') return [];
  const text = program.text(spanOf(at)).replace(/\s*=[^=]*$/, '');
  const type = node.typeAnnotation ? '' : ': number';
  const title = `Declare ${node.key.name} without a value of its own`;
  return [{ title, edits: [replaced(at, `declare ${text}${type};`)] }];
};

function isOfFunction({ parent }: Placed): boolean {
  return /^(Function|Class)Declaration$/.test(parent?.node.type ?? '');
}
