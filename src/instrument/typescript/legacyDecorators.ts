import type * as core from '@babel/core';
import type * as t from '@babel/types';

type Path<T extends t.Node> = core.NodePath<T>;
type Member = t.ClassMethod | t.ClassProperty | t.ClassAccessorProperty;

interface Decorated {
  readonly member: Member;
  readonly decorators: readonly t.Expression[];
}

/** The compiler's own helpers: what decorators return takes the place of what they are given. */
const helpers = {
  decorate: `var NAME = function (decorators, target, key, desc) {
  var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
  if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
  else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
  return c > 3 && r && Object.defineProperty(target, key, r), r;
};`,
  param: `var NAME = function (paramIndex, decorator) {
  return function (target, key) { decorator(target, key, paramIndex); }
};`,
};

/**
 * `experimentalDecorators` as the compiler writes them: the class stays as it is, and calls after it decorate members of instances,
 * then static ones, then the class. A class that is replaced refers to itself by a name that follows.
 */
export function legacyDecorators({ types, template }: typeof core): core.PluginObject {
  return {
    name: 'legacy-decorators',
    visitor: {
      Program(program) {
        const decorators = new Decorators(types, program);
        program.traverse({ Class: { exit: (path) => decorators.lower(path) } });
        for (const [name, id] of decorators.helpers)
          program.unshiftContainer('body', template.statement.ast(helpers[name].replace('NAME', id)));
        program.scope.crawl();
      },
    },
  };
}

/** Turns the decorators of one program into calls. */
class Decorators {
  /** The helpers that the calls use, and what each is called here. */
  readonly helpers = new Map<keyof typeof helpers, string>();
  readonly #t: typeof core.types;
  readonly #program: Path<t.Program>;

  constructor(types: typeof core.types, program: Path<t.Program>) {
    this.#t = types;
    this.#program = program;
  }

  lower(path: Path<t.Class>): void {
    const t = this.#t;
    const { node } = path;
    const outer = takeDecorators(node);
    const own = this.#ofMembers(node, outer);
    if (outer.length + own.length === 0) return;
    if (path.isClassExpression()) throw path.buildCodeFrameError('Decorators are not valid here.');
    const name = node.id?.name ?? this.#free('default_1');
    const alias = outer.length > 0 ? this.#aliased(path as Path<t.ClassDeclaration>, name) : undefined;
    node.id = t.identifier(name);
    const calls = [false, true].flatMap((isStatic) =>
      own
        .filter(({ member }) => (member.static === true) === isStatic)
        .map((one) => this.#memberCall(path, name, one)),
    );
    if (outer.length > 0) this.#replaced(path, name, alias, outer, calls);
    else (path.parentPath.isExportDeclaration() ? path.parentPath : path).insertAfter(calls);
  }

  /** Members with their decorators; those of the constructor's parameters are added to the class's. */
  #ofMembers(node: t.Class, outer: t.Expression[]): Decorated[] {
    const t = this.#t;
    const own: Decorated[] = [];
    for (const member of node.body.body) {
      if (!t.isClassMethod(member) && !t.isClassProperty(member) && !t.isClassAccessorProperty(member))
        continue;
      const inner = takeDecorators(member);
      const parameters = t.isClassMethod(member) ? this.#ofParameters(member.params) : [];
      const isAccessor = t.isClassMethod(member) && /^[gs]et$/.test(member.kind);
      if (t.isClassMethod(member, { kind: 'constructor' })) outer.push(...parameters);
      // Decorators of a setter's parameter count only beside one of the setter itself.
      else if (inner.length + (isAccessor ? 0 : parameters.length) > 0)
        own.push({ member, decorators: [...inner, ...parameters] });
    }
    return own;
  }

  #ofParameters(params: readonly t.Node[]): t.Expression[] {
    const t = this.#t;
    return params
      .filter((one) => !(one.type === 'Identifier' && one.name === 'this'))
      .flatMap((one, i) =>
        [one, ...('left' in one ? [one.left as t.Node] : []), ...('parameter' in one ? [one.parameter] : [])]
          .flatMap((part) => ('decorators' in part ? takeDecorators(part) : []))
          .map((decorator) => t.callExpression(this.#helper('param'), [t.numericLiteral(i), decorator])),
      );
  }

  #memberCall(path: Path<t.Class>, name: string, { member, decorators }: Decorated): t.Statement {
    const t = this.#t;
    const target = member.static
      ? t.identifier(name)
      : t.memberExpression(t.identifier(name), t.identifier('prototype'));
    const descriptor = t.isClassProperty(member)
      ? t.unaryExpression('void', t.numericLiteral(0))
      : t.nullLiteral();
    return t.expressionStatement(this.#call(decorators, target, this.#keyOf(path, member), descriptor));
  }

  /** Makes a variable of the class, which takes what its decorators return. */
  #replaced(
    path: Path<t.Class>,
    name: string,
    alias: string | undefined,
    decorators: readonly t.Expression[],
    calls: readonly t.Statement[],
  ): void {
    const t = this.#t;
    const { node, parentPath } = path;
    const made = this.#call(decorators, t.identifier(name));
    const value = alias === undefined ? made : t.assignmentExpression('=', t.identifier(alias), made);
    const all: t.Statement[] = [
      t.variableDeclaration('let', [
        t.variableDeclarator(t.identifier(name), t.toExpression(node as t.ClassDeclaration)),
      ]),
      ...calls,
      t.expressionStatement(t.assignmentExpression('=', t.identifier(name), value)),
    ];
    if (parentPath.isExportDefaultDeclaration()) all.push(t.exportDefaultDeclaration(t.identifier(name)));
    else if (parentPath.isExportNamedDeclaration()) {
      const specifier = t.exportSpecifier(t.identifier(name), t.identifier(name));
      all.push(t.exportNamedDeclaration(null, [specifier]));
    }
    (parentPath.isExportDeclaration() ? parentPath : path).replaceWithMultiple(all);
  }

  /** A list of decorators on something, as a call. */
  #call(decorators: readonly t.Expression[], ...target: t.Expression[]): t.CallExpression {
    const t = this.#t;
    const call = t.callExpression(this.#helper('decorate'), [t.arrayExpression([...decorators]), ...target]);
    call.loc = decorators[0]!.loc ?? null;
    return call;
  }

  /** The member's key for a call; a computed key is evaluated once. */
  #keyOf(path: Path<t.Class>, member: Member): t.Expression {
    const t = this.#t;
    const { key } = member;
    if (!member.computed)
      return key.type === 'Identifier' ? t.stringLiteral(key.name) : t.cloneNode(key as t.Expression);
    if (t.isLiteral(key)) return t.cloneNode(key);
    const id = path.scope.getProgramParent().generateUidIdentifier('a');
    this.#program.scope.push({ id, kind: 'var' });
    member.key = t.assignmentExpression('=', id, key as t.Expression);
    return t.cloneNode(id);
  }

  /** Lets a class refer to what will take its place; returns the name for that, if the class refers to itself. */
  #aliased(path: Path<t.ClassDeclaration>, name: string): string | undefined {
    const t = this.#t;
    const bindings = [path.scope.getOwnBinding(name), path.parentPath.scope.getBinding(name)];
    const inside: Path<t.Identifier>[] = [];
    path.get('body').traverse({
      Identifier(id) {
        // The compiler does not rename a reference that is written `{ A }`.
        if (t.isObjectProperty(id.parent) && id.parent.shorthand) return;
        const isOwn = id.node.name === name && bindings.includes(id.scope.getBinding(name));
        if (isOwn && id.isReferencedIdentifier()) inside.push(id);
      },
    });
    if (inside.length === 0) return undefined;
    const alias = this.#free(`${name}_1`);
    this.#program.scope.push({ id: t.identifier(alias), kind: 'var' });
    for (const { node } of inside) node.name = alias;
    const itself = t.assignmentExpression('=', t.identifier(alias), t.thisExpression());
    path.node.body.body.unshift(t.staticBlock([t.expressionStatement(itself)]));
    return alias;
  }

  #helper(name: keyof typeof helpers): t.Identifier {
    if (!this.helpers.has(name)) this.helpers.set(name, this.#free(`__${name}`));
    return this.#t.identifier(this.helpers.get(name)!);
  }

  /** The name, or one like it if the program has the name already. */
  #free(name: string): string {
    const { scope } = this.#program;
    return scope.hasBinding(name) ? scope.generateUid(name) : name;
  }
}

/** Removes the decorators of a node; returns their expressions. */
function takeDecorators(node: { decorators?: t.Decorator[] | null }): t.Expression[] {
  const found = (node.decorators ?? []).map(({ expression }) => expression);
  node.decorators = null;
  return found;
}
