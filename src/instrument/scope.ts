import type * as t from '@babel/types';
import type { Node } from './ast.ts';
import { boundNames, eachChild, isFunctionLike, unwrap } from './ast.ts';
import { isIntrinsic } from './typescript/jsxOptions.ts';

/** What the names of a file stand for. */
export interface Names {
  /** Every value that the module's top level binds. */
  readonly values: ReadonlySet<string>;
  /** Module-level names that are types alone. */
  readonly types: ReadonlySet<string>;
  /** Module-level names that some expression uses. */
  readonly used: ReadonlySet<string>;
  /** Reads, inside functions, of module-level data: what `captured` wraps. */
  readonly captured: ReadonlySet<Node>;
  /** Identifiers in `@trace` calls that stand for the helpers. */
  readonly helpers: ReadonlySet<Node>;
}

/** Resolves the identifiers of a program, and of the `@trace` calls in its scope: one walk, a stack of scopes. */
export function resolveNames(program: t.Program, calls: readonly t.Expression[] = []): Names {
  const resolver = new Resolver(program.body);
  resolver.run(program.body);
  resolver.isInTag = true;
  resolver.run(calls);
  return resolver;
}

const helperNames = new Set(['randn', 'rand', 'zeros', 'ones', 'eye', 'arange', 'linspace', 'staticArg']);

/** Specifiers whose modules belong to the workspace: relative, absolute, package-internal, and the usual aliases. */
const workspaceImport = /^(\.{1,2}\/|\.{1,2}$|\/|#|@\/|~\/)/;

class Resolver implements Names {
  readonly values = new Set<string>();
  readonly types = new Set<string>();
  readonly used = new Set<string>();
  readonly captured = new Set<Node>();
  readonly helpers = new Set<Node>();
  isInTag = false;
  /** Module-level names whose reads are recorded: data, not functions and classes. */
  readonly #data = new Set<string>();
  readonly #scopes: Set<string>[] = [];
  #functions = 0;
  #withs = 0;

  constructor(statements: readonly Node[]) {
    for (const statement of statements) this.#declareTop(statement);
    hoistedVars(statements, (name) => this.values.add(name));
    for (const name of this.values) this.types.delete(name);
  }

  run(nodes: readonly Node[]): void {
    nodes.forEach(this.#child);
  }

  #declareTop(statement: Node): void {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        if (statement.declaration) this.#declareTop(statement.declaration);
        return;
      case 'ImportDeclaration':
        for (const { local } of statement.specifiers) {
          this.values.add(local.name);
          if (workspaceImport.test(statement.source.value)) this.#data.add(local.name);
        }
        return;
      case 'TSImportEqualsDeclaration':
        this.values.add(statement.id.name);
        return;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        this.types.add(statement.id.name);
        return;
      case 'TSDeclareFunction':
        if (statement.id) this.types.add(statement.id.name);
        return;
      case 'VariableDeclaration':
        for (const { id, init } of statement.declarations) {
          boundNames(id, ({ name }) => {
            (statement.declare ? this.types : this.values).add(name);
            if (!statement.declare && !(init && (isFunctionLike(init) || isPackage(init))))
              this.#data.add(name);
          });
        }
        return;
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
      case 'TSEnumDeclaration':
        if (statement.id) (statement.declare ? this.types : this.values).add(statement.id.name);
        return;
      case 'TSModuleDeclaration':
        if (statement.id.type === 'Identifier') {
          (statement.declare ? this.types : this.values).add(statement.id.name);
        }
        return;
      default:
    }
  }

  #use(id: t.Identifier | t.JSXIdentifier): boolean {
    if (this.#scopes.some((scope) => scope.has(id.name))) return false;
    if (!this.values.has(id.name)) {
      if (this.isInTag && helperNames.has(id.name)) this.helpers.add(id);
      return false;
    }
    this.used.add(id.name);
    return true;
  }

  #read(id: t.Identifier): void {
    if (!this.#use(id) || this.#functions === 0 || this.#withs > 0) return;
    if (this.#data.has(id.name)) this.captured.add(id);
  }

  #within(names: Set<string>, visit: () => void): void {
    this.#scopes.push(names);
    visit();
    this.#scopes.pop();
  }

  readonly #child = (child: Node): void => this.#visit(child);

  #visit(node: Node): void {
    switch (node.type) {
      case 'Identifier':
        return this.#read(node);
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        this.#visit(node.object);
        if (node.computed) this.#visit(node.property);
        return;
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        this.#named(node.callee);
        return node.arguments.forEach(this.#child);
      case 'TaggedTemplateExpression':
        this.#named(node.tag);
        return this.#visit(node.quasi);
      case 'JSXOpeningElement':
        if (node.name.type === 'JSXMemberExpression') this.#visit(node.name);
        else if (node.name.type === 'JSXIdentifier' && !isIntrinsic(node.name.name)) this.#use(node.name);
        return node.attributes.forEach(this.#child);
      case 'JSXMemberExpression':
        if (node.object.type === 'JSXIdentifier') this.#use(node.object);
        else this.#visit(node.object);
        return;
      case 'UnaryExpression':
        return node.operator === 'typeof' ? this.#named(node.argument) : this.#visit(node.argument);
      case 'ExportNamedDeclaration':
        if (node.exportKind === 'type') return;
        if (node.declaration) this.#visit(node.declaration);
        if (!node.source) {
          for (const one of node.specifiers) {
            if (one.type === 'ExportSpecifier' && one.exportKind !== 'type') this.#entity(one.local);
          }
        }
        return;
      case 'AssignmentExpression':
        this.#target(node.left);
        return this.#visit(node.right);
      case 'UpdateExpression':
        return this.#target(node.argument);
      case 'VariableDeclarator':
        this.#target(node.id);
        if (node.init) this.#visit(node.init);
        return;
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'ForStatement':
        return this.#within(loopNames(node), () => {
          if (node.type !== 'ForStatement' && node.left.type !== 'VariableDeclaration') {
            this.#target(node.left);
            this.#visit(node.right);
            this.#visit(node.body);
          } else eachChild(node, this.#child);
        });
      case 'LabeledStatement':
        return this.#visit(node.body);
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'ImportDeclaration':
        return;
      case 'TSImportEqualsDeclaration':
        return this.#entity(node.moduleReference);
      case 'WithStatement':
        this.#visit(node.object);
        // A name inside may be that of a property.
        this.#withs++;
        this.#visit(node.body);
        this.#withs--;
        return;
      case 'BlockStatement':
      case 'TSModuleBlock':
        return this.#within(lexicalNames(node.body), () => node.body.forEach(this.#child));
      case 'StaticBlock': {
        const names = lexicalNames(node.body);
        hoistedVars(node.body, (name) => names.add(name));
        return this.#within(names, () => node.body.forEach(this.#child));
      }
      case 'SwitchStatement':
        this.#visit(node.discriminant);
        return this.#within(lexicalNames(node.cases.flatMap((one) => one.consequent)), () =>
          node.cases.forEach(this.#child),
        );
      case 'CatchClause': {
        const names = new Set<string>();
        if (node.param) boundNames(node.param, ({ name }) => names.add(name));
        return this.#within(names, () => {
          if (node.param) this.#target(node.param);
          this.#visit(node.body);
        });
      }
      case 'ClassDeclaration':
      case 'ClassExpression': {
        if (node.type === 'ClassDeclaration' && node.declare) return;
        node.decorators?.forEach(this.#child);
        return this.#within(new Set(node.id ? [node.id.name] : []), () => {
          if (node.superClass) this.#visit(node.superClass);
          this.#visit(node.body);
        });
      }
      case 'ObjectProperty':
        if (node.computed) this.#visit(node.key);
        return this.#visit(node.value);
      case 'ClassProperty':
      case 'ClassPrivateProperty':
      case 'ClassAccessorProperty':
        if (node.type !== 'ClassPrivateProperty' && node.computed) this.#visit(node.key);
        node.decorators?.forEach(this.#child);
        // An initialiser runs in a function of its own.
        this.#functions++;
        if (node.value) this.#visit(node.value);
        this.#functions--;
        return;
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        if (node.type !== 'ClassPrivateMethod' && node.computed) this.#visit(node.key);
        node.decorators?.forEach(this.#child);
        return this.#function(node);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node);
      case 'VariableDeclaration':
        if (node.declare) return;
        return eachChild(node, this.#child);
      default:
        return eachChild(node, this.#child);
    }
  }

  #function(node: t.Function): void {
    const names = new Set<string>();
    if (node.type === 'FunctionExpression' && node.id) names.add(node.id.name);
    if (node.type !== 'ArrowFunctionExpression') names.add('arguments');
    for (const param of node.params) boundNames(param, ({ name }) => names.add(name));
    if (node.body.type === 'BlockStatement') hoistedVars(node.body.body, (name) => names.add(name));
    this.#functions++;
    this.#within(names, () => {
      for (const param of node.params) this.#target(param);
      this.#visit(node.body);
    });
    this.#functions--;
  }

  /** A callee, or the operand of `typeof`: a plain name is used, but not read as data. */
  #named(node: Node): void {
    const inner = unwrap(node);
    if (inner.type === 'Identifier') this.#use(inner);
    else this.#visit(inner);
  }

  /** What is assigned to or bound: names are no reads, defaults and computed keys are. */
  #target(node: Node): void {
    const inner = unwrap(node);
    switch (inner.type) {
      case 'Identifier':
        this.#use(inner);
        inner.decorators?.forEach(this.#child);
        return;
      case 'TSParameterProperty':
        return this.#target(inner.parameter);
      case 'AssignmentPattern':
        this.#target(inner.left);
        return this.#visit(inner.right);
      case 'RestElement':
        return this.#target(inner.argument);
      case 'ArrayPattern':
        return inner.elements.forEach((element) => element && this.#target(element));
      case 'ObjectPattern':
        for (const property of inner.properties) {
          if (property.type === 'RestElement') this.#target(property);
          else {
            if (property.computed) this.#visit(property.key);
            this.#target(property.value);
          }
        }
        return;
      default:
        return this.#visit(inner);
    }
  }

  #entity(node: Node): void {
    if (node.type === 'TSQualifiedName') this.#entity(node.left);
    else if (node.type === 'Identifier') this.#use(node);
  }
}

function lexicalNames(body: readonly Node[]): Set<string> {
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

function loopNames(node: t.ForInStatement | t.ForOfStatement | t.ForStatement): Set<string> {
  const head = node.type === 'ForStatement' ? node.init : node.left;
  return head?.type === 'VariableDeclaration' ? lexicalNames([head]) : new Set();
}

/** The names that `var` declares anywhere in a function's statements. */
function hoistedVars(body: readonly Node[], add: (name: string) => void): void {
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

/** `require('package')` or a member of it: what a package exports is not the workspace's data. */
function isPackage(node: Node): boolean {
  if (node.type === 'MemberExpression') return isPackage(node.object);
  if (node.type !== 'CallExpression') return false;
  const [specifier] = node.arguments;
  return (
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require' &&
    specifier?.type === 'StringLiteral' &&
    !workspaceImport.test(specifier.value)
  );
}
