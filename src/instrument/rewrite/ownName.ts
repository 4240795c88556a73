import type * as t from '@babel/types';
import { runtimeGlobal as gl } from '../../shared/runtime.ts';
import { boundNames, eachChild, type Node } from '../ast.ts';

/** Has the length of the other name, so that nothing moves. */
const other = gl.replace('__', '$_');

/** A part of the source with what stands there instead. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The source with another name for each variable that has the runtime's: it neither hides it nor finds it. Keys, and names that other
 * modules see, stay.
 *
 * @param parse gives the source's program; asked only if the name occurs
 */
export function withoutOwnName(source: string, parse: () => t.Program): string {
  if (!source.includes(gl)) return source;
  const edits: Edit[] = [];
  visit(parse(), edits);
  let result = '';
  let at = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}

/** A text of the renamed source with the name that people gave the variable. */
export const withOwnName = (text: string): string => text.replaceAll(other, gl);

/** Collects what stands for the name below a node. */
function visit(node: Node, edits: Edit[]): void {
  const rename = (id: Node, text = other) => {
    if (id.type === 'Identifier' && id.name === gl)
      edits.push({ start: id.start!, end: id.start! + gl.length, text });
  };
  if (node.type === 'ImportDeclaration') {
    for (const { local, ...specifier } of node.specifiers) {
      const isBoth = 'imported' in specifier && specifier.imported.start === local.start;
      rename(local, isBoth ? `${gl} as ${other}` : other);
    }
  } else if (node.type === 'ExportSpecifier') {
    rename(node.local, node.exported.start === node.local.start ? `${other} as ${gl}` : other);
  } else if (node.type === 'ObjectProperty' && node.shorthand) {
    const { value } = node;
    const [id, byDefault] = value.type === 'AssignmentPattern' ? [value.left, value.right] : [value];
    rename(id, `${gl}: ${other}`);
    if (!byDefault) return;
    rename(byDefault);
    visit(byDefault, edits);
  } else {
    if (node.type === 'ExportNamedDeclaration') exportByName(node, edits);
    const key = keyOf(node);
    eachChild(node, (child) => {
      if (child !== key) rename(child);
      visit(child, edits);
    });
  }
}

/** Makes of `export const __gl = …` a declaration and an export of its names: the new one is not what other modules ask for. */
function exportByName({ declaration, start }: t.ExportNamedDeclaration, edits: Edit[]): void {
  const names = declaration ? declaredBy(declaration) : [];
  // Decorators may stand before the keyword.
  if (!names.includes(gl) || (declaration?.type === 'ClassDeclaration' && declaration.decorators?.length))
    return;
  const keyword = 'export';
  edits.push({ start: start!, end: start! + keyword.length, text: ' '.repeat(keyword.length) });
  const exported = names.map((name) => (name === gl ? `${other} as ${gl}` : name)).join(', ');
  const { end } = declaration!;
  edits.push({ start: end!, end: end!, text: `; export { ${exported} };` });
}

/** The names of the values that an exported declaration declares. */
function declaredBy(declaration: t.Declaration): string[] {
  const names: string[] = [];
  if (declaration.type === 'VariableDeclaration')
    for (const { id } of declaration.declarations) boundNames(id, ({ name }) => names.push(name));
  else if (/^(Function|Class|TSEnum)Declaration$/.test(declaration.type) && 'id' in declaration)
    if (declaration.id?.type === 'Identifier') names.push(declaration.id.name);
  return names;
}

/** The name in a node that is no variable. */
function keyOf(node: Node): Node | undefined {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression')
    return node.computed ? undefined : node.property;
  return 'key' in node && !('computed' in node && node.computed) ? node.key : undefined;
}
