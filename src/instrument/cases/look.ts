import type { Range } from '../../shared/span.ts';
import { eachChild, rangeOf, unwrap, type Node, type NodeOf } from '../ast.ts';
import { findCases } from './cases.ts';
import { targetsOf, type Target } from './targets.ts';
import { parse } from '../parse.ts';

/** Looks up the syntax at a position of a source text, for hovers and for tracing the function at the cursor. */
export interface Look {
  /** The functions around the place, innermost first. */
  readonly functions: readonly FunctionAround[];
  /** The name, member chain or call that the place belongs to; a callee's name stands for its call. */
  readonly expression?: { readonly kind: 'name' | 'call'; readonly text: string; readonly range: Range };
}

export interface FunctionAround {
  readonly range: Range;
  /** Where its declaration starts, `export` and `const` included. */
  readonly start: Range;
  /** Empty if it has none. */
  readonly name: string;
  /** What a call of it begins with, as far as the text tells: `loss`, `api.scale`, `new Mlp().forward`. */
  readonly callee: string;
  /** Parameters without a default value, as the source has them. */
  readonly required: readonly string[];
}

/** The nodes around a position, outermost first; each is a child of the one before. */
type Chain = readonly { readonly node: Node; readonly key: string; readonly range: Range }[];

/** Parses a text and looks at a place (line from 1, column from 0), which may be in a `@trace`. Throws as `listCases` does. */
export function lookAt(source: string, path: string, line: number, column: number): Look {
  const parsed = parse(source, path);
  const calls = findCases(parsed, source).cases.map(({ call }) => call);
  const call = calls.find(({ range }) => holds(range, line, column));
  const text = call?.text ?? source;
  const original = call?.original ?? ((range: Range) => range);
  const chain: { node: Node; key: string; range: Range }[] = [];
  const descend = (node: Node, key: string): void => {
    chain.push({ node, key, range: original(rangeOfName(node)) });
    let next: [Node, string] | undefined;
    eachChild(node, (child, childKey) => {
      if (holds(original(rangeOf(child)), line, column)) next = [child, childKey];
    });
    if (next) descend(...next);
  };
  descend(call?.node ?? parsed.program, '');
  const targets = call ? [] : targetsOf(parsed.program);
  const functions = chain.flatMap((_, depth) => aroundOf(chain, depth, text, targets)).toReversed();
  const expression = expressionOf(chain, text, line, column);
  return expression ? { functions, expression } : { functions };
}

function holds([startLine, start, endLine, end]: Range, line: number, column: number): boolean {
  return (
    (line > startLine || (line === startLine && column >= start)) &&
    (line < endLine || (line === endLine && column <= end))
  );
}

function aroundOf(chain: Chain, depth: number, source: string, targets: readonly Target[]): FunctionAround[] {
  const { node, range } = chain[depth]!;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'ObjectMethod':
      break;
    default:
      return [];
  }
  const required = node.params.flatMap((parameter: Node) => {
    const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    if (inner.type === 'RestElement' || inner.type === 'AssignmentPattern') return [];
    if (inner.type === 'Identifier') return inner.optional || inner.name === 'this' ? [] : [inner.name];
    return [source.slice(inner.start!, inner.end!)];
  });
  let outer = depth;
  let name = 'id' in node && node.id?.type === 'Identifier' ? node.id.name : '';
  if ('key' in node) name = source.slice(node.key.start!, node.key.end!);
  while (outer > 0) {
    const parent = chain[outer - 1]!.node;
    if (
      parent.type === 'VariableDeclarator' &&
      parent.id.type === 'Identifier' &&
      unwrap(parent.init!) === node
    ) {
      name = parent.id.name;
    } else if (isProperty(parent) && parent.value && unwrap(parent.value) === node) {
      name = source.slice(parent.key.start!, parent.key.end!);
    } else if (
      !/^(Export(Named|Default)Declaration|VariableDeclaration|ParenthesizedExpression)$/.test(parent.type)
    )
      break;
    outer--;
  }
  const start = chain[outer]!;
  const target = targets.find(({ starts }) => starts.includes(start.node.start!));
  const callee = target?.ofInstance ? `new ${target.name.replace('.', '().')}` : (target?.name ?? name);
  return [{ range, start: start.range, name, callee, required }];
}

const isProperty = (node: Node): node is NodeOf<'ObjectProperty'> | NodeOf<'ClassProperty'> =>
  node.type === 'ObjectProperty' || node.type === 'ClassProperty';

/** A node's range; of an identifier without the type that may follow it. */
function rangeOfName(node: Node): Range {
  const [line, column, endLine, endColumn] = rangeOf(node);
  return node.type === 'Identifier'
    ? [line, column, line, column + node.name.length]
    : [line, column, endLine, endColumn];
}

function expressionOf(chain: Chain, source: string, line: number, column: number): Look['expression'] {
  let at = chain.length - 1;
  if (!/^(Identifier|ThisExpression|PrivateName)$/.test(chain[at]!.node.type)) return undefined;
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
