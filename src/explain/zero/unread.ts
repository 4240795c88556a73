import { unwrap, type NodeOf } from '../../instrument/syntax.ts';
import type { Link } from '../../shared/errors.ts';
import { oneLine, type Evidence } from '../evidence/evidence.ts';
import {
  bare,
  childrenOf,
  descendants,
  enclosing,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../program/program.ts';
import { calledFunction, declarationOf, type Declared } from '../program/scopes.ts';
import { isInside, readsOf } from './bindings.ts';
import { keptUnread } from './kept.ts';
import type { Replaced } from './end.ts';
import { onlyRefuses } from './refuses.ts';

/**
 * Where an input that no operation takes is lost, by the syntax alone: the parameter of a function that does not read it, or the object
 * that another value of the same name wins in.
 *
 * @param name the input as a path: `options.rate`
 * @param at the identifier that declares its root
 */
export function unreadInput(evidence: Evidence, name: string, at: Placed): Replaced | undefined {
  const [root, ...fields] = name.split(/[.[\]]+/).filter(Boolean);
  const declared = root === undefined ? undefined : declarationOf(at, root);
  return declared && new Search(evidence).follow(declared, fields);
}

const mostCalls = 12;

const isIndex = (field: string) => /^\d+$/.test(field);

class Search {
  readonly #program: Program;
  readonly #seen = new Set<Placed['node']>();
  readonly #links: Link[] = [];

  constructor(evidence: Evidence) {
    this.#program = evidence.program;
  }

  /** Follows a name through calls to where it, or the field of it, is not read. */
  follow(declared: Declared, fields: readonly string[]): Replaced | undefined {
    if (this.#seen.has(declared.at.node) || this.#seen.size > mostCalls) return undefined;
    this.#seen.add(declared.at.node);
    const reads = readsOf(declared);
    let isRead = false;
    for (const read of reads) {
      if (onlyRefuses(read)) continue;
      const { value, rest } = this.#member(read, fields);
      if (rest === undefined) continue;
      const found = this.#through(value, rest);
      if (found) return found;
      isRead = true;
    }
    return isRead ? undefined : this.#unread(declared, fields);
  }

  /**
   * The longest member chain below a read that leads to the field, and the fields left; none of another field. Methods of arrays and
   * keys that are computed may lead to any element.
   */
  #member(read: Placed, fields: readonly string[]) {
    let [value, rest]: [Placed, readonly string[] | undefined] = [read, fields];
    while (value.parent && value.key === 'object' && rest.length > 0) {
      const { node } = value.parent;
      if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') break;
      const key = node.property.type === 'Identifier' && !node.computed ? node.property.name : undefined;
      if (key !== undefined && key !== rest[0])
        return { value, rest: isIndex(rest[0]!) && key !== 'length' ? rest : undefined };
      value = value.parent;
      rest = rest.slice(1);
    }
    return { value, rest };
  }

  /** Follows a read into what it is handed to. */
  #through(value: Placed, fields: readonly string[]): Replaced | undefined {
    let at = value;
    while (at.parent && /^(TSNonNull|TSAs|TSSatisfies|Parenthesized)Expression$/.test(at.parent.node.type))
      at = at.parent;
    const { parent, key } = at;
    if (!parent) return undefined;
    const { node } = parent;
    if (key === 'arguments' && (node.type === 'CallExpression' || node.type === 'NewExpression')) {
      const found = this.#call(parent, node, at, fields);
      if (found || fields.length > 0) return found;
    }
    if (node.type === 'VariableDeclarator' && key === 'init')
      return this.#pattern(childrenOf(parent)[0]!, fields);
    if (node.type === 'SpreadElement' && parent.parent?.node.type === 'ObjectExpression') {
      return this.#merged(parent, parent.parent, fields);
    }
    return fields.length === 0 ? keptUnread(this.#program, at) : undefined;
  }

  #call(
    call: Placed,
    node: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>,
    argument: Placed,
    fields: readonly string[],
  ): Replaced | undefined {
    const callee = childrenOf(call).find(({ key }) => key === 'callee')!;
    const called = calledFunction(this.#program, callee);
    const index = node.arguments.indexOf(argument.node as (typeof node.arguments)[number]);
    if (!called) return undefined;
    const parameter = childrenOf(called).filter(({ key }) => key === 'params')[index];
    if (!parameter) return undefined;
    this.#links.push({ message: `handed to ${this.#text(callee)}`, span: spanOf(argument) });
    return this.#pattern(parameter, fields);
  }

  /** Follows a value into the names that a pattern takes it apart to. */
  #pattern(pattern: Placed, fields: readonly string[]): Replaced | undefined {
    const { node } = pattern;
    if (node.type === 'AssignmentPattern' || node.type === 'TSParameterProperty')
      return this.#pattern(childrenOf(pattern)[0]!, fields);
    if (node.type === 'Identifier') {
      const declared = declarationOf(pattern, node.name);
      return declared && this.follow(declared, fields);
    }
    if (node.type !== 'ObjectPattern' || fields.length === 0) return undefined;
    for (const property of childrenOf(pattern)) {
      const { node: one } = property;
      if (one.type !== 'ObjectProperty' || one.key.type !== 'Identifier' || one.key.name !== fields[0])
        continue;
      return this.#pattern(
        childrenOf(property).find(({ key }) => key === 'value')!,
        fields.slice(1),
      );
    }
    return undefined;
  }

  /** An object put together of several, where a later one has the same field. */
  #merged(spread: Placed, object: Placed, fields: readonly string[]): Replaced | undefined {
    const parts = childrenOf(object);
    const own = parts.findIndex(({ node }) => node === spread.node);
    const winner = parts.slice(own + 1).find((part) => this.#has(part, fields[0]));
    if (!winner || fields.length === 0) return undefined;
    const [from, over] = [this.#text(childrenOf(spread)[0]!), this.#text(winner)];
    return {
      kind: 'not read',
      span: spanOf(object),
      message: `${over} comes after ...${from} and wins: ${from}.${fields[0]} is not used`,
      links: [...this.#links, { message: `${fields[0]} is taken from here`, span: spanOf(winner) }],
    };
  }

  #has(part: Placed, field: string | undefined): boolean {
    const { node } = part;
    if (node.type === 'ObjectProperty') return node.key.type === 'Identifier' && node.key.name === field;
    if (node.type !== 'SpreadElement' || node.argument.type !== 'Identifier') return false;
    const declared = declarationOf(part, node.argument.name);
    const value = declared?.at.parent && childrenOf(declared.at.parent).find(({ key }) => key === 'init');
    const object = value && objectIn(value);
    return object !== undefined && childrenOf(object).some((one) => this.#has(one, field));
  }

  #unread(declared: Declared, fields: readonly string[]): Replaced | undefined {
    const { name, at } = declared;
    const inside = enclosing(at, functionTypes);
    const body = inside && childrenOf(inside).find(({ key }) => key === 'body');
    const wanted = fields.at(-1) ?? name;
    const own = { message: `${[name, ...fields].join('.')} comes in here`, span: spanOf(at) };
    if (!body) return undefined;
    const omitted = [...descendants(body)].find((one) => this.#omits(one, wanted));
    if (omitted) {
      return {
        kind: 'not read',
        span: spanOf(omitted),
        message: `${this.#text(omitted)} is called without ${wanted}, so that its default is used`,
        links: [...this.#links, own],
      };
    }
    const instead = this.#instead(body, declared);
    const where = `${[name, ...fields].join('.')} is not read in ${this.#nameOf(inside)}`;
    return {
      kind: 'not read',
      span: instead ? spanOf(instead) : spanOf(at),
      message: instead ? `${where}; line ${spanOf(instead)[1]} uses ${this.#text(instead)}` : where,
      links: [...this.#links, own],
    };
  }

  /** Whether a call leaves out an optional parameter of this name. */
  #omits(call: Placed, name: string): boolean {
    const { node } = call;
    if (node.type !== 'CallExpression' || node.arguments.some(({ type }) => type === 'SpreadElement'))
      return false;
    const callee = childrenOf(call).find(({ key }) => key === 'callee')!;
    const called = calledFunction(this.#program, callee);
    const parameters = called ? childrenOf(called).filter(({ key }) => key === 'params') : [];
    return parameters.slice(node.arguments.length).some(({ node: one }) => {
      const inner = one.type === 'AssignmentPattern' ? one.left : one;
      return inner.type === 'Identifier' && inner.name === name;
    });
  }

  /** A constant of the module of nearly the same name, or the second read of another parameter, which stands where the lost one should. */
  #instead(body: Placed, declared: Declared): Placed | undefined {
    const { name, at } = declared;
    const declarator = enclosing(at, /^VariableDeclarator$|Statement$/);
    const counts = new Map<Placed['node'], number>();
    const lower = name.toLowerCase();
    let twice: Placed | undefined;
    for (const one of descendants(body)) {
      const { node } = one;
      if (node.type !== 'Identifier' || (/^(property|key)$/.test(one.key) && !isComputed(one))) continue;
      if (declarator && isInside(one, declarator)) continue;
      const source = declarationOf(one, node.name);
      if (!source) continue;
      const other = node.name.toLowerCase().replaceAll('_', '');
      const isAlike = other !== lower && (other.includes(lower) || lower.includes(other)) && other.length > 2;
      if (isAlike && source.scope.node.type === 'Program' && !functionTypes.test(source.at.parent!.node.type))
        return one;
      if (source.at.node === at.node || !areSiblings(source, declared)) continue;
      const count = (counts.get(source.at.node) ?? 0) + 1;
      counts.set(source.at.node, count);
      if (count === 2) twice ??= one;
    }
    return twice;
  }

  #nameOf(called: Placed): string {
    const { node } = called;
    if ('id' in node && node.id?.type === 'Identifier') return node.id.name;
    const parent = called.parent?.node;
    return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
      ? parent.id.name
      : 'this function';
  }

  #text(at: Placed): string {
    return oneLine(this.#program.text(spanOf(at)));
  }
}

/** Whether two names are parameters of one function, or taken out of one object together. */
function areSiblings(one: Declared, other: Declared): boolean {
  if (one.scope.node !== other.scope.node) return false;
  const [a, b] = [one.at, other.at].map((at) => enclosing(at, /^VariableDeclarator$|Statement$/));
  return (
    a?.node === b?.node && (a?.node.type === 'VariableDeclarator' || functionTypes.test(one.scope.node.type))
  );
}

const isComputed = ({ parent }: Placed): boolean =>
  parent !== undefined && 'computed' in parent.node && parent.node.computed === true;

/** The object literal that a constant is, through `Object.freeze` and the like. */
function objectIn(value: Placed): Placed | undefined {
  const inner = unwrap(value.node);
  if (inner.type === 'ObjectExpression') return bare(value);
  if (inner.type !== 'CallExpression') return undefined;
  const [argument] = childrenOf(bare(value)).filter(({ key }) => key === 'arguments');
  return argument && objectIn(argument);
}
