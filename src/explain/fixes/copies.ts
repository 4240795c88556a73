import {
  ancestors,
  bare,
  childrenOf,
  enclosing,
  functionTypes,
  type Placed,
  type Program,
} from '../program/program.ts';
import { calledFunction, declarationOf, referencesOf } from '../program/scopes.ts';
import { part, textOf } from './repair.ts';

/** What a container is, as far as it shows in how it is used. */
export type Kind = 'matrix' | 'array' | 'rows' | 'object';

const copying: Readonly<Record<Kind, (text: string) => string>> = {
  matrix: (text) => `${text}.clone()`,
  array: (text) => `${text}.slice()`,
  rows: (text) => `${text}.map((row) => row.slice())`,
  object: (text) => `{ ...${text} }`,
};

/**
 * The ways to copy what an expression holds, the likeliest first.
 *
 * @param otherwise what it may be where nothing tells
 */
export function copiesOf(
  at: Placed,
  program: Program,
  otherwise: readonly Kind[] = ['matrix', 'array'],
): string[] {
  if (isPrimitive(bare(at))) return [];
  const text = textOf(program, at);
  const kind = kindOf(at, program);
  const kinds = kind ? [kind] : otherwise;
  return kinds.map((one) => copying[one](text));
}

/** Whether a name is declared as a number, a text or a truth value. */
function isPrimitive(at: Placed): boolean {
  if (at.node.type !== 'Identifier') return false;
  const declared = declarationOf(at, at.node.name)?.at.node;
  if (declared?.type !== 'Identifier' || declared.typeAnnotation?.type !== 'TSTypeAnnotation') return false;
  return /^TS(Number|String|Boolean)Keyword$/.test(declared.typeAnnotation.typeAnnotation.type);
}

/** What a name, or a member of one, holds; undefined where nothing tells. */
export function kindOf(at: Placed, program: Program): Kind | undefined {
  const { node } = bare(at);
  if (node.type === 'CallExpression') return kindOfResult(bare(at), program);
  if (node.type === 'NewExpression') return undefined;
  if (node.type !== 'Identifier') return kindOfUses(usesOf(at, program));
  const declared = declarationOf(at, node.name);
  if (!declared) return undefined;
  const typed = kindOfType(declared.at);
  if (typed) return typed;
  const { parent } = declared.at;
  const init = parent?.node.type === 'VariableDeclarator' ? part(parent, 'init') : undefined;
  const made =
    init && bare(init).node.type === 'CallExpression' ? kindOfResult(bare(init), program) : undefined;
  return made ?? kindOfUses([declared.at, ...referencesOf(declared)]);
}

/** What a call gives, by the type that the program declares for the result of its function. */
function kindOfResult(call: Placed, program: Program): Kind | undefined {
  const called = calledFunction(program, part(call, 'callee')!);
  const type = called && 'returnType' in called.node ? called.node.returnType : undefined;
  return type?.type === 'TSTypeAnnotation' ? kindOfTypeNode(type.typeAnnotation, called!) : undefined;
}

function kindOfType(at: Placed): Kind | undefined {
  const { node } = at;
  if (node.type !== 'Identifier' || node.typeAnnotation?.type !== 'TSTypeAnnotation') return undefined;
  return kindOfTypeNode(node.typeAnnotation.typeAnnotation, at);
}

/** @param from where the type stands */
function kindOfTypeNode(type: Placed['node'], from: Placed): Kind | undefined {
  if (type.type === 'TSTypeOperator') return kindOfTypeNode(type.typeAnnotation, from);
  if (type.type === 'TSArrayType') return isArrayType(type.elementType, from) ? 'rows' : 'array';
  if (type.type === 'TSTupleType') return 'array';
  if (type.type === 'TSTypeLiteral') return 'object';
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  const { name } = type.typeName;
  if (/Matrix$/.test(name)) return 'matrix';
  if (/Array$/.test(name)) return 'array';
  return isObjectType(from, name) ? 'object' : undefined;
}

/** Whether a name of a type is that of an interface that extends none, or of an object type, of the same file. */
function isObjectType(from: Placed, name: string): boolean {
  const file = [...ancestors(from)].at(-1)!;
  return childrenOf(file).some(({ node: statement }) => {
    const isExported = statement.type === 'ExportNamedDeclaration' && statement.declaration;
    const node = isExported ? isExported : statement;
    if (node.type === 'TSInterfaceDeclaration') return node.id.name === name && !node.extends?.length;
    if (node.type !== 'TSTypeAliasDeclaration' || node.id.name !== name) return false;
    return node.typeAnnotation.type === 'TSTypeLiteral';
  });
}

function isArrayType(type: Placed['node'], from: Placed): boolean {
  const kind = kindOfTypeNode(type, from);
  return kind === 'array' || kind === 'rows';
}

/** The places in the same function that are written like a member. */
function usesOf(at: Placed, program: Program): Placed[] {
  const text = textOf(program, bare(at));
  const around = enclosing(at, functionTypes) ?? [...ancestors(at)].at(-1);
  const found: Placed[] = [];
  const visit = (one: Placed) => {
    if (one.node.type === 'MemberExpression' && textOf(program, one) === text) found.push(one);
    childrenOf(one).forEach(visit);
  };
  if (around) visit(around);
  return found;
}

const matrixMembers =
  /^(get|set|rows|columns|mmul|add|sub|mul|div|dot|norm|transpose|clone|apply|(get|set|add|sub|mul|div)(Row|Column)(Vector)?|sum|mean|center|scale|to2DArray|to1DArray|trace|diag|pow|neg)$/;
const arrayMembers =
  /^(length|push|pop|map|forEach|reduce|slice|sort|reverse|fill|concat|filter|entries|join|at|splice|subarray)$/;

function kindOfUses(uses: readonly Placed[]): Kind | undefined {
  let kind: Kind | undefined;
  for (const use of uses) {
    const parent = aroundWrappers(use);
    if (parent?.node.type === 'VariableDeclarator' && use.key === 'id') {
      const init = part(parent, 'init');
      const first = init && kindOfValue(bare(init));
      if (first) return first;
    }
    if (parent?.node.type === 'ForOfStatement') kind ??= 'array';
    if (parent?.node.type !== 'MemberExpression') continue;
    const { computed, property } = parent.node;
    if (computed) {
      if (aroundWrappers(parent)?.node.type === 'MemberExpression') {
        const next = aroundWrappers(parent)!.node;
        if ('computed' in next && next.computed) return 'rows';
      }
      kind ??= 'array';
    } else if (property.type === 'Identifier') {
      if (matrixMembers.test(property.name)) return 'matrix';
      kind ??= arrayMembers.test(property.name) ? 'array' : 'object';
    }
  }
  return kind;
}

/** What a first value is. */
function kindOfValue({ node }: Placed): Kind | undefined {
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.every((one) => one?.type === 'ArrayExpression') && node.elements.length > 0
        ? 'rows'
        : 'array';
    case 'ObjectExpression':
      return 'object';
    case 'NewExpression':
      if (node.callee.type !== 'Identifier') return undefined;
      return /Matrix$/.test(node.callee.name)
        ? 'matrix'
        : /Array$/.test(node.callee.name)
          ? 'array'
          : undefined;
    case 'CallExpression':
      return node.callee.type === 'MemberExpression' &&
        node.callee.object.type === 'Identifier' &&
        node.callee.object.name === 'Matrix'
        ? 'matrix'
        : undefined;
    default:
      return undefined;
  }
}

/** The node around one, parentheses and casts aside. */
export function aroundWrappers(at: Placed): Placed | undefined {
  let up = at.parent;
  while (up && bare(up).node !== up.node) up = up.parent;
  return up;
}
