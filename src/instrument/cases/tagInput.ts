import type { ParameterName, ParameterPattern } from '../../shared/runtime.ts';
import type { Range } from '../../shared/span.ts';
import { isWrapper, propertyKey } from '../ast.ts';
import type { Chain } from './pointed.ts';

/** An input as a tag's call has it. */
export interface TagInput {
  /** Index of the case among those of the file. */
  readonly case: number;
  /** Paths that the place may have as an input, see `Leaf.path`, the longest first: `p.rates[1]`, `p.rates`, `p`. */
  readonly paths: readonly string[];
  readonly range: Range;
}

/** Which input of a case a place in its call is part of, by the nodes around it; undefined where it is in no argument. */
export function inputAt(
  chain: Chain,
  parameters: ParameterPattern | undefined,
): Omit<TagInput, 'case'> | undefined {
  const paths: string[] = [];
  let pattern: ParameterName | undefined = parameters;
  let path = '';
  let range: Range | undefined;
  for (let at = 0; at + 1 < chain.length; at++) {
    const [{ node }, next] = [chain[at]!, chain[at + 1]!];
    if (isWrapper(node) || (node.type === 'ObjectProperty' && next.key === 'value')) continue;
    const key = keyOf(chain, at);
    if (key === undefined) break;
    const name: ParameterName | undefined =
      typeof pattern === 'object' ? pattern.parts.find(([part]) => part === String(key))?.[1] : undefined;
    if (typeof name === 'string') path = name;
    else if (at === 0) path = name ? '' : `arg${key}`;
    else path += typeof key === 'number' ? `[${key}]` : path === '' ? key : `.${key}`;
    pattern = name;
    if (path !== '') paths.unshift(path);
    range = next.range;
  }
  return range && paths.length > 0 ? { paths, range } : undefined;
}

/** The index or property that leads from a node of a chain to the next. */
function keyOf(chain: Chain, at: number): string | number | undefined {
  const [{ node }, next] = [chain[at]!, chain[at + 1]!];
  const index = (list: readonly unknown[]) => {
    const found = list.indexOf(next.node);
    return found < 0 ? undefined : found;
  };
  if (node.type === 'CallExpression' && at === 0) return index(node.arguments);
  if (node.type === 'ArrayExpression') return index(node.elements);
  if (node.type === 'ObjectExpression' && next.node.type === 'ObjectProperty') return propertyKey(next.node);
  return undefined;
}
