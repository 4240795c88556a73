import type * as t from '@babel/types';
import { eachChild, propertyKey, staticKey, unwrap, type Node } from '../instrument/syntax.ts';
import { alike, Guess, Size } from './guess.ts';
import { callLibrary, callMatrix, decompose, listOf, makeMatrix, numberOf, sizeOf } from './matrixCalls.ts';
import { callGlobal, callList, lengthOf } from './listCalls.ts';
import type { Module, Sources } from './sources.ts';
import { elementOf, eachOf, fieldOf } from './parts.ts';
import { bind, type Scope, type ValueOf } from './patterns.ts';
import { codeOf, followStatements } from './statements.ts';
import { isMatrix, type Types } from './types.ts';

/** Calls into one another are followed so far. */
const deepest = 5;

/** A function's text, with what is needed to follow it. */
export type Code = Node & { readonly params: readonly Node[]; readonly body: Node };

/**
 * Follows a function in the order in which it is written, and notes what its statements demand of the values: which are numbers, lists
 * or matrices, and which of their sizes agree. Nothing is run; both sides of a branch and one round of a loop are followed.
 */
export class Follower {
  readonly #module: Module;
  readonly #sources: Sources;
  readonly #types: Types;
  readonly #constants = new Map<string, Guess | undefined>();
  #depth = 0;
  readonly #valueOf: ValueOf = (expression, scope) => this.value(expression, scope);

  constructor(module: Module, sources: Sources, types: Types) {
    this.#module = module;
    this.#sources = sources;
    this.#types = types;
  }

  /** Follows a call; its value, where the text tells. */
  call(code: Code, args: readonly Guess[], outer: Scope, self?: Guess): Guess | undefined {
    if (this.#depth >= deepest) return undefined;
    this.#depth++;
    try {
      const scope = new Map(outer);
      if (self) scope.set('this', self);
      code.params.forEach((parameter, i) => this.#parameter(parameter, args, i, scope));
      if (code.body.type !== 'BlockStatement') return this.value(code.body, scope);
      const returned: Guess[] = [];
      followStatements(code.body, scope, returned, this.#valueOf);
      return returned.find(({ what }) => what.is !== 'open') ?? returned[0];
    } finally {
      this.#depth--;
    }
  }

  #parameter(node: Node, args: readonly Guess[], i: number, scope: Scope): void {
    const inner = node.type === 'TSParameterProperty' ? node.parameter : node;
    if (inner.type === 'RestElement')
      return bind(inner.argument, args[i] ?? listOf(new Size()), scope, this.#valueOf);
    const target = inner.type === 'AssignmentPattern' ? inner.left : inner;
    const given =
      args[i] ?? (inner.type === 'AssignmentPattern' ? this.value(inner.right, scope) : undefined);
    const guess = given ?? new Guess();
    bind(target, guess, scope, this.#valueOf);
    if (node.type !== 'TSParameterProperty' || target.type !== 'Identifier') return;
    scope.get('this')?.object()?.fields.set(target.name, guess);
  }

  /** The value of an expression, as far as the text tells. */
  value(expression: Node, scope: Scope): Guess | undefined {
    const node = unwrap(expression);
    switch (node.type) {
      case 'Identifier':
        return scope.get(node.name) ?? this.#constant(node.name);
      case 'ThisExpression':
        return scope.get('this');
      case 'NumericLiteral':
        return Number.isInteger(node.value) ? numberOf(new Size(node.value)) : numberOf();
      case 'StringLiteral':
        return new Guess({ is: 'text', text: `'${node.value}'` });
      case 'ArrayExpression':
        return this.#list(node, scope);
      case 'ObjectExpression':
        return this.#object(node, scope);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return codeOf(node, scope, scope.get('this'));
      case 'BinaryExpression':
        return this.#binary(node, scope);
      case 'UnaryExpression':
      case 'UpdateExpression': {
        const operand = this.value(node.argument, scope);
        if (/^[-+~]/.test(node.operator)) operand?.number();
        return node.operator === '!' ? undefined : numberOf();
      }
      case 'AssignmentExpression': {
        const value = this.value(node.right, scope);
        if (node.operator === '=') bind(node.left, value, scope, this.#valueOf);
        else for (const side of [this.value(node.left, scope), value]) side?.number();
        return value;
      }
      case 'ConditionalExpression':
      case 'LogicalExpression': {
        const [a, b] =
          node.type === 'LogicalExpression' ? [node.left, node.right] : [node.consequent, node.alternate];
        if (node.type === 'ConditionalExpression') this.value(node.test, scope);
        const [x, y] = [this.value(a, scope), this.value(b, scope)];
        return x && x.what.is !== 'open' ? x : (y ?? x);
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.#member(node, scope);
      case 'CallExpression':
      case 'OptionalCallExpression':
        return this.#call(node, scope);
      case 'NewExpression':
        return this.#make(node, scope);
      case 'SequenceExpression':
        return node.expressions.map((one) => this.value(one, scope)).at(-1);
      case 'AwaitExpression':
        return this.value(node.argument, scope);
      default:
        eachChild(node, (child) => this.value(child, scope));
        return undefined;
    }
  }

  #binary({ left, right, operator }: t.BinaryExpression, scope: Scope): Guess | undefined {
    const [a, b] = [
      left.type === 'PrivateName' ? undefined : this.value(left, scope),
      this.value(right, scope),
    ];
    if (!/^([-+*/%<>]|\*\*|[<>]=)$/.test(operator)) return numberOf();
    const text = [a, b].some((side) => side?.what.is === 'text');
    if (operator === '+' && text) return undefined;
    const [x, y] = [a?.number(), b?.number()];
    // A size and a little more or less runs over about as many elements.
    const isShifted =
      /^[-+]$/.test(operator) && x?.size && y?.size?.exact !== undefined && x.size.exact === undefined;
    return isShifted ? numberOf(x.size) : numberOf();
  }

  #list({ elements }: t.ArrayExpression, scope: Scope): Guess {
    const of = new Guess();
    let isSpread = false;
    let first: Guess | undefined;
    for (const element of elements) {
      if (!element) continue;
      isSpread ||= element.type === 'SpreadElement';
      const given = this.value(element.type === 'SpreadElement' ? element.argument : element, scope);
      first ??= given;
      const value = element.type === 'SpreadElement' ? eachOf(given) : given;
      if (value) alike(of, value.what.is === 'number' ? numberOf() : value);
    }
    const copied = elements.length === 1 && isSpread ? lengthOf(first) : undefined;
    return listOf(copied ?? (isSpread ? new Size() : new Size(elements.length)), of);
  }

  #object(node: t.ObjectExpression, scope: Scope): Guess {
    const fields = new Map<string, Guess>();
    const self = new Guess({ is: 'object', fields });
    for (const one of node.properties) {
      const key = one.type === 'SpreadElement' ? undefined : propertyKey(one);
      if (one.type === 'SpreadElement') {
        const spread = this.value(one.argument, scope)?.as('object');
        for (const [name, value] of spread?.fields ?? []) fields.set(name, value);
      } else if (key !== undefined) {
        const value = one.type === 'ObjectMethod' ? codeOf(one, scope, self) : this.value(one.value, scope);
        if (value) fields.set(key, value);
      }
    }
    return self;
  }

  /** A top-level value of the module, or a function or constant that it imports from a file at hand. */
  #constant(name: string): Guess | undefined {
    if (this.#constants.has(name)) return this.#constants.get(name);
    this.#constants.set(name, undefined);
    const found = this.#sources.declaration(this.#module, name);
    const value = found && this.#declared(found.node, found.module);
    this.#constants.set(name, value);
    return value;
  }

  #declared(node: Node, module: Module): Guess | undefined {
    const there = module === this.#module ? this : new Follower(module, this.#sources, this.#types);
    if (node.type === 'FunctionDeclaration') return codeOf(node, new Map());
    return node.type === 'VariableDeclarator' && node.init ? there.value(node.init, new Map()) : undefined;
  }

  #member(node: t.MemberExpression | t.OptionalMemberExpression, scope: Scope): Guess | undefined {
    if (node.object.type === 'Super') return undefined;
    const object = this.value(node.object, scope);
    const key = staticKey(node as t.MemberExpression);
    if (!object) return key === undefined ? void this.value(node.property, scope) : undefined;
    if (key === undefined || /^\d+$/.test(key)) {
      const index = key === undefined ? this.value(node.property, scope) : numberOf(new Size(Number(key)));
      return elementOf(object, index);
    }
    return fieldOf(object, key);
  }

  #call(node: t.CallExpression | t.OptionalCallExpression, scope: Scope): Guess | undefined {
    const args = node.arguments.map(
      (one) => this.value(one.type === 'SpreadElement' ? one.argument : one, scope) ?? new Guess(),
    );
    const callee = unwrap(node.callee);
    if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression')
      return this.#method(callee, args, scope);
    if (callee.type !== 'Identifier') return void this.value(callee, scope);
    const imported = this.#module.imports.get(callee.name);
    if (imported?.from === 'ml-matrix' && !scope.has(callee.name)) return callLibrary(imported.name, args);
    return this.#apply(this.value(callee, scope), args);
  }

  #apply(callee: Guess | undefined, args: readonly Guess[], self?: Guess): Guess | undefined {
    const made = callee?.as('function', () => ({ is: 'function', parameters: args, result: new Guess() }));
    if (made) return made.result;
    const code = callee?.as('code');
    return code && this.call(code.node as Code, args, code.scope as Scope, self ?? code.self);
  }

  #method(
    callee: t.MemberExpression | t.OptionalMemberExpression,
    args: readonly Guess[],
    scope: Scope,
  ): Guess | undefined {
    const key = staticKey(callee as t.MemberExpression);
    const { object } = callee;
    if (key === undefined || object.type === 'Super') return undefined;
    if (object.type === 'Identifier' && !scope.has(object.name)) {
      if (object.name === 'Math') {
        for (const one of args) one.number();
        return numberOf();
      }
      if (isMatrix(object.name, this.#module)) return callLibrary(key, args);
      const value = callGlobal(object.name, key, args, (code, given) => this.#apply(code, given));
      if (value) return value;
    }
    const self = this.value(object, scope);
    if (!self) return undefined;
    const own = self.as('object')?.fields.get(key) ?? self.as('instance')?.fields.get(key);
    if (own) return this.#apply(own, args, self);
    const matrix = self.what.is === 'open' && onlyOfMatrix.test(key) ? self.matrix() : self.as('matrix');
    if (matrix) return callMatrix(matrix, key, args);
    return callList(self, key, args, (code, given) => this.#apply(code, given));
  }

  #make(node: t.NewExpression, scope: Scope): Guess | undefined {
    const args = node.arguments.map(
      (one) => this.value(one.type === 'SpreadElement' ? one.argument : one, scope) ?? new Guess(),
    );
    if (node.callee.type !== 'Identifier') return undefined;
    const { name } = node.callee;
    if (isMatrix(name, this.#module)) return makeMatrix(args);
    if (name === 'Map') return this.#map(node, scope);
    const imported = this.#module.imports.get(name);
    if (imported?.from === 'ml-matrix') return decompose(imported.name, args);
    if (/Array$/.test(name)) {
      const source = args[0]?.as('list');
      return source
        ? listOf(source.length)
        : listOf(sizeOf(args[0]), name === 'Array' ? new Guess() : numberOf());
    }
    const found = this.#sources.declaration(this.#module, name);
    return found?.node.type === 'ClassDeclaration' ? this.instance(found.node, args) : undefined;
  }

  /** A map that is made of pairs: of its keys the first. */
  #map({ arguments: [pairs] }: t.NewExpression, scope: Scope): Guess | undefined {
    const pair = pairs?.type === 'ArrayExpression' ? pairs.elements[0] : undefined;
    if (pair?.type !== 'ArrayExpression') return undefined;
    const [key, of] = pair.elements.map((one) => (one ? this.value(one, scope) : undefined));
    if (!key || !of) return undefined;
    return new Guess({ is: 'map', key, of: of.what.is === 'number' ? numberOf() : of });
  }

  /** An object of a class, made of arguments: its constructor is followed, and its methods are its fields. */
  instance({ body }: t.ClassDeclaration, args: readonly Guess[]): Guess {
    const self = new Guess({ is: 'object', fields: new Map<string, Guess>() });
    const { fields } = self.object()!;
    for (const member of body.body) {
      if (!('key' in member) || ('static' in member && member.static)) continue;
      const key =
        member.key.type === 'PrivateName' ? `#${member.key.id.name}` : propertyKey(member as t.ClassMethod);
      if (key === undefined) continue;
      if (member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod') {
        if (member.kind === 'method') fields.set(key, codeOf(member, new Map(), self));
      } else if ('value' in member && member.value) {
        const value = this.value(member.value, new Map([['this', self]]));
        if (value) fields.set(key, value);
      }
    }
    const make = body.body.find((one) => one.type === 'ClassMethod' && one.kind === 'constructor');
    if (make) this.call(make as unknown as Code, args, new Map(), self);
    return self;
  }
}

/** Methods that tell that their object is a matrix. */
const onlyOfMatrix = /^(mmul|transpose|dot|norm|get|getRow|getColumn|get(Row|Column)Vector|to[12]DArray|subMatrix|(add|sub|mul|div)(Row|Column)?(Vector)?|sum|mean|clone|trace|kroneckerProduct)$/; // prettier-ignore
