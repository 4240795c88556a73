import { eachChild, unwrap, type Node } from '../../../instrument/syntax.ts';
import { bare, childrenOf, type Placed, type Program } from '../../program/program.ts';
import { textOf } from '../repair.ts';

/** What the `$names` of a pattern stand for: a node each, and the nodes of a list for `...$$names`. */
export type Bound = Map<string, readonly Placed[]>;

/** What is compared of two nodes besides their type and their children. */
const traits = ['operator', 'name', 'value', 'computed', 'prefix', 'async', 'generator'];
const typeKeys = /^(typeParameters|typeArguments|typeAnnotation|returnType)$/;

/**
 * Compares a node with a pattern, parentheses, casts and types aside.
 *
 * @param pattern syntax in which `$x` stands for any expression, the same text wherever it is repeated, and `...$$xs` for the rest of a list
 * @returns what the names stand for; undefined where the node is another
 */
export function match(pattern: Node, at: Placed, program: Program): Bound | undefined {
  const bound: Bound = new Map();
  return fits(pattern, at, program, bound) ? bound : undefined;
}

function fits(pattern: Node, at: Placed, program: Program, bound: Bound): boolean {
  const wanted = unwrap(pattern);
  if (wanted.type === 'Identifier' && wanted.name.startsWith('$'))
    return bind(wanted.name, [withoutParentheses(at)], program, bound);
  const given = returned(bare(at), wanted);
  if (given.node.type !== wanted.type) return false;
  if (!traits.every((trait) => traitOf(given.node, trait) === traitOf(wanted, trait))) return false;
  const children = childrenOf(given).filter(({ key }) => !typeKeys.test(key));
  const expected: { node: Node; key: string }[] = [];
  eachChild(wanted, (node, key) => expected.push({ node, key }));
  for (const [k, { node, key }] of expected.entries()) {
    const name = restName(node);
    if (name !== undefined) {
      const rest = children.slice(k);
      return rest.every((one) => one.key === key) && bind(name, rest, program, bound);
    }
    const child = children[k];
    if (child?.key !== key || !fits(node, child, program, bound)) return false;
  }
  return children.length === expected.length;
}

/** A node as it would be quoted elsewhere: with its casts and non-null marks. */
function withoutParentheses(at: Placed): Placed {
  let inner = at;
  while (inner.node.type === 'ParenthesizedExpression') inner = childrenOf(inner)[0]!;
  return inner;
}

function traitOf(node: Node, trait: string): unknown {
  if (trait === 'value' && node.type === 'TemplateLiteral')
    return node.quasis.map(({ value }) => value.raw).join('${}');
  const value = (node as unknown as Record<string, unknown>)[trait];
  return typeof value === 'object' ? undefined : (value ?? false);
}

/** The expression of `{ return x; }`, where a pattern has an expression. */
function returned(at: Placed, wanted: Node): Placed {
  if (at.node.type !== 'BlockStatement' || wanted.type === 'BlockStatement') return at;
  const [only, ...more] = childrenOf(at);
  const value = only?.node.type === 'ReturnStatement' && more.length === 0 && childrenOf(only)[0];
  return value ? bare(value) : at;
}

/** The name of `...$$xs`. */
export function restName(node: Node): string | undefined {
  if (node.type !== 'SpreadElement' || node.argument.type !== 'Identifier') return undefined;
  return node.argument.name.startsWith('$$') ? node.argument.name : undefined;
}

function bind(name: string, nodes: readonly Placed[], program: Program, bound: Bound): boolean {
  const before = bound.get(name);
  if (!before) {
    bound.set(name, nodes);
    return true;
  }
  return before.length === nodes.length && before.every((one, i) => sameText(one, nodes[i]!, program));
}

/** Whether two nodes are written alike, spaces and non-null marks aside. */
export function sameText(a: Placed, b: Placed, program: Program): boolean {
  const plain = (at: Placed) => textOf(program, bare(at)).replace(/\s+|!(?!=)/g, '');
  return plain(a) === plain(b);
}
