import { propertyKey, unwrap, type NodeOf } from '../../../instrument/syntax.ts';
import type { Link } from '../../../shared/errors.ts';
import { oneLine, type Evidence } from '../../evidence/evidence.ts';
import {
  bare,
  childrenOf,
  descendants,
  enclosing,
  functionTypes,
  spanOf,
  type Placed,
  type Program,
} from '../../program/program.ts';
import {
  calledFunction,
  declarationOf,
  isGenerator,
  onlyMethod,
  type Declared,
} from '../../program/scopes.ts';
import { readsOf } from '../../program/reads.ts';
import { givenIndex } from './givenIndex.ts';
import { omits, readInstead } from './instead.ts';
import { keptUnread } from './kept.ts';
import { sharedByClosures } from './closures.ts';
import { elementOf } from '../../program/elements.ts';
import { lookedUpByNew } from './newKey.ts';
import { neverRead, neverRun } from './neverRun.ts';
import { notAwaited } from './notAwaited.ts';
import type { Replaced } from './replaced.ts';
import { onlyRefuses } from '../../program/refuses.ts';

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
  const found = declared && new Search(evidence).follow(declared, fields);
  return found ?? lookedUpByNew(evidence) ?? neverRead(evidence, name);
}

const mostCalls = 12;

const isIndex = (field: string) => /^\d+$/.test(field);

class Search {
  readonly #evidence: Evidence;
  readonly #program: Program;
  readonly #seen = new Set<Placed['node']>();
  readonly #links: Link[] = [];

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    this.#program = evidence.program;
  }

  /** Follows a name through calls to where it, or the field of it, is not read. */
  follow(declared: Declared, fields: readonly string[]): Replaced | undefined {
    if (this.#seen.has(declared.at.node) || this.#seen.size > mostCalls) return undefined;
    this.#seen.add(declared.at.node);
    const index = fields.length === 0 ? givenIndex(this.#program, declared) : undefined;
    if (index) return index;
    const reads = readsOf(declared);
    let isRead = false;
    for (const read of reads) {
      if (onlyRefuses(read)) continue;
      const late = notAwaited(this.#program, read);
      if (late) return late;
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
    const element = elementOf(at);
    if (element) return this.#pattern(element, isIndex(fields[0] ?? '') ? fields.slice(1) : fields);
    if (key === 'arguments' && (node.type === 'CallExpression' || node.type === 'NewExpression')) {
      const found = this.#call(parent, node, at, fields);
      if (found || fields.length > 0) return found;
    }
    if (node.type === 'VariableDeclarator' && key === 'init')
      return this.#pattern(childrenOf(parent)[0]!, fields);
    if (
      node.type === 'ObjectProperty' &&
      key === 'value' &&
      parent.parent?.node.type === 'ObjectExpression'
    ) {
      const field = propertyKey(node);
      const found = field === undefined ? undefined : this.#through(parent.parent, [field, ...fields]);
      if (found) return found;
    }
    if (node.type === 'SpreadElement' && parent.parent?.node.type === 'ObjectExpression') {
      return this.#merged(parent, parent.parent, fields);
    }
    if (node.type === 'AssignmentExpression' && key === 'right' && node.operator === '=') {
      const shared = sharedByClosures(childrenOf(parent)[0]!, fields);
      if (shared) return shared;
    }
    if (fields.length > 0) return undefined;
    return keptUnread(this.#program, at) ?? neverRun(this.#evidence, at);
  }

  #call(
    call: Placed,
    node: NodeOf<'CallExpression'> | NodeOf<'NewExpression'>,
    argument: Placed,
    fields: readonly string[],
  ): Replaced | undefined {
    const callee = childrenOf(call).find(({ key }) => key === 'callee')!;
    const called = calledFunction(this.#program, callee) ?? onlyMethod(this.#program, callee);
    const index = node.arguments.indexOf(argument.node as (typeof node.arguments)[number]);
    if (!called) return undefined;
    if (isGenerator(called) && call.parent?.node.type === 'ExpressionStatement') {
      const message = `${this.#text(call)} makes a generator that nothing goes through, so that nothing in it runs`;
      const inside = {
        message: `what would run: ${this.#text(callee)}`,
        span: spanOf(childrenOf(called)[0]!),
      };
      return { kind: 'not read', span: spanOf(call), message, links: [...this.#links, inside] };
    }
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
    const omitted = [...descendants(body)].find((one) => omits(this.#program, one, wanted));
    if (omitted) {
      return {
        kind: 'not read',
        span: spanOf(omitted),
        message: `${this.#text(omitted)} is called without ${wanted}, so that its default is used`,
        links: [...this.#links, own],
      };
    }
    const instead = readInstead(body, declared);
    const isTested = fields.length === 0 && readsOf(declared).length > 0;
    const how = isTested ? 'is read only to refuse what is not allowed' : 'is not read';
    const where = `${[name, ...fields].join('.')} ${how} in ${this.#nameOf(inside)}`;
    return {
      kind: 'not read',
      span: instead ? spanOf(instead) : spanOf(at),
      message: instead ? `${where}; line ${spanOf(instead)[1]} uses ${this.#text(instead)}` : where,
      links: [...this.#links, own],
    };
  }

  #nameOf(called: Placed): string {
    const { node } = called;
    if ('id' in node && node.id?.type === 'Identifier') return node.id.name;
    if (node.type === 'ClassMethod' && node.key.type === 'Identifier')
      return node.kind === 'constructor' ? 'the constructor' : node.key.name;
    const parent = called.parent?.node;
    return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
      ? parent.id.name
      : 'this function';
  }

  #text(at: Placed): string {
    return oneLine(this.#program.text(spanOf(at)));
  }
}

/** The object literal that a constant is, through `Object.freeze` and the like. */
function objectIn(value: Placed): Placed | undefined {
  const inner = unwrap(value.node);
  if (inner.type === 'ObjectExpression') return bare(value);
  if (inner.type !== 'CallExpression') return undefined;
  const [argument] = childrenOf(bare(value)).filter(({ key }) => key === 'arguments');
  return argument && objectIn(argument);
}
