import type * as t from '@babel/types';
import type { Node } from './ast.ts';
import { boundNames, eachChild, isFunctionLike } from './ast.ts';

/** The names that a module's top level binds. */
export interface TopLevel {
  readonly values: Set<string>;
  /** Names that are types alone. */
  readonly types: Set<string>;
  /** Values that are the workspace's data, not functions and classes: their reads are recorded. */
  readonly data: Set<string>;
}

/** Collects the names that a module's statements bind. */
export function topLevelOf(statements: readonly Node[]): TopLevel {
  const top: TopLevel = { values: new Set(), types: new Set(), data: new Set() };
  for (const statement of statements) declare(statement, top);
  hoistedVars(statements, (name) => top.values.add(name));
  for (const name of top.values) top.types.delete(name);
  return top;
}

function declare(statement: Node, top: TopLevel): void {
  const { values, types, data } = top;
  switch (statement.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (statement.declaration) declare(statement.declaration, top);
      return;
    case 'ImportDeclaration':
      for (const { local } of statement.specifiers) {
        values.add(local.name);
        if (workspaceImport.test(statement.source.value)) data.add(local.name);
      }
      return;
    case 'TSImportEqualsDeclaration':
      values.add(statement.id.name);
      return;
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      types.add(statement.id.name);
      return;
    case 'TSDeclareFunction':
      if (statement.id) types.add(statement.id.name);
      return;
    case 'VariableDeclaration':
      for (const { id, init } of statement.declarations) {
        boundNames(id, ({ name }) => {
          (statement.declare ? types : values).add(name);
          if (!statement.declare && !(init && (isFunctionLike(init) || isPackage(init)))) data.add(name);
        });
      }
      return;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      if (statement.id) (statement.declare ? types : values).add(statement.id.name);
      return;
    case 'TSModuleDeclaration':
      if (statement.id.type === 'Identifier') {
        (statement.declare ? types : values).add(statement.id.name);
      }
      return;
    default:
  }
}

/** Specifiers whose modules belong to the workspace: relative, absolute, package-internal, and the usual aliases. */
const workspaceImport = /^(\.{1,2}\/|\.{1,2}$|\/|#|@\/|~\/)/;

/** Whether a value is `require('package')` or a member of it: the exports of a package are not the workspace's data. */
function isPackage(node: Node): boolean {
  if (node.type === 'MemberExpression') return isPackage(node.object);
  const specifier = requiredModule(node);
  return specifier !== undefined && !workspaceImport.test(specifier);
}

/** The specifier of `require('…')`. */
export function requiredModule(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [specifier] = node.arguments;
  return specifier?.type === 'StringLiteral' ? specifier.value : undefined;
}

/** The names that a block's statements bind for that block. */
export function lexicalNames(body: readonly Node[]): Set<string> {
  const names = new Set<string>();
  for (const statement of body) {
    if (statement.type === 'VariableDeclaration') {
      for (const { id } of statement.declarations) boundNames(id, ({ name }) => names.add(name));
    } else if (
      (statement.type === 'FunctionDeclaration' ||
        statement.type === 'ClassDeclaration' ||
        statement.type === 'TSEnumDeclaration') &&
      statement.id
    ) {
      names.add(statement.id.name);
    }
  }
  return names;
}

/** The names that the head of a loop binds. */
export function loopNames(node: t.ForInStatement | t.ForOfStatement | t.ForStatement): Set<string> {
  const head = node.type === 'ForStatement' ? node.init : node.left;
  return head?.type === 'VariableDeclaration' ? lexicalNames([head]) : new Set();
}

/** The names that `var` declares anywhere in a function's statements. */
export function hoistedVars(body: readonly Node[], add: (name: string) => void): void {
  const visit = (node: Node): void => {
    if (node.type === 'VariableDeclaration') {
      if (node.kind === 'var' && !node.declare) {
        for (const { id } of node.declarations) boundNames(id, ({ name }) => add(name));
      }
    } else if (/^(?!Expression|Return|Throw).*Statement$|^(SwitchCase|CatchClause)$/.test(node.type)) {
      eachChild(node, visit);
    }
  };
  body.forEach(visit);
}
