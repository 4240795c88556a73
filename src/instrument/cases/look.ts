import type { Range } from '../../shared/span.ts';
import { eachChild, rangeOf, unwrap, type Node, type NodeOf, holds, isFunction } from '../ast.ts';
import { findCases, type Case } from './cases.ts';
import { pointedAt, type Chain, type Expression } from './pointed.ts';
import { inputAt, type TagInput } from './tagInput.ts';
import { targetsOf, type Target } from './targets.ts';
import { parse, type Parsed } from '../parse.ts';

/** Looks up the syntax at a position of a source text, for hovers and for tracing the function at the cursor. */
export interface Look {
  /** The functions around the place, innermost first. */
  readonly functions: readonly FunctionAround[];
  /** What the place belongs to. */
  readonly expression?: Expression;
  /** The input of a case that the place is part of, in its tag's call. */
  readonly input?: TagInput;
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

/** Looks at a place of a text (line from 1, column from 0), which may be in a `@trace`. Throws as `listCases` does. */
export function lookAt(source: string, path: string, line: number, column: number): Look {
  return looker(source, path)(line, column);
}

/** Parses a text, to look at any of its places as `lookAt` does. */
export function looker(source: string, path: string): (line: number, column: number) => Look {
  const parsed = parse(source, path);
  const { cases } = findCases(parsed, source);
  const targets = targetsOf(parsed.program);
  return (line, column) => look(parsed, source, cases, targets, line, column);
}

function look(
  { program }: Parsed,
  source: string,
  cases: readonly Case[],
  declared: readonly Target[],
  line: number,
  column: number,
): Look {
  const tagged = cases.findIndex(({ call }) => holds(call.range, line, column));
  const { call, declaration } = cases[tagged] ?? {};
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
  descend(call?.node ?? program, '');
  const targets = call ? [] : declared;
  const functions = chain.flatMap((_, depth) => aroundOf(chain, depth, text, targets)).toReversed();
  const expression = pointedAt(chain, text, line, column);
  const input = declaration && inputAt(chain, declaration.parameters);
  return {
    functions,
    ...(expression && { expression }),
    ...(input && { input: { case: tagged, ...input } }),
  };
}

function aroundOf(chain: Chain, depth: number, source: string, targets: readonly Target[]): FunctionAround[] {
  const { node, range } = chain[depth]!;
  if (!isFunction(node)) return [];
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
