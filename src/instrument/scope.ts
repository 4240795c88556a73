import type * as t from '@babel/types';
import type { Node, NodeOf } from './ast.ts';
import { boundNames, eachChild, unwrap } from './ast.ts';
import { hoistedVars, lexicalNames, loopNames, topLevelOf } from './declarations.ts';
import { isIntrinsic } from './typescript/jsxOptions.ts';

/** The meaning of the names in a file. */
export interface Names {
  /** Every value that the module's top level binds. */
  readonly values: ReadonlySet<string>;
  /** Module-level names that are types alone. */
  readonly types: ReadonlySet<string>;
  /** Module-level names that some expression uses. */
  readonly used: ReadonlySet<string>;
  /** Reads of module-level data inside functions: `captured` wraps them. */
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

class Resolver implements Names {
  readonly values: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly used = new Set<string>();
  readonly captured = new Set<Node>();
  readonly helpers = new Set<Node>();
  isInTag = false;
  readonly #data: ReadonlySet<string>;
  readonly #scopes: Set<string>[] = [];
  #functions = 0;
  #withs = 0;

  constructor(statements: readonly Node[]) {
    const { values, types, data } = topLevelOf(statements);
    this.values = values;
    this.types = types;
    this.#data = data;
  }

  run(nodes: readonly Node[]): void {
    nodes.forEach(this.#child);
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

  /** How each kind of node is visited; of a kind not listed, all children are. */
  static readonly #visitors: { readonly [K in Node['type']]?: (r: Resolver, node: NodeOf<K>) => void } = {
    Identifier: (r, node) => r.#read(node),
    MemberExpression: (r, node) => r.#member(node),
    OptionalMemberExpression: (r, node) => r.#member(node),
    CallExpression: (r, node) => r.#call(node),
    OptionalCallExpression: (r, node) => r.#call(node),
    NewExpression: (r, node) => r.#call(node),
    TaggedTemplateExpression(r, node) {
      r.#named(node.tag);
      r.#visit(node.quasi);
    },
    JSXOpeningElement(r, node) {
      if (node.name.type === 'JSXMemberExpression') r.#visit(node.name);
      else if (node.name.type === 'JSXIdentifier' && !isIntrinsic(node.name.name)) r.#use(node.name);
      node.attributes.forEach(r.#child);
    },
    JSXMemberExpression(r, node) {
      if (node.object.type === 'JSXIdentifier') r.#use(node.object);
      else r.#visit(node.object);
    },
    UnaryExpression: (r, node) =>
      node.operator === 'typeof' ? r.#named(node.argument) : r.#visit(node.argument),
    AssignmentExpression(r, node) {
      r.#target(node.left);
      r.#visit(node.right);
    },
    UpdateExpression: (r, node) => r.#target(node.argument),
    ObjectProperty(r, node) {
      if (node.computed) r.#visit(node.key);
      r.#visit(node.value);
    },

    ForInStatement: (r, node) => r.#loop(node),
    ForOfStatement: (r, node) => r.#loop(node),
    ForStatement: (r, node) => r.#within(loopNames(node), () => eachChild(node, r.#child)),
    LabeledStatement: (r, node) => r.#visit(node.body),
    BreakStatement: () => undefined,
    ContinueStatement: () => undefined,
    WithStatement(r, node) {
      r.#visit(node.object);
      // A name inside may be that of a property.
      r.#withs++;
      r.#visit(node.body);
      r.#withs--;
    },
    BlockStatement: (r, node) => r.#block(node.body),
    TSModuleBlock: (r, node) => r.#block(node.body),
    StaticBlock(r, { body }) {
      const names = lexicalNames(body);
      hoistedVars(body, (name) => names.add(name));
      r.#within(names, () => body.forEach(r.#child));
    },
    SwitchStatement(r, { discriminant, cases }) {
      r.#visit(discriminant);
      const names = lexicalNames(cases.flatMap((one) => one.consequent));
      r.#within(names, () => cases.forEach(r.#child));
    },
    CatchClause(r, { param, body }) {
      const names = new Set<string>();
      if (param) boundNames(param, ({ name }) => names.add(name));
      r.#within(names, () => {
        if (param) r.#target(param);
        r.#visit(body);
      });
    },

    ImportDeclaration: () => undefined,
    TSImportEqualsDeclaration: (r, node) => r.#entity(node.moduleReference),
    ExportNamedDeclaration(r, node) {
      if (node.exportKind === 'type') return;
      if (node.declaration) r.#visit(node.declaration);
      if (node.source) return;
      for (const one of node.specifiers) {
        if (one.type === 'ExportSpecifier' && one.exportKind !== 'type') r.#entity(one.local);
      }
    },
    VariableDeclaration(r, node) {
      if (!node.declare) eachChild(node, r.#child);
    },
    VariableDeclarator(r, node) {
      r.#target(node.id);
      if (node.init) r.#visit(node.init);
    },
    ClassDeclaration(r, node) {
      if (!node.declare) r.#class(node);
    },
    ClassExpression: (r, node) => r.#class(node),
    ClassProperty: (r, node) => r.#field(node),
    ClassPrivateProperty: (r, node) => r.#field(node),
    ClassAccessorProperty: (r, node) => r.#field(node),
    ObjectMethod: (r, node) => r.#method(node),
    ClassMethod: (r, node) => r.#method(node),
    ClassPrivateMethod: (r, node) => r.#method(node),
    FunctionDeclaration: (r, node) => r.#function(node),
    FunctionExpression: (r, node) => r.#function(node),
    ArrowFunctionExpression: (r, node) => r.#function(node),
  };

  readonly #child = (child: Node): void => this.#visit(child);

  #visit(node: Node): void {
    const visitor = Resolver.#visitors[node.type] as ((r: Resolver, node: Node) => void) | undefined;
    if (visitor) visitor(this, node);
    else eachChild(node, this.#child);
  }

  #member(node: t.MemberExpression | t.OptionalMemberExpression): void {
    this.#visit(node.object);
    if (node.computed) this.#visit(node.property);
  }

  #call(node: t.CallExpression | t.OptionalCallExpression | t.NewExpression): void {
    this.#named(node.callee);
    node.arguments.forEach(this.#child);
  }

  #block(body: readonly Node[]): void {
    this.#within(lexicalNames(body), () => body.forEach(this.#child));
  }

  #loop(node: t.ForInStatement | t.ForOfStatement): void {
    this.#within(loopNames(node), () => {
      if (node.left.type === 'VariableDeclaration') return eachChild(node, this.#child);
      this.#target(node.left);
      this.#visit(node.right);
      this.#visit(node.body);
    });
  }

  #class(node: t.Class): void {
    node.decorators?.forEach(this.#child);
    this.#within(new Set(node.id ? [node.id.name] : []), () => {
      if (node.superClass) this.#visit(node.superClass);
      this.#visit(node.body);
    });
  }

  #field(node: t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty): void {
    if (node.type !== 'ClassPrivateProperty' && node.computed) this.#visit(node.key);
    node.decorators?.forEach(this.#child);
    // An initialiser runs in a function of its own.
    this.#functions++;
    if (node.value) this.#visit(node.value);
    this.#functions--;
  }

  #method(node: t.ObjectMethod | t.ClassMethod | t.ClassPrivateMethod): void {
    if (node.type !== 'ClassPrivateMethod' && node.computed) this.#visit(node.key);
    node.decorators?.forEach(this.#child);
    this.#function(node);
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

  /** Visits a callee, or the operand of `typeof`: a plain name there is used, but not read as data. */
  #named(node: Node): void {
    const inner = unwrap(node);
    if (inner.type === 'Identifier') this.#use(inner);
    else this.#visit(inner);
  }

  /** Visits an assignment target or a binding: its names are not read, its defaults and computed keys are. */
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
