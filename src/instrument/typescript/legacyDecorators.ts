import type * as core from '@babel/core';
import type * as t from '@babel/types';

type Path<T extends t.Node> = core.NodePath<T>;
type Member = t.ClassMethod | t.ClassProperty | t.ClassAccessorProperty;

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
export function legacyDecorators({ types: t, template }: typeof core): core.PluginObject {
  const free = (program: Path<t.Program>, name: string) =>
    program.scope.hasBinding(name) ? program.scope.generateUid(name) : name;
  return {
    name: 'legacy-decorators',
    visitor: {
      Program(program) {
        const used = new Map<keyof typeof helpers, string>();
        const helper = (name: keyof typeof helpers): t.Identifier => {
          if (!used.has(name)) used.set(name, free(program, `__${name}`));
          return t.identifier(used.get(name)!);
        };
        /** A list of decorators on something, as a call. */
        const decorated = (decorators: readonly t.Expression[], ...target: t.Expression[]) => {
          const call = t.callExpression(helper('decorate'), [t.arrayExpression([...decorators]), ...target]);
          call.loc = decorators[0]!.loc ?? null;
          return call;
        };
        const taken = (node: { decorators?: t.Decorator[] | null }): t.Expression[] => {
          const found = (node.decorators ?? []).map(({ expression }) => expression);
          node.decorators = null;
          return found;
        };
        const ofParameters = (params: readonly t.Node[]): t.Expression[] =>
          params
            .filter((one) => !(one.type === 'Identifier' && one.name === 'this'))
            .flatMap((one, i) =>
              [one, ...('left' in one ? [one.left as t.Node] : []), ...('parameter' in one ? [one.parameter] : [])]
                .flatMap((part) => ('decorators' in part ? taken(part) : []))
                .map((decorator) => t.callExpression(helper('param'), [t.numericLiteral(i), decorator])),
            );
        /** The member's key for a call; one that is computed is evaluated once. */
        const keyOf = (path: Path<t.Class>, member: Member): t.Expression => {
          const { key } = member;
          if (!member.computed) return key.type === 'Identifier' ? t.stringLiteral(key.name) : t.cloneNode(key as t.Expression);
          if (t.isLiteral(key)) return t.cloneNode(key);
          const id = path.scope.getProgramParent().generateUidIdentifier('a');
          program.scope.push({ id, kind: 'var' });
          member.key = t.assignmentExpression('=', id, key as t.Expression);
          return t.cloneNode(id);
        };

        program.traverse({
          Class: {
            exit(path) {
              const { node } = path;
              const outer = taken(node);
              const own: [member: Member, decorators: t.Expression[]][] = [];
              for (const member of node.body.body) {
                if (!t.isClassMethod(member) && !t.isClassProperty(member) && !t.isClassAccessorProperty(member)) continue;
                const inner = taken(member);
                const parameters = t.isClassMethod(member) ? ofParameters(member.params) : [];
                const isAccessor = t.isClassMethod(member) && /^[gs]et$/.test(member.kind);
                if (t.isClassMethod(member, { kind: 'constructor' })) outer.push(...parameters);
                // those of a setter's parameter count beside one of the setter
                else if (inner.length + (isAccessor ? 0 : parameters.length) > 0) own.push([member, [...inner, ...parameters]]);
              }
              if (outer.length + own.length === 0) return;
              if (path.isClassExpression()) throw path.buildCodeFrameError('Decorators are not valid here.');
              const name = node.id?.name ?? free(program, 'default_1');
              const alias = outer.length > 0 ? aliased(path as Path<t.ClassDeclaration>, name) : undefined;
              node.id = t.identifier(name);
              const calls = [false, true].flatMap((isStatic) =>
                own
                  .filter(([member]) => (member.static === true) === isStatic)
                  .map(([member, decorators]) => {
                    const target = isStatic ? t.identifier(name) : t.memberExpression(t.identifier(name), t.identifier('prototype'));
                    const descriptor = t.isClassProperty(member) ? t.unaryExpression('void', t.numericLiteral(0)) : t.nullLiteral();
                    return t.expressionStatement(decorated(decorators, target, keyOf(path, member), descriptor));
                  }),
              );
              const { parentPath } = path;
              const statement = parentPath.isExportDeclaration() ? parentPath : path;
              if (outer.length === 0) {
                statement.insertAfter(calls);
                return;
              }
              const made = decorated(outer, t.identifier(name));
              const value = alias === undefined ? made : t.assignmentExpression('=', t.identifier(alias), made);
              const all: t.Statement[] = [
                t.variableDeclaration('let', [t.variableDeclarator(t.identifier(name), t.toExpression(node as t.ClassDeclaration))]),
                ...calls,
                t.expressionStatement(t.assignmentExpression('=', t.identifier(name), value)),
              ];
              if (parentPath.isExportDefaultDeclaration()) all.push(t.exportDefaultDeclaration(t.identifier(name)));
              else if (parentPath.isExportNamedDeclaration()) {
                all.push(t.exportNamedDeclaration(null, [t.exportSpecifier(t.identifier(name), t.identifier(name))]));
              }
              statement.replaceWithMultiple(all);
            },
          },
        });
        for (const [name, id] of used) program.unshiftContainer('body', template.statement.ast(helpers[name].replace('NAME', id)));
        program.scope.crawl();

        /** Lets a class refer to what will take its place. */
        function aliased(path: Path<t.ClassDeclaration>, name: string): string | undefined {
          const bindings = [path.scope.getOwnBinding(name), path.parentPath.scope.getBinding(name)];
          const inside: Path<t.Identifier>[] = [];
          path.get('body').traverse({
            Identifier(id) {
              // the compiler forgets of what is written `{ A }`
              if (t.isObjectProperty(id.parent) && id.parent.shorthand) return;
              const isOwn = id.node.name === name && bindings.includes(id.scope.getBinding(name));
              if (isOwn && id.isReferencedIdentifier()) inside.push(id);
            },
          });
          if (inside.length === 0) return undefined;
          const alias = free(program, `${name}_1`);
          program.scope.push({ id: t.identifier(alias), kind: 'var' });
          for (const { node } of inside) node.name = alias;
          const itself = t.assignmentExpression('=', t.identifier(alias), t.thisExpression());
          path.node.body.body.unshift(t.staticBlock([t.expressionStatement(itself)]));
          return alias;
        }
      },
    },
  };
} // prettier-ignore
