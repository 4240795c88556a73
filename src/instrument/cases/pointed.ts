import type { Range } from '../../shared/span.ts';
import { holds, type Node } from '../ast.ts';

/** The nodes around a position, outermost first; each is a child of the one before. */
export type Chain = readonly { readonly node: Node; readonly key: string; readonly range: Range }[];

/**
 * What a place in a source belongs to: a name or member chain, a call (a callee's name stands for its call), an operation (its operator, or
 * a literal, which is one by itself), or a loop (its keyword).
 */
export interface Expression {
  readonly kind: 'name' | 'call' | 'operation' | 'loop';
  readonly text: string;
  readonly range: Range;
}

/** The expression that a place belongs to, by the nodes around it; undefined where none does. */
export function pointedAt(
  chain: Chain,
  source: string,
  line: number,
  column: number,
): Expression | undefined {
  const { node, range } = chain.at(-1)!;
  const text = (of: Node) => source.slice(of.start!, of.end!);
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'PrivateName':
      return nameAt(chain, source, line, column);
    case 'NumericLiteral':
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
      return { kind: 'operation', text: text(node), range };
    case 'AssignmentExpression':
      return node.operator === '=' ? undefined : { kind: 'operation', text: text(node), range };
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement': {
      const keyword = /^\w+/.exec(text(node))![0];
      const isKeyword = holds([range[0], range[1], range[0], range[1] + keyword.length], line, column);
      return isKeyword ? { kind: 'loop', text: keyword, range } : undefined;
    }
    default:
      return undefined;
  }
}

function nameAt(chain: Chain, source: string, line: number, column: number): Expression | undefined {
  let at = chain.length - 1;
  const inner = chain[at]!;
  while (at > 0 && chain[at]!.key === 'property' && chain[at - 1]!.node.type.endsWith('MemberExpression'))
    at--;
  const { node, key, range } = chain[at]!;
  if (!holds(range, line, column)) return undefined;
  const around = chain[at - 1];
  const parent = around?.node;
  if (key === 'callee' && parent && /^(Optional)?CallExpression$|^NewExpression$/.test(parent.type)) {
    return { kind: 'call', text: source.slice(parent.start!, parent.end!), range: around.range };
  }
  if (inner.key === 'property' && node === inner.node) return undefined;
  const text = node.type === 'Identifier' ? node.name : source.slice(node.start!, node.end!);
  return { kind: 'name', text: text.replace(/\s+/g, ''), range };
}
