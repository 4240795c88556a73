import type * as t from '@babel/types';
import type { Node } from '../instrument/syntax.ts';
import { Guess, Size, type What } from './guess.ts';
import type { Module, Sources } from './sources.ts';

/** Types that are followed into one another end somewhere: a list that holds itself is cut here. */
const deepest = 6;

const typedArray = /^(Float(16|32|64)|Uint8Clamped|(Ui|I)nt(8|16|32))Array$/;

/** What the types of a source say of values. */
export class Types {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** A value of the type that an annotation names; open without one. */
  guess(
    annotation: Node | null | undefined,
    module: Module,
    name: string,
    bound: Place['bound'] = new Map(),
  ): Guess {
    const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : annotation;
    const guess = type ? this.#of(type, { module, name, depth: 0, bound }) : new Guess();
    guess.name = name;
    return guess;
  }

  /** A parameter of a function, with what its default value and `?` say. */
  parameter(node: Node, module: Module, of?: Node): Guess {
    const inner = node.type === 'TSParameterProperty' ? node.parameter : node;
    const [target, value] =
      inner.type === 'AssignmentPattern' ? [inner.left, inner.right] : [inner as Node, undefined];
    const name = target.type === 'Identifier' ? target.name : '';
    const rest = target.type === 'RestElement' ? target.argument : undefined;
    const annotation = 'typeAnnotation' in target ? (target.typeAnnotation as Node | null) : undefined;
    const guess = this.guess(annotation, module, rest?.type === 'Identifier' ? rest.name : name, boundBy(of));
    guess.isOptional =
      value !== undefined || rest !== undefined || (target.type === 'Identifier' && target.optional === true);
    return guess;
  }

  #of(type: Node, at: Place): Guess {
    const { name } = at;
    const is = (what: What) => new Guess(what, name);
    if (at.depth > deepest) return is({ is: 'unknown' });
    const inner = { ...at, depth: at.depth + 1 };
    switch (type.type) {
      case 'TSNumberKeyword':
        return is({ is: 'number' });
      case 'TSBooleanKeyword':
        return is({ is: 'text', text: 'true' });
      case 'TSStringKeyword':
        return is({ is: 'text', text: "'a'", isAny: true });
      case 'TSAnyKeyword':
        return is({ is: 'open' });
      case 'TSNullKeyword':
        return is({ is: 'text', text: 'null' });
      case 'TSUndefinedKeyword':
      case 'TSVoidKeyword':
        return is({ is: 'text', text: 'undefined' });
      case 'TSLiteralType':
        return is({ is: 'text', text: at.module.text.slice(type.start!, type.end!) });
      case 'TSParenthesizedType':
      case 'TSTypeOperator':
      case 'TSOptionalType':
      case 'TSRestType':
        return this.#of(type.typeAnnotation, at);
      case 'TSNamedTupleMember':
        return this.#of(type.elementType, at);
      case 'TSArrayType':
        return is({ is: 'list', length: new Size(), of: this.#of(type.elementType, inner) });
      case 'TSTupleType':
        return is({ is: 'tuple', of: type.elementTypes.map((one) => this.#of(one, inner)) });
      case 'TSUnionType':
        return this.#union(type.types, at);
      case 'TSIntersectionType':
        return is({ is: 'object', fields: this.#merged(type.types, inner) });
      case 'TSTypeLiteral':
        return is({ is: 'object', fields: this.#fields(type.members, inner) });
      case 'TSFunctionType':
        return is({
          is: 'function',
          parameters: type.params.map((one) => this.parameter(one, at.module)),
          result: this.#result(type.returnType, inner),
        });
      case 'TSTypeReference':
        return this.#reference(type, inner);
      case 'TSTypeQuery':
        return is({ is: 'open' });
      default:
        return is({ is: 'unknown' });
    }
  }

  /** The alternative that a value is written for: one with numbers before one without. */
  #union(types: readonly Node[], at: Place): Guess {
    const rank = (type: Node): number => {
      const order = [/Reference|Array|Tuple|TypeLiteral/, /Number/, /Literal|String|Boolean/, /./];
      return order.findIndex((pattern) => pattern.test(type.type));
    };
    const best = [...types].sort((a, b) => rank(a) - rank(b))[0]!;
    const numbers = types.find(({ type }) => type === 'TSNumberKeyword');
    return this.#of(numbers ?? best, at);
  }

  #merged(types: readonly Node[], at: Place): Map<string, Guess> {
    const parts = types.map((type) => this.#of(type, at).what);
    return new Map(parts.flatMap((what) => (what.is === 'object' ? [...what.fields] : [])));
  }

  #result(annotation: Node | null | undefined, at: Place): Guess {
    return annotation?.type === 'TSTypeAnnotation' ? this.#of(annotation.typeAnnotation, at) : new Guess();
  }

  #fields(members: readonly Node[], at: Place): Map<string, Guess> {
    const fields = new Map<string, Guess>();
    for (const member of members) {
      if (member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature') continue;
      const { key } = member;
      const name =
        key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;
      if (name === undefined || member.optional) continue;
      const value =
        member.type === 'TSMethodSignature'
          ? new Guess({
              is: 'function',
              parameters: member.params.map((one) => this.parameter(one, at.module)),
              result: this.#result(member.returnType, at),
            })
          : member.typeAnnotation
            ? this.#of(member.typeAnnotation.typeAnnotation, { ...at, name })
            : new Guess();
      value.name = name;
      fields.set(name, value);
    }
    return fields;
  }

  #reference(type: t.TSTypeReference, at: Place): Guess {
    const { module, name } = at;
    const given = type.typeArguments?.params ?? [];
    const is = (what: What) => new Guess(what, name);
    const of = (i: number) => (given[i] ? this.#of(given[i], at) : new Guess({ is: 'open' }, name));
    if (type.typeName.type !== 'Identifier') return is({ is: 'unknown' });
    const named = type.typeName.name;
    const bound = at.bound.get(named);
    if (bound) return this.#of(bound, at);
    if (typedArray.test(named))
      return is({ is: 'list', length: new Size(), of: is({ is: 'number' }), typed: named });
    switch (named) {
      case 'Array':
      case 'ReadonlyArray':
      case 'ArrayLike':
      case 'Iterable':
        return is({ is: 'list', length: new Size(), of: of(0) });
      case 'Readonly':
      case 'Required':
      case 'NonNullable':
        return of(0);
      case 'Map':
      case 'ReadonlyMap':
        return is({ is: 'map', key: of(0), of: of(1) });
      case 'Set':
      case 'ReadonlySet':
        return is({ is: 'set', of: of(0) });
      case 'Partial':
        return is({ is: 'object', fields: new Map() });
      case 'Record':
        return is({ is: 'object', fields: new Map([['a', of(1)]]) });
      default:
        return (
          this.#declared(named, given, at) ?? (isMatrix(named, module) ? matrix(name) : is({ is: 'unknown' }))
        );
    }
  }

  #declared(named: string, given: readonly Node[], at: Place): Guess | undefined {
    const found = this.#sources.declaration(at.module, named);
    if (!found) return undefined;
    const { node, module } = found;
    const bound = boundBy(node, given);
    const inner: Place = { ...at, module, bound };
    switch (node.type) {
      case 'TSTypeAliasDeclaration':
        return this.#of(node.typeAnnotation, inner);
      case 'TSInterfaceDeclaration': {
        const own = this.#fields(node.body.body, inner);
        const base = (node.extends ?? []).flatMap((one): [string, Guess][] => {
          const name = one.expression.type === 'Identifier' ? one.expression.name : '';
          const what = this.#declared(name, [], inner)?.what;
          return what?.is === 'object' ? [...what.fields] : [];
        });
        return new Guess({ is: 'object', fields: new Map([...base, ...own]) }, at.name);
      }
      case 'TSEnumDeclaration': {
        const first = node.body.members[0]?.id;
        if (!first) return undefined;
        const key = first.type === 'Identifier' ? first.name : first.value;
        return new Guess({ is: 'text', text: `${named}.${key}` }, at.name);
      }
      case 'ClassDeclaration':
        return this.instance(named, node, module);
      default:
        return undefined;
    }
  }

  /** An object of a class, made by its constructor. */
  instance(name: string, { body }: t.ClassDeclaration, module: Module): Guess {
    const fields = new Map<string, Guess>();
    const make = body.body.find((one) => one.type === 'ClassMethod' && one.kind === 'constructor');
    const given = (make?.type === 'ClassMethod' ? make.params : []).map((one) => this.parameter(one, module));
    for (const member of body.body) {
      if (member.type !== 'ClassProperty' && member.type !== 'ClassPrivateProperty') continue;
      if (member.static || !member.typeAnnotation) continue;
      const key = member.key.type === 'PrivateName' ? `#${member.key.id.name}` : member.key.type === 'Identifier' ? member.key.name : ''; // prettier-ignore
      fields.set(key, this.guess(member.typeAnnotation, module, key));
    }
    return new Guess({ is: 'instance', name, given, fields }, name);
  }
}

/** What the type parameters of a declaration stand for: the types that are given, else their defaults and constraints. */
function boundBy(node: Node | undefined, given: readonly Node[] = []): Map<string, Node> {
  const bound = new Map<string, Node>();
  const declared = node && 'typeParameters' in node ? node.typeParameters : undefined;
  if (declared?.type !== 'TSTypeParameterDeclaration') return bound;
  declared.params.forEach((parameter, i) => {
    const argument = given[i] ?? parameter.default ?? parameter.constraint;
    if (argument) bound.set(parameter.name.name, argument);
  });
  return bound;
}

/** Where a type stands: in which module, for which name, how deep, with which type parameters. */
interface Place {
  readonly module: Module;
  readonly name: string;
  readonly depth: number;
  readonly bound: ReadonlyMap<string, Node>;
}

/** A matrix of ml-matrix, by the name that it has in a module. */
export const isMatrix = (name: string, { imports }: Module): boolean => {
  const imported = imports.get(name);
  return imported?.from === 'ml-matrix' && /^(Abstract)?Matrix$|^default$/.test(imported.name);
};

const matrix = (name: string): Guess =>
  new Guess({ is: 'matrix', rows: new Size(), columns: new Size() }, name);
